"""Create, edit and delete a company; its links, e-mails and connections."""

import re
import uuid

import pytest
from django.core import mail
from django.core.files.storage import default_storage

from ledgerlift_server.accounts.models import Event, Role
from ledgerlift_server.companies import actions
from ledgerlift_server.companies.models import Company, Connection, Invitation, Link
from ledgerlift_server.syncs import sync_actions
from ledgerlift_server.syncs.models import SnapshotFile, Upload

NEW = "/portal/companies/new/"


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


def sent(**changes):
    return {"id": uuid.uuid4(), "name": "Maple", "contact_language": "en", "products": ["spend-insights"]} | changes


def address_on(page):
    return re.search(r"http://testserver(/link/hill-bank/[\w-]{43}/)", page.content.decode())[1]


def test_new_company_shows_its_link_and_the_email_in_both_languages(signed_in):
    page = signed_in.post(NEW, sent(name="  Atelier   Beauséjour & fils ", contact_language="fr-ca"))
    assert Company.objects.get().name == "Atelier Beauséjour & fils"
    text = page.content.decode()
    assert text.count(address_on(page)) == 3
    assert text.index("Bonjour,") < text.index("Hello,")
    assert signed_in.get(address_on(page)).status_code == 200


def test_form_sent_twice_makes_one_company(signed_in):
    form = sent()
    for _ in range(2):
        assert signed_in.post(NEW, form).status_code == 200
    assert Company.objects.count() == 1
    assert Event.objects.filter(name="company.created").count() == 1


