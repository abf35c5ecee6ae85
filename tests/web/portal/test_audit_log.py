"""The log finds every event again, and nobody rewrites it."""

import csv
import datetime
import io
import re
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ledgerlift_server.accounts import audit, events
from ledgerlift_server.accounts.models import Event
from ledgerlift_server.companies import actions
from ledgerlift_server.syncs import deletion
from ledgerlift_server.ui.csv_cells import neutralise
from ledgerlift_server.ui.visitors import find_network


@pytest.fixture
def log(bank, staff, make_staff, make_company):
    """Events of two people about two companies, today and long ago."""
    other = make_staff(bank, email="bo@hill.example")
    other.full_name = "Bo Berg"
    other.save()
    first, second = make_company(staff, "First"), make_company(other, "Second")
    return staff, other, first, second


def rows(client, **asked):
    page = client.get("/portal/audit/", asked).content.decode()
    body = re.search(r"<tbody>(.*)</tbody>", page, re.DOTALL)
    return re.findall(r"<tr>.*?</tr>", body[1], re.DOTALL) if body else []


def test_log_is_filtered_by_person_company_action_and_time(client, log):
    staff, other, first, _ = log
    client.force_login(staff)
    assert len(rows(client)) == 2
    assert len(rows(client, person=other.id)) == 1
    assert len(rows(client, company=first.id)) == 1
    assert len(rows(client, name="company.created")) == 2
    assert rows(client, name="company.deleted") == []
    today = timezone.now().date()
    assert len(rows(client, first=today, last=today)) == 2
    assert rows(client, last=today - datetime.timedelta(days=1)) == []
    assert rows(client, first=today + datetime.timedelta(days=1)) == []
    for nonsense in ({"person": "x"}, {"company": "x"}, {"name": "x"}, {"first": "x"}, {"page": "-1"}):
        assert len(rows(client, **nonsense)) == 2


def test_log_is_searched_by_company_colleague_and_id(client, log):
    staff, _, first, _ = log
    client.force_login(staff)
    assert "Second" in rows(client, q="secon")[0]
    assert "Bo Berg" in rows(client, q="berg")[0]
    assert len(rows(client, q=str(first.id))) == 1
    assert rows(client, q="nothing at all") == []
    assert "Nothing of this kind" in client.get("/portal/audit/", {"q": "%"}).content.decode()


def test_events_of_a_deleted_company_stay(client, log):
    staff, _, first, _ = log
    gone = first.id
    deletion.delete_company(company=first, by=staff.actor)
    client.force_login(staff)
    found = rows(client, company=gone)
    assert len(found) == 2
    assert all("deleted" in row for row in found)


def test_another_banks_events_are_not_there(client, log, other_bank, make_staff):
    client.force_login(make_staff(other_bank))
    assert rows(client) == []
    assert rows(client, company=log[2].id) == []
    text = b"".join(client.get("/portal/audit/csv/").streaming_content).decode()
    # Its heading, and that somebody took it home.
    assert text.count("\n") == 2


def test_csv_holds_every_event_that_fits_and_no_formula(client, log, make_company, monkeypatch):
    staff, other, _, _ = log
    actions.create_company(client=staff.client, name="=cmd|' /C calc'!A0", id=uuid.uuid4(), by=staff)
    monkeypatch.setattr(audit.read_all, "__kwdefaults__", {"at_once": 2})
    client.force_login(staff)
    answer = client.get("/portal/audit/csv/")
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [row["company"] for row in found] == ["", "'=cmd|' /C calc'!A0", "Second", "First"]
    assert [row["event"] for row in found] == ["audit.exported"] + ["company.created"] * 3
    only = b"".join(client.get("/portal/audit/csv/", {"person": other.id}).streaming_content).decode()
    assert only.count("company.created") == 1


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-a", "@SUM", "\tx", "\rx", "＝1", " =1", '"=1', "'=1"])
def test_formulas_become_text(text):
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-5.20", "+7", "a=b", "2026-03-01", "Maple & Stone"])
def test_other_texts_stay_as_they_are(text):
    assert neutralise(text) == text


# What is kept


@pytest.mark.parametrize("change", [lambda each: each.update(name="company.updated"), lambda each: each.delete()])
def test_database_refuses_to_change_or_delete_an_event(company, change):
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        change(Event.objects.all())


@pytest.mark.parametrize(("years", "count"), [(6, 0), (8, 1)])
def test_events_go_after_seven_years(bank, years, count):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_event (client_id, name, actor_kind, actor_label, details, network, correlation_id,"
            " happened_at) VALUES (%s, 'sync.queued', 'system', '', '{}', '', '', now() - %s * interval '1 year')",
            [bank.id, years],
        )
    assert audit.forget_old() == count
    assert Event.objects.count() == 1 - count


def test_unknown_event_is_no_event(bank, staff):
    with pytest.raises(KeyError):
        events.record("company.exploded", client_id=bank.id, by=staff.actor)


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("", ""), ("unix:", "")],
)
def test_address_is_kept_without_its_last_part(rf, address, network):
    assert find_network(rf.get("/", REMOTE_ADDR=address)) == network


def test_address_behind_a_proxy_is_the_one_the_proxy_adds(rf, settings):
    import dataclasses

    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, behind_proxy=True)
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.77"})
    assert find_network(request) == "192.0.2.0/24"
