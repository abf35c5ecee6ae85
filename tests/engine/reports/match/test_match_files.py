"""The match files of a small company, worked out a second time in plain Python from the written definitions."""

import re
from datetime import date
from decimal import Decimal

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from match_books import BILLS, COSTS, END, LEFT_OUT, LONG_NAME, ORDER, PAYMENTS, START, SUPPLIERS, figures
from sheets import rows_of

from ledgerlift import records
from ledgerlift.analysis import AnalysisSettings, analyse
from ledgerlift.reports.match.layouts import get_layout, list_networks
from ledgerlift.reports.match.match_file import write_match_file
from ledgerlift.reports.match.rows import give_keys
from ledgerlift.reports.settings import ReportSettings
from ledgerlift.snapshot import Company, Manifest

EPOCH = date(1970, 1, 1)


def frame(name, rows):
    return pl.DataFrame(rows, schema=dict(records.SNAPSHOT[name]), orient="row")


def days(day):
    return None if day is None else (day - EPOCH).days


@pytest.fixture(scope="module")
def books(snapshot_of):
    snapshot = snapshot_of(
        {
            "suppliers": frame("suppliers", [{"supplier_key": key, "origin": "suppliers", **details}
                                             for key, details in SUPPLIERS.items()]),
            "bills": frame("bills", [
                {"bill_key": f"b{n}", "supplier_key": supplier, "issue_date": on, "issue_day": days(on),
                 "total_amount": Decimal(amount), "currency": "CAD", "due_date": due, "due_day": days(due)}
                for n, (supplier, on, amount, due) in enumerate(BILLS)]),
            "payments": frame("payments", [
                {"payment_key": f"p{n}", "supplier_key": supplier, "payment_date": on, "payment_day": days(on),
                 "amount": Decimal(amount), "currency": "CAD", "inferred_method": "Check"}
                for n, (supplier, on, amount) in enumerate(PAYMENTS)]),
            "direct_costs": frame("direct_costs", [
                {"expense_key": f"e{n}", "supplier_key": supplier, "date": on, "issue_day": days(on),
                 "total_amount": Decimal(amount), "currency": "CAD", "inferred_method": "CreditCard"}
                for n, (supplier, on, amount) in enumerate(COSTS)]),
        },
        Manifest(company=Company(name="Calloway Ridge"), base_currency="CAD"),
    )  # fmt: skip
    return snapshot, analyse(snapshot, AnalysisSettings(period_from=START, period_to=END))


@pytest.fixture(scope="module")
def write(books, tmp_path_factory):
    snapshot, analysis = books
    folder = tmp_path_factory.mktemp("match")

    def make(network, language="en", **chosen):
        path = folder / f"{network}-{len(list(folder.iterdir()))}.xlsx"
        write_match_file(analysis, snapshot, path, ReportSettings(language=language, **chosen), network=network)
        return openpyxl.load_workbook(path)

    return make


@pytest.mark.parametrize("network", list_networks())
def test_every_figure_equals_a_second_calculation(write, network):
    rows = rows_of(write(network).worksheets[0])
    assert len(rows) == len(ORDER)
    for row, key in zip(rows, ORDER, strict=True):
        expected = figures(key)
        if network == "comdata":
            expected["Number of transactions"] = expected.pop("Comdata count")
        for heading in set(row) & set(expected):
            shown = row[heading].date() if hasattr(row[heading], "date") else row[heading]
            assert shown == expected[heading], (key, heading)


NAMED = {
    "mastercard_match": ["Supplier name", "Bill payments and direct costs amount",
                         "Bill payments and direct costs count", "Purchase order count", "Supplier ID"],
    "visa_vendor_match": ["Supplier name", "ZIP+4", "Country code", "Vendor ID", "Number of checks", "Total spend"],
    "wex_vendor": ["Phone extension", "Supplier contact name", "Contact first name", "Contact last name",
                   "Email address 2", "Supplier account number", "Number of transactions"],
    "paytech": ["Supplier name", "Vendor ID"],
    "comdata": ["Vendor name", "State", "City", "Postal code", "Country", "Address", "Phone", "Tax ID",
                "12-month amount", "Number of transactions", "Vendor number"],
}  # fmt: skip
SHARED = {"Tax ID", "City", "Phone", "Bills amount", "# of bills", "Payments amount", "# of payments",
          "Expenses amount", "# of expenses", "Most common payment method", "Average payment terms",
          "Most recent transaction date"}  # fmt: skip


