"""The funnel: every journey counted once, by week, by software, and where it stopped."""

import datetime

import pytest
from django.utils import timezone

from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies import queries
from ledgerlift_server.companies.models import Connection, ConnectionStatus
from ledgerlift_server.syncs import funnel
from ledgerlift_server.syncs.models import Upload


@pytest.fixture
def journeys(staff, make_company, make_connection, make_upload, make_link):
    """One journey for each place where people stop, and one that came through."""
    by = staff.actor

    def begin(name, software="Workday"):
        company = make_company(staff, name)
        make_link(company)
        return companies.choose_software(company=company, software="", software_name=software, is_used=False, by=by)

    begin("No consent", "Xero")
    agreed, stuck, ready, done = (make_connection(make_company(staff, name)) for name in ("A", "B", "C", "D"))
    for connection, state in ((stuck, "wrong_report"), (ready, "ready"), (done, "ready")):
        upload = make_upload(connection)
        Upload.objects.filter(pk=upload.pk).update(state=state, inspection={})
    companies.move(done, ConnectionStatus.LINKED, by=by)
    Connection.objects.filter(pk=agreed.pk).update(created_at=timezone.now() - datetime.timedelta(weeks=2))


def test_every_journey_is_in_one_place(staff, journeys):
    found = funnel.measure(queries.list_visible(staff), weeks=12)
    assert found.stops == {"completed": 1, "needs_customer": 1, "files_in": 1, "no_file": 1, "no_consent": 1}
    total = found.total
    assert (total.began, total.consented, total.uploaded, total.completed) == (5, 4, 3, 1)
    assert sum(week.began for week in found.weeks) == 5
    assert [week.began for week in found.weeks][-3:] == [1, 0, 4]
    assert [(row.name, row.began, row.completed) for row in found.software] == [("Workday", 4, 1), ("Xero", 1, 0)]
    assert (found.companies, found.invited) == (5, 1)


def test_weeks_before_the_first_shown_do_not_count(staff, journeys):
    assert funnel.measure(queries.list_visible(staff), weeks=1).total.began == 4


def test_page_shows_charts_and_tables_and_nothing_of_others(client, staff, journeys, other_bank, make_staff):
    client.force_login(staff)
    page = client.get("/portal/funnel/", {"weeks": "26"}).content.decode()
    assert page.count('role="img"') == 3
    assert "20.0%" in page
    client.force_login(make_staff(other_bank))
    for weeks in ("12", "nonsense", "-1"):
        assert "No journey has begun yet" in client.get("/portal/funnel/", {"weeks": weeks}).content.decode()