def test_form_with_the_id_of_another_banks_company_finds_nothing(signed_in, other_bank, make_staff, make_company):
    theirs = make_company(make_staff(other_bank))
    assert signed_in.post(NEW, {**sent(), "id": str(theirs.id)}).status_code == 404
    assert Company.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "required"),
        ("name", "Maple <b>", "Leave out &lt; &gt;"),
        ("name", "x" * 121, "120"),
        ("description", "x" * 501, "500"),
        ("contact_email", "nobody", "valid email address"),
        ("tags", "region", "Write each tag as key: value"),
        ("tags", "k" * 28 + ": v", "at most 27 characters"),
        ("tags", "k: " + "v" * 101, "its value 100"),
        ("tags", "\n".join(f"k{n}: v" for n in range(11)), "at most 10 tags"),
        ("tags", "k: a\nk: b", "there twice"),
        ("subscriptions", "ana@hill.example, nobody", "“nobody” is no e-mail address"),
        ("subscriptions", "\n".join(f"a{n}@hill.example" for n in range(21)), "at most 20"),
        ("parent", "Nowhere", "There is no company “Nowhere”"),
        ("owners", "0b0b0b0b-0000-4000-8000-000000000000", "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(signed_in, field, value, message):
    answer = signed_in.post(NEW, sent(**{field: value}))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Company.objects.exists()


def test_edit_changes_what_was_changed_and_says_which_columns(signed_in, staff, company):
    page = signed_in.get(f"/portal/companies/{company.id}/edit/").content.decode()
    assert "Maple Builders" in page
    form = sent(name="Maple & Sons", tags="region: east; size: 3", subscriptions="A@hill.example\na@hill.example",
                owners=[staff.id])  # fmt: skip
    signed_in.post(f"/portal/companies/{company.id}/edit/", form)
    company.refresh_from_db()
    assert (company.name, company.tags, company.subscriptions) == (
        "Maple & Sons", {"region": "east", "size": "3"}, ["a@hill.example"]
    )  # fmt: skip
    assert list(company.owners.all()) == [staff]
    assert Event.objects.get(name="company.updated").details["fields"] == ["name", "subscriptions", "tags", "owners"]


def test_parent_is_one_level_deep(signed_in, staff, company, make_company):
    north = make_company(staff, "North")
    edit = f"/portal/companies/{north.id}/edit/"
    assert signed_in.post(edit, sent(name="North", parent="Maple Builders")).status_code == 302
    north.refresh_from_db()
    assert north.parent == company
    for address, parent, message in (
        (edit.replace(str(north.id), str(company.id)), "North", "is a subsidiary itself"),
        (edit.replace(str(north.id), str(company.id)), str(company.id), "none is its own"),
    ):
        assert message in signed_in.post(address, sent(parent=parent)).content.decode()


def test_another_clients_company_or_colleague_is_never_a_parent_or_owner(
    signed_in, other_bank, make_staff, make_company
):
    stranger = make_staff(other_bank)
    theirs = make_company(stranger, "Theirs")
    assert "There is no company" in signed_in.post(NEW, sent(parent=str(theirs.id))).content.decode()
    assert signed_in.post(NEW, sent(owners=[stranger.id])).status_code == 422


def test_links_are_made_for_some_days_and_withdrawn_one_by_one_or_all(signed_in, company):
    links = f"/portal/companies/{company.id}/links/"
    first = address_on(signed_in.post(links, {"days": "7"}))
    link = Link.objects.get()
    assert (link.expires_at - link.created_at).days in {6, 7}
    assert "Works" in signed_in.get(links).content.decode()
    second = address_on(signed_in.post(links, {"replace": "on"}))
    assert signed_in.get(first).status_code == 410
    signed_in.post(f"{links}{Link.objects.latest('created_at').id}/revoke/")
    assert signed_in.get(second).status_code == 410
    third = address_on(signed_in.post(links))
    signed_in.post(f"{links}revoke/")
    assert signed_in.get(third).status_code == 410


def test_invitation_is_sent_in_the_contacts_language_and_then_come_reminders(signed_in, company, staff, run_jobs):
    actions.update_company(
        company=company, owners=[], by=staff, contact_email="fin@maple.example", contact_language="fr-ca"
    )
    for _ in range(2):
        signed_in.post(f"/portal/companies/{company.id}/requests/")
        run_jobs()
    first, second = mail.outbox
    assert first.to == ["fin@maple.example"]
    assert first.subject == "Hill Bank demande des rapports de Maple Builders"
    assert second.subject.startswith("Rappel")
    for letter in (first, second):
        address = re.search(r"http://testserver(/link/hill-bank/[\w-]{43}/)", letter.body)[1]
        assert signed_in.get(address).status_code == 200
        assert "&amp;" not in letter.body
    assert Invitation.objects.exclude(sent_at=None).count() == 2


def test_without_an_address_the_request_is_shown_to_be_copied(signed_in, company):
    assert address_on(signed_in.post(f"/portal/companies/{company.id}/requests/"))
    assert mail.outbox == []


def test_deleting_says_what_goes_and_leaves_nothing_but_the_event(
    signed_in, company, connection, make_upload, run_jobs
):
    by = company.created_by.actor
    for data_type in ("suppliers", "bills"):
        make_upload(connection, data_type, f"{data_type}.csv", data_type.encode())
    run_jobs()
    sync_actions.complete_journey(connection=connection, language="en", by=by)
    run_jobs()
    names = [
        *Upload.objects.values_list("storage_name", flat=True),
        *SnapshotFile.objects.values_list("storage_name", flat=True),
    ]
    assert all(default_storage.exists(name) for name in names)
    address = f"/portal/companies/{company.id}/delete/"
    page = signed_in.get(address).content.decode()
    assert "2 files as the company sent them" in page
    assert "1 report, with the data behind it" in page
    assert signed_in.post(address, {"name": "Maple"}).status_code == 422
    assert Company.objects.exists()
    assert signed_in.post(address, {"name": "Maple Builders"}).url == "/portal/companies/"
    run_jobs()
    assert not Company.objects.exists()
    assert not any(default_storage.exists(name) for name in names)
    assert Event.objects.get(name="company.deleted").subject_id == company.id


def test_deleting_a_parent_takes_its_subsidiaries(signed_in, staff, company, make_company):
    actions.update_company(company=make_company(staff, "North"), owners=[], by=staff, parent=company)
    address = f"/portal/companies/{company.id}/delete/"
    assert "1 subsidiary" in signed_in.get(address).content.decode()
    signed_in.post(address, {"name": "Maple Builders"})
    assert not Company.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_only_some_roles_delete_companies_and_end_connections(client, bank, make_staff, company, connection, role):
    client.force_login(make_staff(bank, role))
    may_delete = role in {Role.ANALYST, Role.DEVELOPER, Role.ADMIN}
    may_end = role in {Role.DEVELOPER, Role.ADMIN}
    base = f"/portal/companies/{company.id}/"
    assert client.get(f"{base}delete/").status_code == (200 if may_delete else 403)
    assert client.get(f"{base}connections/{connection.id}/delete/").status_code == (200 if may_end else 403)
    assert client.post(f"{base}connections/{connection.id}/unlink/").status_code == (302 if may_end else 403)
    assert ("Delete" in client.get("/portal/companies/").content.decode()) == may_delete


def test_connection_is_unlinked_then_deleted_with_its_data(signed_in, company, connection, make_upload):
    make_upload(connection)
    base = f"/portal/companies/{company.id}/connections/"
    assert "Workday" in signed_in.get(base).content.decode()
    for _ in range(2):
        signed_in.post(f"{base}{connection.id}/unlink/")
    assert Company.objects.get().standing == "Unlinked"
    assert "1 file of Maple Builders" in signed_in.get(f"{base}{connection.id}/delete/").content.decode()
    signed_in.post(f"{base}{connection.id}/delete/")
    assert not Connection.objects.exists()
    assert not Upload.objects.exists()
    assert Company.objects.get().standing == "None"


@pytest.mark.parametrize(("role", "chosen"), [(Role.ADMIN, []), (Role.ADVISOR, ["spend-insights"])])
def test_products_are_taken_off_by_whoever_may_alone(client, bank, make_staff, role, chosen):
    staff = make_staff(bank, role)
    client.force_login(staff)
    page = client.get(NEW).content.decode()
    assert ("Spend Insights</label>" in page) == (role != Role.ADVISOR)
    assert client.post(NEW, {**sent(), "products": []}).status_code == 200
    company = Company.objects.get()
    assert company.products == chosen
    client.post("/portal/companies/columns/", {"columns": ["products"]})
    listed = client.get("/portal/companies/").content.decode()
    assert ("<td>Spend Insights</td>" in listed) == bool(chosen)
    insights = client.get("/portal/spend-insights/").content.decode()
    assert (company.name in insights) == bool(chosen)


def test_product_that_is_none_is_refused(signed_in):
    assert signed_in.post(NEW, {**sent(), "products": ["loans"]}).status_code == 422
    assert not Company.objects.exists()
