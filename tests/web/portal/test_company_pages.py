"""A company's pages: charts with tables, figures that lead to their rows, receipt, problems, snapshots."""

import re
from decimal import Decimal

import pytest

from ledgerlift_server.accounts.models import Role
from ledgerlift_server.syncs import sync_actions
from ledgerlift_server.syncs.models import CurrentSnapshot, Snapshot

# Session, user, client; company, snapshots, connection, subsidiaries, five for the progress, reports, insights.
COMPANY_QUERIES = 16


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def base(company):
    return f"/portal/companies/{company.id}/"


def text_of(answer):
    return answer.content.decode()


def test_overview_shows_numbers_charts_and_their_tables(signed_in, base, snapshot):
    page = text_of(signed_in.get(base))
    # 60 bills of 100.50 to 159.50.
    assert "$7,800" in page
    assert page.count('role="img"') == 5
    for chart, table in re.findall(r'<title id="[\w-]+">([^<]+)</title>|<table class="dense">()', page):
        assert chart or not table
    assert page.count("As a table") == 5
    assert "style=" not in page


def test_every_number_leads_to_rows_that_add_up_to_it(signed_in, base, snapshot):
    page = text_of(signed_in.get(base))
    links = re.findall(rf'<a href="({base}rows/[^"]*)">([\d,]+\.\d\d|[\d,]+)</a>', page)
    assert len(links) > 20
    for address, shown in links:
        found = signed_in.get(address.replace("&amp;", "&")).context["page"]
        value = Decimal(shown.replace(",", ""))
        assert value in (found.count, found.amount), address


def test_overview_asks_the_database_a_fixed_number_of_times(signed_in, base, snapshot, django_assert_max_num_queries):
    with django_assert_max_num_queries(COMPANY_QUERIES):
        signed_in.get(base)


def test_french_page_writes_french_numbers(signed_in, base, snapshot):
    page = text_of(signed_in.get(base, headers={"Accept-Language": "fr-ca"}))
    assert "7 800 $" in page.replace("\xa0", " ")
    assert "Dépenses par mode de paiement" in page
    assert not re.search(r'(x|y|width|height)="\d+,\d', page)


def test_supplier_page_pages_through_its_bills(signed_in, base, snapshot):
    page = text_of(signed_in.get(f"{base}suppliers/", {"q": "birch"}))
    (address,) = set(re.findall(rf'href="({base}suppliers/[^"/]+/)"', page))
    supplier = signed_in.get(address)
    assert "Birch Electric" in text_of(supplier)
    assert supplier.context["page"].count == 30
    assert "INV-58" in text_of(supplier)
    assert "bills.csv, row 60" in text_of(supplier)
    assert "Nothing of this kind" in text_of(signed_in.get(address, {"type": "payments"}))
    assert signed_in.get(f"{base}suppliers/nobody/").status_code == 404


def test_rows_take_filters_from_the_address_and_leave_out_nonsense(signed_in, base, snapshot):
    def count(**asked):
        return signed_in.get(f"{base}rows/", asked).context["page"].count

    assert count() == 60
    assert count(month="2025-03") == 5
    assert count(timing="overdue", type="bills") == 60
    assert count(type="payments") == 0
    assert count(left_out="any") == 0
    for nonsense in ({"month": "2025-13"}, {"month": "x"}, {"timing": "';--"}, {"type": "suppliers"}, {"page": "-1"}):
        assert count(**nonsense) == 60
    assert "No row fits." in text_of(signed_in.get(f"{base}rows/", {"type": "payments"}))


def test_data_page_shows_receipt_mapping_and_what_to_tell_the_customer(
    signed_in, base, snapshot, make_upload, run_jobs
):
    connection = snapshot.sync.connection
    make_upload(connection, "suppliers", "nothing.csv", b"")
    run_jobs()
    page = text_of(signed_in.get(f"{base}data/"))
    assert "60 rows = 60 bills" in page
    assert "The selected file is empty." in page
    assert "Invoice Amount" in page
    assert "<code>total_amount</code>" in page


