"""The staff's side: sign in, invite a company, see its state, take its reports home."""

import re
import uuid

import pytest

from ledgerlift_server.accounts.models import Role
from ledgerlift_server.companies.models import Company, Event, Link
from ledgerlift_server.syncs import actions
from ledgerlift_server.syncs.models import SnapshotFile, Sync

# Session, user, client; companies, their connections, states of their syncs, snapshots.
LIST_QUERIES = 7


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


def finish(connection, make_upload, run_jobs):
    make_upload(connection, "suppliers", "s.csv", b"s")
    make_upload(connection, "bills", "b.csv", b"b")
    run_jobs()
    by = connection.company.created_by.actor
    return actions.complete_journey(connection=connection, language="en", by=by)


def test_sign_in_with_email_however_it_is_capitalised(client, bank, make_staff):
    make_staff(bank, email="sam@hill.example")
    answer = client.post("/portal/sign-in/", {"username": "SAM@Hill.example", "password": "a long passphrase"})
    assert answer.url == "/portal/companies/"
    assert client.get("/portal/companies/").status_code == 200


def test_wrong_password_is_answered_in_words_and_slowed_down(client, staff):
    wrong = {"username": staff.email, "password": "wrong"}
    first = client.post("/portal/sign-in/", wrong)
    assert first.status_code == 422
    assert "This e-mail and password do not go together." in first.content.decode()
    for _ in range(9):
        client.post("/portal/sign-in/", wrong)
    answer = client.post("/portal/sign-in/", {"username": staff.email, "password": "a long passphrase"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"


def test_sign_in_leads_nowhere_else(client, staff):
    sent = {"username": staff.email, "password": "a long passphrase", "next": "https://evil.example/"}
    assert client.post("/portal/sign-in/", sent).url == "/portal/companies/"


def test_new_company_shows_its_link_and_email(signed_in):
    sent = {"id": uuid.uuid4(), "name": "  Atelier   Beauséjour & fils ", "description": ""}
    page = signed_in.post("/portal/companies/new/", sent).content.decode()
    assert Company.objects.get().name == "Atelier Beauséjour & fils"
    address = re.search(r"http://testserver(/link/hill-bank/[\w-]{43}/)", page)[1]
    assert page.count(address) == 2
    assert signed_in.get(address).status_code == 200


def test_form_sent_twice_makes_one_company(signed_in):
    sent = {"id": uuid.uuid4(), "name": "Maple", "description": ""}
    for _ in range(2):
        assert signed_in.post("/portal/companies/new/", sent).status_code == 200
    assert Company.objects.count() == 1
    assert Event.objects.filter(name="company.created").count() == 1


@pytest.mark.parametrize(("name", "message"), [("", "required"), ("Maple <b>", "Leave out"), ("x" * 121, "120")])
def test_name_that_cannot_be_is_refused_beside_its_field(signed_in, name, message):
    answer = signed_in.post("/portal/companies/new/", {"id": uuid.uuid4(), "name": name})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Company.objects.exists()


def test_list_searches_names_software_and_ids(signed_in, company, connection, staff, make_company):
    make_company(staff, "Other One")
    for text in ("maple", "workday", str(company.id), str(connection.id)):
        page = signed_in.get("/portal/companies/", {"q": text}).content.decode()
        assert "Maple Builders" in page
        assert "Other One" not in page
    assert "No company matches" in signed_in.get("/portal/companies/", {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_list_asks_the_database_as_often_for_many_companies_as_for_one(
    signed_in, staff, make_company, make_connection, django_assert_num_queries, count
):
    for number in range(count):
        connection = make_connection(make_company(staff, f"Company {number}"))
        Sync.objects.create(connection=connection, inputs_key=str(number))
    with django_assert_num_queries(LIST_QUERIES):
        page = signed_in.get("/portal/companies/").content.decode()
    assert page.count("Workday") == page.count("state-generating") == count


def test_company_turns_to_available_and_its_report_can_be_downloaded(
    signed_in, company, connection, make_upload, run_jobs
):
    address = f"/portal/companies/{company.id}/"
    assert "Unavailable" in signed_in.get(address).content.decode()
    finish(connection, make_upload, run_jobs)
    assert "Generating" in signed_in.get(address).content.decode()
    run_jobs()
    page = signed_in.get(address).content.decode()
    assert "Available" in page
    report = SnapshotFile.objects.get(is_report=True)
    answer = signed_in.get(f"{address}reports/{report.id}/")
    assert b"".join(answer.streaming_content) == b"PK workbook"
    assert answer["Content-Disposition"] == 'attachment; filename="Spend Analysis.xlsx"'
    assert answer["Content-Type"] == "application/octet-stream"


def test_failed_sync_is_shown_with_its_code(signed_in, company, connection, make_upload, run_jobs, engine):
    finish(connection, make_upload, run_jobs)
    engine.failure = "processing_timeout"
    run_jobs()
    page = signed_in.get(f"/portal/companies/{company.id}/").content.decode()
    assert "Failed" in page
    assert "processing_timeout" in page


def test_status_part_is_what_the_page_polls(signed_in, company, connection, make_upload, run_jobs):
    finish(connection, make_upload, run_jobs)
    part = signed_in.get(f"/portal/companies/{company.id}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    run_jobs()
    part = signed_in.get(f"/portal/companies/{company.id}/", headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in part


def test_onboarding_role_opens_no_data(client, bank, make_staff, company, connection, make_upload, run_jobs):
    finish(connection, make_upload, run_jobs)
    run_jobs()
    client.force_login(make_staff(bank, Role.ONBOARDING))
    page = client.get(f"/portal/companies/{company.id}/").content.decode()
    assert "Spend Analysis.xlsx" not in page
    report = SnapshotFile.objects.get(is_report=True)
    answer = client.get(f"/portal/companies/{company.id}/reports/{report.id}/")
    assert answer.status_code == 403
    assert "Your role does not allow this." in answer.content.decode()


def test_file_as_sent_can_be_downloaded_with_its_name(signed_in, company, connection, make_upload):
    upload = make_upload(connection, name="factures été.csv", content=b"as sent")
    answer = signed_in.get(f"/portal/companies/{company.id}/uploads/{upload.id}/")
    assert b"".join(answer.streaming_content) == b"as sent"
    assert "filename*=utf-8''factures%20%C3%A9t%C3%A9.csv" in answer["Content-Disposition"]


def test_links_can_be_made_anew_and_withdrawn(signed_in, company):
    signed_in.post(f"/portal/companies/{company.id}/links/")
    signed_in.post(f"/portal/companies/{company.id}/links/revoke/")
    assert Link.objects.get().revoked_at is not None


def test_sign_out(signed_in):
    assert signed_in.post("/portal/sign-out/").url == "/portal/sign-in/"
    assert signed_in.get("/portal/companies/").status_code == 302
