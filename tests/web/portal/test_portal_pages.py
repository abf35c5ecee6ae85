"""The staff's side: sign in, invite a company, see its state, take its reports home."""

import pytest
from django.contrib.auth import hashers

from ledgerlift_server.accounts.models import Role, User
from ledgerlift_server.syncs import sync_actions
from ledgerlift_server.syncs.models import SnapshotFile


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


def finish(connection, make_upload, run_jobs):
    make_upload(connection, "suppliers", "s.csv", b"s")
    make_upload(connection, "bills", "b.csv", b"b")
    run_jobs()
    by = connection.company.created_by.actor
    return sync_actions.complete_journey(connection=connection, language="en", by=by)


def test_sign_in_with_email_however_it_is_capitalised(client, bank, make_staff):
    make_staff(bank, email="sam@hill.example")
    answer = client.post("/portal/sign-in/", {"login": "SAM@Hill.example", "password": "a long passphrase"})
    assert answer.url == "/portal/companies/"
    assert client.get("/portal/companies/").status_code == 200


def test_wrong_password_is_answered_in_words_and_slowed_down(client, staff):
    wrong = {"login": staff.email, "password": "wrong"}
    first = client.post("/portal/sign-in/", wrong)
    assert first.status_code == 422
    assert "This e-mail and password do not go together." in first.content.decode()
    for _ in range(9):
        client.post("/portal/sign-in/", wrong)
    answer = client.post("/portal/sign-in/", {"login": staff.email, "password": "a long passphrase"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"


@pytest.mark.parametrize("who", ["known", "closed", "nobody"])
def test_wrong_password_takes_as_long_whoever_it_is(client, staff, who, monkeypatch):
    hashed = []
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(password) or f"md5${salt}$x"
    )
    User.objects.filter(pk=staff.pk).update(is_active=who != "closed")
    email = "nobody@hill.example" if who == "nobody" else staff.email
    answer = client.post("/portal/sign-in/", {"login": email, "password": "wrong"})
    assert answer.status_code == 422
    assert "do not go together" in answer.content.decode()
    # The hash is what takes long, by intent.
    assert hashed == ["wrong"]


def test_closed_account_is_told_the_same_with_its_right_password(client, staff):
    User.objects.filter(pk=staff.pk).update(is_active=False)
    answer = client.post("/portal/sign-in/", {"login": staff.email, "password": "a long passphrase"})
    assert answer.status_code == 422
    assert "do not go together" in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [{}, {"login": "", "password": ""}, {"login": "no address", "password": "x"}, {"login": "a@b.example"},
     {"login": "\x00@x.example", "password": "\x00"}, {"login": f"{'a' * 5000}@x.example", "password": "x" * 5000}],
)  # fmt: skip
def test_nonsense_at_sign_in_is_answered_in_words(client, staff, sent):
    answer = client.post("/portal/sign-in/", sent, headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert "<h1>Sign in</h1>" in answer.content.decode()


def test_sign_in_answers_with_a_page_whatever_is_asked_for(client, staff):
    answer = client.post(
        "/portal/sign-in/", {"login": staff.email, "password": "wrong"},
        headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"},
    )  # fmt: skip
    assert answer["Content-Type"].startswith("text/html")


def test_password_and_code_are_in_no_log(client, staff, caplog, run_jobs):
    client.post("/portal/sign-in/", {"login": staff.email, "password": "wrong and secret"})
    client.post("/portal/password/", {"email": "secret@hill.example"})
    client.post("/portal/password/", {"email": staff.email})
    run_jobs()
    kept = " ".join(str(vars(record)) for record in caplog.records)
    assert caplog.records
    assert not any(each in kept for each in ("secret", staff.email))


def test_sign_in_leads_nowhere_else(client, staff):
    sent = {"login": staff.email, "password": "a long passphrase", "next": "https://evil.example/"}
    assert client.post("/portal/sign-in/", sent).url == "/portal/companies/"


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


def test_failed_sync_is_shown_with_what_to_do(signed_in, company, connection, make_upload, run_jobs, engine):
    finish(connection, make_upload, run_jobs)
    engine.failure = "processing_timeout"
    run_jobs()
    page = signed_in.get(f"/portal/companies/{company.id}/").content.decode()
    assert "Failed" in page
    assert "Ask for a shorter period" in page
    assert "support" not in page


def test_status_part_is_what_the_page_polls(signed_in, company, connection, make_upload, run_jobs):
    finish(connection, make_upload, run_jobs)
    part = signed_in.get(f"/portal/companies/{company.id}/status/").content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    run_jobs()
    part = signed_in.get(f"/portal/companies/{company.id}/status/").content.decode()
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


def test_sign_out(signed_in):
    assert signed_in.post("/portal/sign-out/").url == "/portal/sign-in/"
    assert signed_in.get("/portal/companies/").status_code == 302
