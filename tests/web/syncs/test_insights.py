"""Reports in both languages and insights lie beside a snapshot, can be read a page at a time, and can be made anew."""

from decimal import Decimal

from django.core.files.storage import default_storage

from ledgerlift_server.accounts.models import Event
from ledgerlift_server.companies.models import Company
from ledgerlift_server.syncs import engine, insights, product_actions, sync_actions
from ledgerlift_server.syncs.insights import RowFilter
from ledgerlift_server.syncs.models import Snapshot


def test_every_report_is_there_in_both_languages(snapshot):
    reports = [file.report for file in snapshot.files.filter(is_report=True)]
    assert set(reports) >= {("spend_analysis", "en"), ("spend_analysis", "fr")}
    assert {language for _, language in reports} == {"en", "fr"}


def test_figures_are_those_of_the_rows(snapshot):
    found = insights.find(snapshot)
    expected = sum(Decimal(100 + n) + Decimal("0.5") for n in range(60))
    assert Decimal(found.figures["overall"]["bills_amount"]) == expected
    everything = found.list_rows(RowFilter(data_type="bills"), number=1)
    assert (everything.count, everything.amount, len(everything.rows)) == (60, expected, 50)
    last = found.list_rows(RowFilter(data_type="bills"), number=99)
    assert (last.number, len(last.rows)) == (2, 10)
    march = found.list_rows(RowFilter(month="2025-03"), number=1)
    assert march.amount == Decimal(found.figures["by_month"][2]["bills_amount"])
    overdue = found.list_rows(RowFilter(timing="overdue"), number=1)
    amounts = {row["timing"]: Decimal(row["amount"]) for row in found.figures["timings"]}
    assert overdue.amount == amounts["overdue"] == expected


def test_suppliers_are_paged_searched_and_found_by_key(snapshot):
    found = insights.find(snapshot)
    page = found.list_suppliers(number=1)
    assert [row["supplier_name"] for row in page.rows] == ["Elm Printing", "Birch Electric"]
    (birch,) = found.list_suppliers(search="BIRCH", number=1).rows
    assert found.find_supplier(birch["supplier_key"])["total_spend"] == birch["total_spend"]
    assert found.find_supplier("nobody") is None
    assert found.list_suppliers(method="Check", number=1).count == 0
    rows = found.list_rows(RowFilter(supplier_key=birch["supplier_key"]), number=1)
    assert rows.amount == birch["total_spend"]


def test_snapshot_made_before_there_were_insights_has_none(snapshot):
    snapshot.files.filter(path__startswith="insights/").delete()
    assert insights.find(snapshot) is None


def test_reports_are_made_anew_of_the_same_records(snapshot, run_jobs, staff):
    snapshot.files.filter(path__startswith="insights/").delete()
    records = set(snapshot.files.filter(path__startswith="snapshot/").values_list("path", "sha256"))
    for _ in range(2):
        product_actions.update_reports(snapshot=snapshot, by=staff.actor)
    assert Company.objects.get().report_status == "generating"
    assert run_jobs() == ["syncs.remake_products"]
    snapshot.refresh_from_db()
    assert Company.objects.get().report_status == "available"
    assert insights.find(snapshot).figures["months"] == 12
    assert set(snapshot.files.filter(path__startswith="snapshot/").values_list("path", "sha256")) == records
    assert all(default_storage.exists(file.storage_name) for file in snapshot.files.all())


def test_earlier_reports_stay_when_new_ones_cannot_be_made(snapshot, run_jobs, staff, monkeypatch):
    before = set(snapshot.files.values_list("id", flat=True))
    monkeypatch.setattr(engine, "call_child", lambda request, *, seconds: (None, "processing_timeout"))
    product_actions.update_reports(snapshot=snapshot, by=staff.actor)
    run_jobs()
    assert set(snapshot.files.values_list("id", flat=True)) == before
    assert Company.objects.get().report_status == "available"
    assert Event.objects.get(name="reports.update_failed").details == {"code": "processing_timeout"}


def test_undo_moves_the_pointer_back_and_only_it(snapshot, connection, make_upload, run_jobs, staff):
    make_upload(
        connection, "suppliers", "s.csv", b"Supplier ID,Supplier Name,Status\n1,Birch Electric,Active\n2,Elm,Active\n"
    )
    run_jobs()
    sync_actions.complete_journey(connection=connection, language="en", by=staff.actor)
    run_jobs()
    connection.refresh_from_db()
    assert connection.current_snapshot.snapshot != snapshot
    for _ in range(2):
        sync_actions.make_current(snapshot=snapshot, by=staff.actor)
    connection.current_snapshot.refresh_from_db()
    assert connection.current_snapshot.snapshot == snapshot
    assert Snapshot.objects.count() == 2
    assert Event.objects.filter(name="snapshot.made_current").count() == 1