def test_files_are_listed_by_day(signed_in, base, snapshot):
    assert "bills.csv" in text_of(signed_in.get(f"{base}files/"))


def test_snapshots_are_compared_and_the_earlier_one_can_count_again(
    signed_in, base, snapshot, make_upload, run_jobs, staff
):
    connection = snapshot.sync.connection
    suppliers = b"Supplier ID,Supplier Name,Status\n1,Birch Electric,Active\n2,Elm Printing,Active\n3,Oak,Active\n"
    make_upload(connection, "suppliers", "s.csv", suppliers)
    run_jobs()
    sync_actions.complete_journey(connection=connection, language="en", by=staff.actor)
    run_jobs()
    assert Snapshot.objects.count() == 2
    history = text_of(signed_in.get(f"{base}history/"))
    assert f"{base}snapshots/{snapshot.id}/" in history
    page = text_of(signed_in.get(f"{base}snapshots/{snapshot.id}/"))
    assert "Total spend" in page
    signed_in.post(f"{base}snapshots/{snapshot.id}/current/")
    assert CurrentSnapshot.objects.get().snapshot == snapshot


def test_update_reports_starts_once(signed_in, base, snapshot, run_jobs):
    for _ in range(2):
        assert signed_in.post(f"{base}reports/update/").url == base
    assert run_jobs() == ["syncs.remake_products"]


def test_snapshot_without_insights_offers_to_make_them(signed_in, base, snapshot):
    snapshot.files.filter(path__startswith="insights/").delete()
    assert "No insights yet" in text_of(signed_in.get(base))
    assert signed_in.get(f"{base}rows/").status_code == 404
    assert text_of(signed_in.get(f"{base}history/")).count("–") > 1


def test_empty_company_teaches_what_comes(signed_in, base):
    assert "Insights appear here" in text_of(signed_in.get(base))
    for page in ("data/", "files/", "history/"):
        assert signed_in.get(base + page).status_code == 200


def test_onboarding_role_sees_status_and_no_data(client, bank, make_staff, base, snapshot):
    client.force_login(make_staff(bank, Role.ONBOARDING))
    page = text_of(client.get(base))
    assert "Available" in page
    assert "7,800" not in page
    for closed in ("suppliers/", "rows/", "data/", f"snapshots/{snapshot.id}/", "suppliers/x/"):
        assert client.get(base + closed).status_code == 403
    assert client.post(f"{base}snapshots/{snapshot.id}/current/").status_code == 403
    assert "7,800" not in text_of(client.get(f"{base}history/"))


def test_staff_correct_a_column_and_make_a_new_snapshot(signed_in, base, snapshot, make_upload, run_jobs):
    upload = snapshot.sync.uploads.get()
    address = f"{base}uploads/{upload.id}/columns/"
    page = text_of(signed_in.get(address))
    assert "Balance Due" in page
    (key,) = re.findall(r'id="c([\d-]+)">\w+ · Balance Due', page)
    assert signed_in.post(address, {key: ""}).url == f"{base}data/"
    upload.refresh_from_db()
    assert upload.answers["amount_due:"]["value"] == "none"
    run_jobs()
    assert "still missing" in text_of(signed_in.post(f"{base}snapshots/new/", follow=True))
    suppliers = b"Supplier ID,Supplier Name,Status\n1,Birch Electric,Active\n2,Elm Printing,Active\n3,Oak,Active\n"
    make_upload(snapshot.sync.connection, "suppliers", "s.csv", suppliers)
    run_jobs()
    for _ in range(2):
        assert signed_in.post(f"{base}snapshots/new/").url == base
    assert run_jobs().count("syncs.run_sync") == 1
    assert Snapshot.objects.count() == 2


def test_correction_that_changes_nothing_reads_nothing_again(signed_in, base, snapshot, run_jobs):
    upload = snapshot.sync.uploads.get()
    signed_in.post(f"{base}uploads/{upload.id}/columns/", {})
    assert run_jobs() == []
