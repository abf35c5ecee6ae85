"""The second lock: the database itself keeps clients apart, whatever a query forgets. Its tables are listed."""

import uuid

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone

from ledgerlift_server.accounts import ciphers, people
from ledgerlift_server.accounts.models import Client, Role
from ledgerlift_server.client_settings.models import BrandPicture, ConsentWording, EmailText
from ledgerlift_server.companies import invitations
from ledgerlift_server.companies.models import Company, KitText
from ledgerlift_server.jobs import queue
from ledgerlift_server.portal.models import ColumnChoice
from ledgerlift_server.row_security import policies
from ledgerlift_server.row_security.scope import acting_for, acting_for_nobody, whose
from ledgerlift_server.syncs import arrivals, deletion, sync_actions, upload_actions
from ledgerlift_server.syncs.models import QuarterlyInsights, RememberedAnswers, Snapshot

# Whoever tries to sign in is nobody's yet.
OPEN = {"accounts_wrongsignin"}
FIND_GUARDED = """
    SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid
    WHERE relrowsecurity AND relforcerowsecurity AND polcmd = '*' AND polpermissive
"""


def list_tables():
    """List the tables of our own models and of django-allauth's, those between two models included."""
    return sorted(
        model._meta.db_table
        for app in apps.get_app_configs()
        if app.name.startswith(("ledgerlift_server", "allauth"))
        for model in app.get_models(include_auto_created=True)
    )


