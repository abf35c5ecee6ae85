"""The tabs of the Spend Analysis workbook and what stands on them."""

import re
from datetime import date

import fastexcel
import openpyxl
import pytest
from sheets import rows_of

from ledgerlift.analysis import definitions
from ledgerlift.reports import raw_tabs
from ledgerlift.reports.spend_analysis import write_spend_analysis

TABS = ["Customer", "Spend Analysis", "Supplier Analysis", "Bills", "Bill Payments", "Expenses", "Read me"]
RAW = ["Bills", "Bill Payments", "Expenses"]


def test_tabs_are_the_published_ones_in_order(book):
    assert book.sheetnames == TABS


def test_customer_tab_sums_over_all_suppliers(book):
    facts = {row[0]: row[1] for row in book["Customer"].iter_rows(values_only=True)}
    assert facts["Company name"] == "=Café Zoë"
    assert facts["Tax #"] == "0012"
    assert facts["Addresses"] == "1, rue A\n2, rue B"
    assert facts["Start date"].date() == date(2025, 3, 1)
    assert facts["End date"].date() == date(2026, 2, 28)
    assert (facts["Months reviewed"], facts["Excludes suppliers with annual spend below"]) == (12, 1)
    assert facts["Base currency"] == "CAD"
    assert (facts["Suppliers count"], facts["# of bills"], facts["# of payments"]) == (3, 4, 2)
    assert facts["Bills amount"] == pytest.approx(1000.10 + 0.20 + 500 + 30 * 1.365432109)
    assert (facts["Payments amount"], facts["# of Expenses"], facts["Expenses amount"]) == (1400.10, 1, 10)


@pytest.mark.parametrize(("tab", "table"), [("Spend Analysis", "methods"), ("Supplier Analysis", "suppliers")])
def test_figures_on_a_tab_equal_the_analysis(book, analysis, tab, table):
    columns = definitions.list_columns(table)
    expected = analysis.methods if table == "methods" else analysis.listed_suppliers
    rows = rows_of(book[tab], header_row=2)[: expected.height]
    for shown, figures in zip(rows, expected.iter_rows(named=True), strict=True):
        for column in columns:
            cell, figure = shown[column.label["en"]], figures[column.key]
            if figure is None:
                assert cell is None, column.key
            elif column.format in {"count", "money", "days", "whole_days"}:
                assert cell == pytest.approx(float(figure), rel=1e-15), column.key
            elif column.format == "percent":
                assert cell == pytest.approx(figure / 100, rel=1e-15), column.key
            elif column.format == "date":
                assert cell.date() == figure, column.key
            elif column.format == "flag":
                assert cell == ("Yes" if figure else "No")
            elif column.format == "text":
                assert cell == figure


def test_method_rows_are_named_and_grouped(book):
    names = [row["Payment method"] for row in rows_of(book["Spend Analysis"], header_row=2)][:11]
    assert names == [
        "Card", "Credit Card", "Debit Card",
        "Non-Card", "Bank Transfer", "Check", "Cash",
        "Unknown", "Other", "Unknown",
        "Overall",
    ]  # fmt: skip


def test_raw_tabs_list_every_record_with_its_place(book):
    bills = rows_of(book["Bills"])
    assert len(bills) == 7
    assert {row["Row"] for row in bills} == set(range(2, 9))
    by_number = {row["Number"]: row for row in bills}
    assert by_number["00001"]["Issue Date"].date() == date(2025, 3, 2)
    assert by_number["00001"]["Total Amt"] == 1000.1
    assert by_number["00001"]["Supplier Name"] == "Ateliers Côté & fils <SARL>"
    assert by_number["00001"]["Supplier Id"] == "00042"
    assert {number: row["In the figures"] for number, row in by_number.items()} == {
        "00001": "Yes", "00002": "Yes", "00003": "Yes", "00004": "Voided or cancelled", "00005": "Yes",
        "00006": "Outside the period", "00007": "Outside the period",
    }  # fmt: skip
    assert by_number["00005"]["Total Amt in base currency"] == pytest.approx(40.96296327)
    assert by_number["00007"]["Issue Date"] == "1899-12-31"
    payments = rows_of(book["Bill Payments"])
    assert [(row["File"], row["Sheet"], row["Row"]) for row in payments] == [
        ("paid.xlsx", "Feuil 1", 2),
        ("paid.xlsx", "Feuil 1", 3),
    ]
    assert payments[1]["Inferred from"] == "Note or reference"
    assert payments[1]["Payment method (ERP)"] is None
    assert {row["Payment Account"] for row in rows_of(book["Expenses"])} == {"Amex"}