@pytest.mark.parametrize("network", list_networks())
def test_file_has_the_columns_the_network_is_known_for(write, network):
    headings = {cell.value for cell in write(network).worksheets[0][1]}
    assert set(NAMED[network]) <= headings
    if network != "comdata":
        assert headings >= SHARED


@pytest.mark.parametrize("network", list_networks())
def test_no_text_is_longer_than_the_network_takes(write, network):
    sheet = write(network).worksheets[0]
    for position, column in enumerate(get_layout(network).columns):
        for row in sheet.iter_rows(min_row=2, values_only=True):
            if isinstance(row[position], str) and column.most:
                assert len(row[position]) <= column.most, column.key


def test_mastercard_writes_codes_and_letters_as_documented(write):
    paper, acme, trick, small = rows_of(write("mastercard_match").worksheets[0])
    assert paper["Supplier ID"] == "00042"
    assert (paper["City"], paper["State / region"], paper["Country"]) == ("Trois Rivières", "QC", "CAN")
    assert paper["Tax ID"] == "123456789"
    assert paper["Purchase order count"] is None
    assert acme["Supplier name"] == LONG_NAME[:104]  # at the end of a word
    assert (acme["City"], acme["Postal code"], acme["Tax ID"]) == ("Boston nd", "021012345", "123456789")
    assert acme["Address line 2"] == "Dock 4"
    assert trick["Supplier name"] == "cmd|' /C calc'!A0"
    assert trick["Country"] == "CAN"  # told by its postal code
    assert (small["State / region"], small["Country"]) == ("IDF", "FRA")


def test_visa_parts_zip_codes_and_writes_two_letter_countries(write):
    paper, acme, *_ = rows_of(write("visa_vendor_match").worksheets[0])
    assert (paper["Postal code"], paper["ZIP+4"], paper["Country code"]) == ("G9A 1A1", None, "CA")
    assert (acme["Postal code"], acme["ZIP+4"], acme["Country code"]) == ("02101", "02101-2345", "US")
    assert acme["Country"] == "United States"


def test_wex_parts_the_contact_and_keeps_the_account_number_of_a_merged_record(write):
    paper, acme, *_ = rows_of(write("wex_vendor").worksheets[0])
    assert (paper["Contact first name"], paper["Contact last name"]) == ("Marie", "Côté")
    assert paper["Supplier account number"] == "007"
    assert (acme["Contact first name"], acme["Contact last name"]) == ("Jane Ann", "Doe")
    assert acme["Phone extension"] == "22"


def test_comdata_takes_north_american_phones_of_ten_figures_only(write):
    paper, _, _, small = rows_of(write("comdata").worksheets[0])
    assert (paper["Phone"], small["Phone"]) == ("8195550100", None)


def test_ids_lead_back_to_every_record(write):
    book = write("mastercard_match")
    keys = {row["Supplier ID"] for row in rows_of(book.worksheets[0])}
    back = rows_of(book["Ids"])
    assert {row["Id in the file"] for row in back} == keys
    assert [row["Id in the books"] for row in back if row["Id in the file"] == "00042"] == ["00042", "00043"]
    assert {row["Id in the books"] for row in back} == {"00042", "00043", "acme 1", "-7", "10"}


def test_log_names_everybody_who_is_left_out_and_why(write):
    entries = rows_of(write("paytech")["Log"])
    left_out = {row["Id in the books"]: row for row in entries if row["What happened"] == "Left out"}
    assert {SUPPLIERS[key]["supplier_id"]: why for key, why in LEFT_OUT.items()} == {
        key: row["Why"] for key, row in left_out.items()
    }
    assert left_out["9"]["Rule"] == "taxes.ca_revenue"
    assert left_out["9"]["Bills and expenses amount"] == 9000
    (merged,) = [row for row in entries if row["What happened"] == "Merged"]
    assert (merged["Id in the books"], merged["Id in the file"]) == ("00043", "00042")