def list_unguarded(tables):
    with connection.cursor() as cursor:
        cursor.execute(FIND_GUARDED)
        return sorted(set(tables) - {name for (name,) in cursor.fetchall()} - OPEN)


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def change(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@pytest.fixture
def theirs(other_bank, make_staff, make_company, make_connection, make_upload, make_link, run_jobs):
    """A row of another client in every table."""
    person = make_staff(other_bank)
    Authenticator.objects.create(user=person, type="totp", data={"secret": ciphers.encrypt("A" * 32)})
    UserSession.objects.create(user=person, session_key="k", ip="127.0.0.0", user_agent="")
    address = EmailAddress.objects.create(user=person, email=person.email)
    EmailConfirmation.objects.create(email_address=address, key="k")
    people.invite(client=other_bank, email="new@vale.example", role=Role.ANALYST, language="en", by=person)
    ColumnChoice.objects.create(user=person, columns=["owners"])
    KitText.objects.create(client=other_bank, topic="safe", language="en", text="Yes.")
    EmailText.objects.create(client=other_bank, kind="invitation", language="en", subject="s", body="b")
    ConsentWording.objects.create(client=other_bank, number=1, texts={}, made_by="x")
    BrandPicture.objects.create(client=other_bank, kind="logo", content=b"x", content_type="image/png", sha256="x",
                                width=1, height=1)  # fmt: skip
    RememberedAnswers.objects.create(client=other_bank, headings="h", answers={})
    company = make_company(person, "Other Company")
    company.owners.add(person)
    make_link(company)
    company.contact_email = "c@c.example"
    invitations.request_data(company=company, by=person.actor)
    own = make_connection(company)
    supplier = make_upload(own, "suppliers", "s.csv", b"a")
    make_upload(own, "bills", "b.csv", b"b")
    upload_actions.skip_step(connection=own, data_type="payments", by=person.actor)
    run_jobs()
    sync_actions.complete_journey(connection=own, language="en", by=person.actor)
    run_jobs()
    QuarterlyInsights.objects.create(company=company, snapshot=Snapshot.objects.get(), quarter_end=timezone.now())
    arrivals.start(connection=own, data_type="bills", name="p.csv", size=5, fingerprint="", replaces=supplier,
                   by=person.actor)  # fmt: skip
    deletion.delete_company(company=make_company(person, "Gone"), by=person.actor)
    return company


def test_every_table_is_guarded():
    assert list_unguarded(list_tables()) == []
    # The role of the tests is like one of a server: the policies hold for it.
    assert not policies.may_pass(connection)


def test_raw_sql_of_one_client_gets_no_row_of_another(theirs, bank):
    there = {table: count(table) for table in list_tables() if table not in OPEN}
    # Of the client itself, who acts here, there is its own row.
    expected = dict.fromkeys(there, 0) | {"accounts_client": 1}
    assert [table for table, rows in there.items() if not rows] == []
    with acting_for(bank.id):
        assert {table: count(table) for table in there} == expected
    with acting_for(theirs.client_id):
        assert {table: count(table) for table in there} == there | {"accounts_client": 1}


def test_raw_sql_of_one_client_changes_no_row_of_another(theirs, bank):
    with acting_for(bank.id):
        for table in list_tables():
            if table not in {*OPEN, "accounts_client"}:
                assert change(f"DELETE FROM {table}") == 0, table
        assert change("UPDATE companies_company SET name = 'x'") == 0
    assert theirs.connections.exists()


def test_nothing_is_written_for_another_client(theirs, bank):
    with acting_for(bank.id):
        for make in (
            lambda: Company.objects.create(client=theirs.client, name="Planted"),
            lambda: theirs.links.create(token_hash="x", expires_at=timezone.now()),
            lambda: Client.objects.create(name="x", slug="x", contact_name="x", contact_email="x@x.example"),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                make()


def test_whoever_has_not_said_for_whom_is_refused_rather_than_shown_nothing(theirs):
    with (
        acting_for_nobody(),
        pytest.raises(DatabaseError, match="for which client"),
        transaction.atomic(),
    ):
        count("companies_company")


@isolate_apps("ledgerlift_server.companies")
def test_table_without_a_policy_is_found():
    class Note(models.Model):
        company = models.ForeignKey(Company, on_delete=models.CASCADE)

        class Meta:
            app_label = "companies"

    with connection.schema_editor() as editor:
        editor.create_model(Note)
    assert list_unguarded([*list_tables(), Note._meta.db_table]) == ["companies_note"]
    with connection.cursor() as cursor:
        for statement in policies.guard_through("companies_note", "company_id", "companies_company").sql:
            cursor.execute(statement)
    assert list_unguarded([Note._meta.db_table]) == []


def test_connection_that_is_used_again_is_told_again(theirs, bank):
    with acting_for(theirs.client_id):
        assert count("companies_company") == 1
    with acting_for(bank.id):
        assert count("companies_company") == 0
    assert count("companies_company") == 1


def test_what_was_said_in_a_transaction_that_failed_is_said_again(theirs, bank):
    with acting_for(bank.id):
        count("companies_company")
        with pytest.raises(DatabaseError, match="division"), transaction.atomic(), acting_for(theirs.client_id):
            change("SELECT 1 / (count(*) - 1) FROM companies_company")
        assert count("companies_company") == 0


def test_page_acts_for_the_client_of_its_reader_alone(client, staff, theirs, monkeypatch):
    seen = []
    # As a page would that has forgotten the filter of its client.
    monkeypatch.setattr(
        "ledgerlift_server.companies.queries.list_visible", lambda user: seen.append(whose()) or Company.objects.all()
    )
    client.force_login(staff)
    assert b"Other Company" not in client.get("/portal/companies/").content
    assert client.get(f"/portal/companies/{theirs.id}/").status_code == 404
    assert set(seen) == {str(staff.client_id)}


def test_long_answer_is_written_for_the_client_of_its_reader(client, staff, theirs):
    client.force_login(staff)
    with acting_for_nobody():
        text = b"".join(client.get("/portal/audit/csv/").streaming_content).decode()
        assert whose() == ""
    assert text.count("\n") > 1
    assert "Other Company" not in text


def test_job_acts_for_whom_it_was_deferred(bank, run_jobs, monkeypatch):
    seen = []
    monkeypatch.setattr("ledgerlift_server.syncs.loose_files.sweep", lambda: seen.append(whose()))
    from ledgerlift_server.jobs import queue

    with acting_for(bank.id):
        queue.enqueue("syncs.sweep_files", lock=uuid.uuid4())
    run_jobs()
    assert seen == [str(bank.id)]


def test_job_that_would_act_for_nobody_is_not_put_off():
    with acting_for_nobody(), pytest.raises(RuntimeError, match="nobody has said"):
        queue.enqueue("syncs.run_sync", lock=uuid.uuid4(), sync_id="any")


def test_pages_before_anybody_is_known_find_what_they_need(client, theirs, make_link):
    link, slug = make_link(theirs), theirs.client.slug
    person = theirs.created_by
    with acting_for_nobody():
        for page in (link, f"{link}software/", f"/link/{slug}/brand.css", f"/link/{slug}/kit/en/", "/portal/sign-in/"):
            assert client.get(page).status_code == 200, page
        assert client.post("/portal/password/", {"email": person.email}).status_code == 302
        sent = {"login": person.email, "password": "a long passphrase"}
        assert client.post("/portal/sign-in/", sent).url == "/portal/sign-in/code/"
        assert client.get("/portal/sign-in/code/").status_code == 200
        assert whose() == ""