def test_counted_rows_of_a_raw_tab_sum_to_the_customer_tab(book):
    facts = {row[0]: row[1] for row in book["Customer"].iter_rows(values_only=True)}
    for tab, amount in (
        ("Bills", "Bills amount"),
        ("Bill Payments", "Payments amount"),
        ("Expenses", "Expenses amount"),
    ):
        counted = [row["Total Amt in base currency"] for row in rows_of(book[tab]) if row["In the figures"] == "Yes"]
        assert sum(counted) == pytest.approx(facts[amount])


def test_read_me_names_the_sources_and_adds_up(book, snapshot):
    text = "\n".join(
        "|".join("" if value is None else str(value) for value in row)
        for row in book["Read me"].iter_rows(values_only=True)
    )
    assert snapshot.manifest.snapshot_id in text
    for source in snapshot.manifest.sources:
        assert re.search(
            rf"^{source.name}\|{source.format}\|[^|]*\|{source.bytes}\|{source.sha256}", text, re.MULTILINE
        )
    assert "bills.csv||9|7 bills + 1 credit note + 1 total" in text
    assert "Bills|CAD|Total in the files|6|1591.3|" in text
    assert "Credit note|CAD|Total in the files|1|-5|" in text
    assert "1|The selected file is empty." in text
    assert "3|of a later version" in text
    for table in ("methods", "suppliers"):
        for column in definitions.list_columns(table):
            assert column.definition is None or column.definition["en"] in text


def test_several_companies_have_a_breakdown_and_company_columns(several_companies, tmp_path):
    snapshot, analysis = several_companies
    write_spend_analysis(analysis, snapshot, tmp_path / "group.xlsx")
    book = openpyxl.load_workbook(tmp_path / "group.xlsx")
    assert book.sheetnames == [TABS[0], "Entity Spend Breakdown", *TABS[1:]]
    entities = rows_of(book["Entity Spend Breakdown"])
    assert [(row["Company ID"], row["Company name"]) for row in entities] == [
        ("01", "Filiale 01"), ("02", "Filiale 02"), (None, None),
    ]  # fmt: skip
    for row in entities:
        assert row["Total spend"] == pytest.approx(row["Bills amount"] + row["Expenses amount"])
    for tab in RAW:
        assert {"Company Id", "Company Name"} <= set(rows_of(book[tab])[0])
    assert {row["Company Id"] for row in rows_of(book["Bills"])} == {"01", "02"}


def test_empty_books_give_an_openable_workbook(nothing, tmp_path):
    snapshot, analysis = nothing
    write_spend_analysis(analysis, snapshot, tmp_path / "empty.xlsx")
    book = openpyxl.load_workbook(tmp_path / "empty.xlsx")
    assert book.sheetnames == TABS
    assert rows_of(book["Bills"]) == []
    assert rows_of(book["Spend Analysis"], header_row=2)[10]["Total spend"] == 0
    assert fastexcel.read_excel(tmp_path / "empty.xlsx").load_sheet("Bills").height == 0


def test_rows_beyond_a_sheet_go_on_in_another(snapshot, analysis, tmp_path, monkeypatch):
    monkeypatch.setattr(raw_tabs, "ROWS_A_SHEET", 2)
    write_spend_analysis(analysis, snapshot, tmp_path / "long.xlsx")
    book = openpyxl.load_workbook(tmp_path / "long.xlsx")
    sheets = [name for name in book.sheetnames if name.startswith("Bills")]
    assert sheets == ["Bills", "Bills 2", "Bills 3", "Bills 4"]
    assert sum(len(rows_of(book[name])) for name in sheets) == 7
    headings = [cell.value for cell in book["Supplier Analysis"][2]]
    targets = [
        book["Supplier Analysis"].cell(row, headings.index("# of bills") + 1).hyperlink.location for row in (3, 4, 5)
    ]
    assert targets == ["'Bills'!P2:P3", "'Bills 2'!P2:P2", "'Bills 3'!P3:P3"]