def test_log_names_every_value_that_differs_from_the_books(write):
    entries = rows_of(write("mastercard_match")["Log"])
    found = {(row["Id in the books"], row["Column"], row["In the file"]) for row in entries if row["Column"]}
    assert ("acme 1", "Supplier name", rows_of(write("mastercard_match").worksheets[0])[1]["Supplier name"]) in found
    assert ("00042", "City", "Trois Rivières") in found
    assert ("acme 1", "Address line 2", "Dock 4") in found
    assert ("-7", "Supplier name", "cmd|' /C calc'!A0") in found
    assert ("acme 1", "Postal code", "021012345") in found
    assert ("-7", "Country", "CAN") in found


def test_minimum_spend_is_a_year_and_in_the_log(write):
    book = write("paytech", minimum_spend=Decimal("86.01"))  # 43 of six months is 86 a year
    assert len(rows_of(book.worksheets[0])) == 3
    (small,) = [row for row in rows_of(book["Log"]) if row["Id in the books"] == "10" and not row["Column"]]
    assert small["Why"] == "Below the minimum spend."
    assert len(rows_of(write("paytech", minimum_spend=Decimal(86)).worksheets[0])) == 4


def test_sum_of_suppliers_and_spend_comes_out(write):
    facts = list(write("paytech")["Read me"].iter_rows(values_only=True))
    start = next(n for n, row in enumerate(facts) if row[0] == "What became of them") + 1
    table = []
    for row in facts[start:]:
        if row[0] is None:
            break
        table.append(row[:3])
    *parts, total = table
    assert sum(row[1] for row in parts) == total[1] == len(SUPPLIERS) - 1  # idle has no activity
    assert sum(Decimal(str(row[2])) for row in parts) == Decimal(str(total[2]))


def test_columns_are_chosen_by_name_and_in_order(write):
    book = write(
        "visa_vendor_match",
        match_columns={
            "visa_vendor_match": (
                "supplier_key",
                "total_spend",
            )
        },
    )
    assert [cell.value for cell in book.worksheets[0][1]] == ["Vendor ID", "Bills and expenses amount"]
    with pytest.raises(ValueError, match="visa_vendor_match has no column horoscope; it has supplier_name"):
        write("visa_vendor_match", match_columns={"visa_vendor_match": ("horoscope",)})


@pytest.mark.parametrize("network", list_networks())
def test_same_arguments_give_the_same_bytes(books, network, tmp_path):
    snapshot, analysis = books
    for name in ("one", "two"):
        write_match_file(analysis, snapshot, tmp_path / name, network=network)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("network", list_networks())
def test_no_cell_is_a_formula(write, network):
    for sheet in write(network):
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


@pytest.mark.parametrize("network", list_networks())
def test_nothing_and_one_supplier_and_hostile_books_give_a_file(nothing, snapshot, analysis, network, tmp_path):
    for number, (opened, analysed) in enumerate([nothing, (snapshot, analysis)]):
        path = tmp_path / f"{number}.xlsx"
        write_match_file(analysed, opened, path, ReportSettings(language="fr"), network=network)
        book = openpyxl.load_workbook(path)
        assert len(rows_of(book.worksheets[0])) == 3 * number


@given(st.lists(st.tuples(st.text(max_size=20) | st.none(), st.text(min_size=1, max_size=20)), max_size=8))
@settings(deadline=None)
def test_every_row_has_a_key_of_its_own_that_fits_every_network(found):
    rows = [(identity, name, f"key {number}") for number, (identity, name) in enumerate(found)]
    merged = pl.DataFrame(
        rows, schema=dict.fromkeys(("supplier_id", "supplier_name", "cluster"), pl.String), orient="row"
    )
    keys = give_keys(merged)
    assert keys.n_unique() == len(rows)
    assert all(re.fullmatch("[A-Z0-9][A-Z0-9-]{0,14}", key) for key in keys)
    assert keys.equals(give_keys(merged))
