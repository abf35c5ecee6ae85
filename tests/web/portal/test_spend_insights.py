"""The Spend Insights tab: status with its reason, progress, period, downloads; and how often it asks the database."""

import pytest

from ledgerlift_server.accounts.models import Role
from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies.models import Company, ConnectionStatus, Invitation, ReportStatus
from ledgerlift_server.portal import advice
from ledgerlift_server.syncs import progress, sync_actions, upload_actions
from ledgerlift_server.syncs.models import Sync

TAB = "/portal/spend-insights/"
# Session, user, client; count, companies; connections, uploads, skipped steps, links, failures; snapshots, reports.
TAB_QUERIES = 12


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


def reason_of(company):
    company.refresh_from_db()
    return advice.give(company, progress.find([company])[company.id]).reason


def test_reason_follows_the_company_through_its_journey(company, staff, make_link, make_upload, run_jobs, engine):
    by = staff.actor
    assert reason_of(company) == "Not invited yet."
    make_link(company)
    assert reason_of(company) == "Has a link and has not begun."
    connection = companies.choose_software(
        company=company, software="workday", software_name="Workday", is_used=False, by=by
    )
    assert reason_of(company) == "Has picked its software and not agreed yet."
    companies.give_consent(connection=connection, version="1", language="en", text="all", by=by)
    assert reason_of(company) == "Waits for: Suppliers, Bills."
    make_upload(connection, "suppliers", "s.csv", b"s")
    run_jobs()
    assert reason_of(company) == "Waits for: Bills."
    engine.inspections = [{"outcome": "rejected", "headings": "", "tables": [], "questions": [], "problems": []}]
    upload = make_upload(connection, "bills", "b.csv", b"b")
    run_jobs()
    assert reason_of(company) == "A file of “Bills” needs an answer or a new export."
    upload_actions.remove_upload(upload=upload, by=by)
    make_upload(connection, "bills", "b2.csv", b"b2")
    run_jobs()
    for data_type in ("payments", "direct_costs"):
        upload_actions.skip_step(connection=connection, data_type=data_type, by=by)
    assert reason_of(company) == "All reports are in; “Complete” is not pressed yet."
    sync_actions.complete_journey(connection=connection, language="en", by=by)
    assert reason_of(company).startswith("Usually ready within a minute")
    run_jobs()
    assert reason_of(company) == ""


@pytest.mark.parametrize("code", [*advice.FAILURES, "some_new_code"])
def test_every_failure_says_what_to_do(company, connection, code):
    Sync.objects.create(connection=connection, inputs_key="1", state="failed", failure_code=code,
                        finished_at=company.created_at)  # fmt: skip
    Company.objects.update(report_status=ReportStatus.FAILED)
    assert reason_of(company).count(".") >= 1
    assert "support" not in reason_of(company)


def test_tab_shows_status_period_and_downloads_in_both_languages(signed_in, snapshot):
    page = signed_in.get(TAB).content.decode()
    assert "Available" in page
    assert "15 Jan 2025" in page
    assert "15 Dec 2025" in page
    assert "Spend Analysis" in page
    assert ">EN</a>" in page
    assert ">FR</a>" in page
    assert "Analyse des dépenses" in signed_in.get(TAB, headers={"Accept-Language": "fr-ca"}).content.decode()


def test_reports_of_every_language_can_be_downloaded(signed_in, company, snapshot):
    for file in snapshot.files.filter(is_report=True):
        answer = signed_in.get(f"/portal/companies/{company.id}/reports/{file.id}/")
        assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_onboarding_role_sees_no_downloads(client, bank, make_staff, snapshot):
    client.force_login(make_staff(bank, Role.ONBOARDING))
    assert "Spend Analysis" not in client.get(TAB).content.decode()


def test_filter_by_report_status(signed_in, staff, company, snapshot, make_company):
    make_company(staff, "Not yet")
    page = signed_in.get(TAB, {"reports": "available"}).content.decode()
    assert "Maple Builders" in page
    assert "Not yet" not in page


def test_reminder_is_sent_from_the_list(signed_in, company, staff, run_jobs, mailoutbox):
    companies.update_company(company=company, owners=[], by=staff, contact_email="fin@maple.example")
    assert signed_in.post(f"/portal/companies/{company.id}/reminders/").url == TAB
    run_jobs()
    assert [letter.to for letter in mailoutbox] == [["fin@maple.example"]]
    companies.update_company(company=company, owners=[], by=staff, contact_email="")
    assert signed_in.post(f"/portal/companies/{company.id}/reminders/").url.endswith("/links/")
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("count", [1, 25])
def test_tab_asks_the_database_as_often_for_many_companies_as_for_one(
    signed_in, staff, make_company, make_connection, make_link, django_assert_max_num_queries, count
):
    for number in range(count):
        company = make_company(staff, f"Company {number}")
        make_link(company)
        companies.move(make_connection(company), ConnectionStatus.LINKED, by=staff.actor)
    with django_assert_max_num_queries(TAB_QUERIES):
        signed_in.get(TAB)
