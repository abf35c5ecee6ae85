"""Ongoing Insights: from the second snapshot that closes a quarter, once, mailed to subscribers, and the way out."""

import io
from datetime import date

import openpyxl
import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse

from ledgerlift_server.companies.models import Company
from ledgerlift_server.syncs import engine, engine_child, jobs, product_actions, subscriptions, sync_actions
from ledgerlift_server.syncs.models import QuarterlyInsights, Snapshot


@pytest.fixture
def real_engine(monkeypatch):
    """The engine itself, in this process: its child has tests of its own."""

    def call(request, *, seconds):
        work = getattr(engine_child, request.pop("do"))
        return work(**request), ""

    monkeypatch.setattr(engine, "call_child", call)


def write_bills(last, newcomer=None):
    """Bills of every month of 2025 up to ``last`` and on that day; a newcomer is billed on the last day alone."""
    days = [date(2025, month, 1) for month in range(1, last.month + 1)] + [last]
    lines = [f"INV-{n},Birch Electric,{day},{day},CAD,{100 + n}.50,0.00" for n, day in enumerate(days)]
    if newcomer:
        lines.append(f"NEW-1,{newcomer},{last},{last},CAD,40.00,40.00")
    heading = "Invoice Number,Supplier Name,Invoice Date,Due Date,Currency,Invoice Amount,Balance Due"
    return "\n".join([heading, *lines, ""]).encode()


@pytest.fixture
def sync(connection, make_upload, run_jobs, real_engine):
    """Send bills in place of the earlier ones and sync; gives the new snapshot and the jobs that were done."""

    def make(content):
        earlier = connection.uploads.filter(removed_at=None).first()
        make_upload(connection, "bills", "bills.csv", content, replaces=earlier)
        run_jobs()
        sync_actions.complete_journey(connection=connection, language="en", by=connection.company.created_by.actor)
        done = run_jobs()
        return Snapshot.objects.order_by("-created_at").first(), done

    return make


@pytest.fixture
def subscribers(company):
    company.subscriptions = ["ana@hill.example", "luc@hill.example"]
    company.contact_language = "fr-ca"
    company.save()
    return company.subscriptions


def insights_of(snapshot):
    return list(snapshot.files.filter(path__contains="/ongoing_insights/").order_by("path"))


def test_first_snapshot_has_no_quarter_to_compare(sync, subscribers):
    snapshot, done = sync(write_bills(date(2025, 6, 30)))
    assert snapshot.quarter_end == date(2025, 6, 30)
    assert insights_of(snapshot) == []
    assert mail.outbox == []
    assert "syncs.close_quarter" not in done


def test_second_snapshot_that_closes_a_quarter_is_looked_at_and_mailed(sync, subscribers, company):
    sync(write_bills(date(2025, 6, 30)))
    snapshot, done = sync(write_bills(date(2025, 9, 30), newcomer="Elm Printing"))
    assert done[-2:] == ["syncs.close_quarter", "syncs.mail_insights"]
    english, french = insights_of(snapshot)
    assert (english.report, french.report) == (("ongoing_insights", "en"), ("ongoing_insights", "fr"))
    with default_storage.open(english.storage_name) as stored:
        book = openpyxl.load_workbook(io.BytesIO(stored.read()))
    assert [row[0].value for row in book["New Suppliers"].iter_rows(min_row=3)] == ["Elm Printing"]
    first, second = mail.outbox
    assert (first.to, second.to) == (["ana@hill.example"], ["luc@hill.example"])
    assert first.subject == "Maple Builders : aperçu du trimestre se terminant le 30 septembre 2025"
    assert [name for name, _, _ in first.attachments] == ["Aperçu trimestriel.xlsx"]
    assert "/unsubscribe/" in first.extra_headers["List-Unsubscribe"]
    assert QuarterlyInsights.objects.get().mailed_to == subscribers


def test_quarter_is_looked_at_and_mailed_once(sync, subscribers, run_jobs):
    sync(write_bills(date(2025, 6, 30)))
    sync(write_bills(date(2025, 9, 30)))
    third, _ = sync(write_bills(date(2025, 9, 30), newcomer="Elm Printing"))
    assert insights_of(third) == []
    jobs.close_quarters(0)
    assert run_jobs() == ["syncs.close_quarter"]
    assert QuarterlyInsights.objects.count() == 1
    assert len(mail.outbox) == 2


def test_snapshot_of_the_same_quarter_is_no_further_one(sync, subscribers):
    sync(write_bills(date(2025, 9, 30)))
    snapshot, done = sync(write_bills(date(2025, 11, 15)))
    assert snapshot.quarter_end == date(2025, 9, 30)
    assert "syncs.close_quarter" in done
    assert insights_of(snapshot) == []
    assert mail.outbox == []


def test_mail_that_stopped_half_way_goes_on_with_the_others(sync, subscribers, run_jobs, monkeypatch):
    sync(write_bills(date(2025, 6, 30)))
    sent = subscriptions.send_insights

    def break_at_luc(quarter, email):
        if email.startswith("luc"):
            raise OSError("the mail server is away")
        sent(quarter, email)

    monkeypatch.setattr(subscriptions, "send_insights", break_at_luc)
    with pytest.raises(OSError, match="away"):
        sync(write_bills(date(2025, 9, 30)))
    monkeypatch.setattr(subscriptions, "send_insights", sent)
    assert run_jobs() == ["syncs.mail_insights"]
    assert [message.to for message in mail.outbox] == [["ana@hill.example"], ["luc@hill.example"]]


def test_remaking_reports_keeps_what_was_mailed(sync, subscribers, run_jobs, staff):
    sync(write_bills(date(2025, 6, 30)))
    snapshot, _ = sync(write_bills(date(2025, 9, 30)))
    before = [(file.id, file.sha256) for file in insights_of(snapshot)]
    product_actions.update_reports(snapshot=snapshot, by=staff.actor)
    run_jobs()
    assert [(file.id, file.sha256) for file in insights_of(snapshot)] == before
    assert all(default_storage.exists(file.storage_name) for file in snapshot.files.all())


def test_link_asks_first_then_ends_the_subscription(client, company, subscribers):
    address = reverse("portal:unsubscribe", args=[subscriptions.sign(company, "ana@hill.example")])
    page = client.get(address)
    assert page.status_code == 200
    assert Company.objects.get().subscriptions == subscribers
    for _ in range(2):
        assert client.post(address).status_code == 200
    assert Company.objects.get().subscriptions == ["luc@hill.example"]


@pytest.mark.parametrize("token", ["nonsense", "WyJhIiwiYiJd:1abc:xyz"])
def test_link_that_is_not_ours_does_not_exist(client, token):
    address = reverse("portal:unsubscribe", args=[token])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
