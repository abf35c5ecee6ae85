"""What a client has enabled is made with every snapshot, in both languages and as a bundle; a failure is told."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from ledgerlift.reports.match import match_file
from ledgerlift_server.accounts.models import Event
from ledgerlift_server.syncs import engine, engine_child, sync_actions
from ledgerlift_server.syncs.models import Snapshot

MATCH_FILES = ("mastercard_match", "paytech")
BILLS = b"""Invoice Number,Supplier Name,Invoice Date,Due Date,Currency,Invoice Amount,Balance Due
INV-1,Birch Electric,2025-01-15,2025-02-14,CAD,100.50,0.00
INV-2,Elm Printing,2025-02-15,2025-03-14,CAD,30.00,30.00
"""


@pytest.fixture
def sync(bank, connection, make_upload, run_jobs, monkeypatch):
    def call(request, *, seconds):
        work = getattr(engine_child, request.pop("do"))
        return work(**request), ""

    monkeypatch.setattr(engine, "call_child", call)
    bank.report_settings = {"reports": ["spend_analysis", "problem_sheet", *MATCH_FILES], "minimum_spend": 40}
    bank.save()

    def make():
        make_upload(connection, "bills", "bills.csv", BILLS)
        run_jobs()
        sync_actions.complete_journey(connection=connection, language="en", by=connection.company.created_by.actor)
        run_jobs()
        return Snapshot.objects.get()

    return make


def test_every_enabled_report_and_the_bundle_are_there_in_both_languages(sync):
    snapshot = sync()
    reports = {file.report for file in snapshot.files.filter(is_report=True)}
    assert {kind for kind, _ in reports} == {"spend_analysis", "problem_sheet", "mastercard_match", "paytech", "bundle"}
    assert len(reports) == 10
    assert snapshot.failed_reports == []


def test_bundle_holds_the_reports_that_are_downloaded_and_says_whose_they_are(sync, company):
    snapshot = sync()
    (bundle,) = snapshot.files.filter(path__startswith="reports/fr/bundle/")
    assert bundle.name.startswith("Maple Builders_SpendReports_fr_")
    with default_storage.open(bundle.storage_name) as stored, zipfile.ZipFile(io.BytesIO(stored.read())) as found:
        manifest = found.read("manifest.txt").decode()
        names = set(found.namelist()) - {"manifest.txt"}
    reports = [file for file in snapshot.files.filter(path__startswith="reports/fr/") if file != bundle]
    assert {file.name for file in reports} == names
    assert all("INCLUDED\t" in manifest and file.sha256 in manifest for file in reports)
    assert f"Company ID: {company.id}\n" in manifest
    assert "Minimum spend: 40\n" in manifest


def test_report_that_breaks_is_told_and_the_others_are_there(sync, monkeypatch):
    def break_down(*_, **__):
        raise MemoryError("a cell of the customer")

    monkeypatch.setattr(match_file, "write_match_file", break_down)
    snapshot = sync()
    failed = {(each["kind"], each["language"], each["code"]) for each in snapshot.failed_reports}
    assert failed == {(kind, language, "MemoryError") for kind in MATCH_FILES for language in ("en", "fr")}
    assert {kind for kind, _ in (file.report for file in snapshot.files.filter(is_report=True))} == {
        "spend_analysis", "problem_sheet", "bundle",
    }  # fmt: skip
    assert "a cell" not in str(Event.objects.get(name="reports.failed").details)


def test_company_page_says_that_reports_failed_and_what_to_do(client, company, snapshot, staff):
    snapshot.failed_reports = [{"kind": "paytech", "language": "en", "code": "MemoryError"}]
    snapshot.save()
    client.force_login(staff)
    page = client.get(reverse("portal:company", args=[company.id])).content.decode()
    assert "1 report could not be made; the others are here. Press “Update reports” to try again." in page
