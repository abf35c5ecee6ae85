import io
import re
import time
import xml.etree.ElementTree as ElementTree
import zipfile
from datetime import date

import fastexcel
import openpyxl
import pytest

from ledgerlift.analysis import definitions
from ledgerlift.reports import raw_tabs
from ledgerlift.reports.settings import ReportSettings
from ledgerlift.reports.spend_analysis import write_spend_analysis
from ledgerlift.reports.styles import Issuer

TABS = ["Customer", "Spend Analysis", "Supplier Analysis", "Bills", "Bill Payments", "Expenses", "Read me"]
RAW = ["Bills", "Bill Payments", "Expenses"]
# A one-pixel PNG.
LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def english(snapshot, analysis, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "spend.xlsx"
    write_spend_analysis(analysis, snapshot, path)
    return path


@pytest.fixture(scope="module")
def french(snapshot, analysis, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "depenses.xlsx"
    issuer = Issuer("Banque Zoë", "#FFD400", logo=LOGO)
    write_spend_analysis(analysis, snapshot, path, ReportSettings(language="fr", issuer=issuer))
    return path


@pytest.fixture(scope="module")
def book(english):
    return openpyxl.load_workbook(english)


def values(sheet, header_row=1):
    """Give a sheet's rows as dictionaries by heading."""
    rows = list(sheet.iter_rows(min_row=header_row, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


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
    rows = values(book[tab], header_row=2)[: expected.height]
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
    names = [row["Payment method"] for row in values(book["Spend Analysis"], header_row=2)][:11]
    assert names == [
        "Card", "Credit Card", "Debit Card",
        "Non-Card", "Bank Transfer", "Check", "Cash",
        "Unknown", "Other", "Unknown",
        "Overall",
    ]  # fmt: skip


def test_raw_tabs_list_every_record_with_its_place(book):
    bills = values(book["Bills"])
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
    payments = values(book["Bill Payments"])
    assert [(row["File"], row["Sheet"], row["Row"]) for row in payments] == [
        ("paid.xlsx", "Feuil 1", 2),
        ("paid.xlsx", "Feuil 1", 3),
    ]
    assert payments[1]["Inferred from"] == "Note or reference"
    assert payments[1]["Payment method (ERP)"] is None
    assert {row["Payment Account"] for row in values(book["Expenses"])} == {"Amex"}


def test_counted_rows_of_a_raw_tab_sum_to_the_customer_tab(book):
    facts = {row[0]: row[1] for row in book["Customer"].iter_rows(values_only=True)}
    for tab, amount in (
        ("Bills", "Bills amount"),
        ("Bill Payments", "Payments amount"),
        ("Expenses", "Expenses amount"),
    ):
        counted = [row["Total Amt in base currency"] for row in values(book[tab]) if row["In the figures"] == "Yes"]
        assert sum(counted) == pytest.approx(facts[amount])


def test_counts_lead_to_the_rows_behind_them(book, analysis):
    sheet = book["Supplier Analysis"]
    headings = [cell.value for cell in sheet[2]]
    for row, supplier in enumerate(analysis.listed_suppliers.iter_rows(named=True), 3):
        for heading, tab, key in (
            ("# of bills", "Bills", "bills_count"),
            ("# of payments", "Bill Payments", "payments_count"),
        ):
            cell = sheet.cell(row, headings.index(heading) + 1)
            if not supplier[key]:
                assert cell.hyperlink is None
                assert not cell.font.underline
                continue
            assert cell.font.underline
            name, first, last = re.fullmatch(r"'(.+)'!A(\d+):D(\d+)", cell.hyperlink.location).groups()
            assert name == tab
            assert int(last) - int(first) + 1 == supplier[key]
            names = [values(book[tab])[line - 2]["Supplier Name"] for line in range(int(first), int(last) + 1)]
            assert set(names) == {supplier["supplier_name"]}


def test_text_is_text_and_no_cell_is_a_formula(english, book):
    with zipfile.ZipFile(english) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in package.read(name)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "@", "-"):
                    assert cell.quotePrefix, cell.coordinate
    suppliers = values(book["Supplier Analysis"], header_row=2)
    assert '=HYPERLINK("http://x","y")' in {row["Supplier name"] for row in suppliers}


def test_controls_and_overrides_are_gone_and_lines_stay(book):
    texts = {row["Number"]: row["Description"] for row in values(book["Bills"])}
    assert "bell back" in texts["00002"]
    assert texts["00003"] == "  spaces \nand lines\t"


def test_long_names_stay_whole(book, analysis):
    names = {row["Supplier name"] for row in values(book["Supplier Analysis"], header_row=2)}
    assert max(map(len, names)) == analysis.suppliers["supplier_name"].str.len_chars().max() == 5600


def test_sheets_are_frozen_filtered_and_formatted(book):
    for tab in RAW:
        sheet = book[tab]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
    suppliers = book["Supplier Analysis"]
    assert suppliers.freeze_panes == "B3"
    formats = {suppliers.cell(2, cell.column).value: cell.number_format for cell in suppliers[3]}
    assert formats["Bills amount"] == "#,##0.00"
    assert formats["% of bills outstanding (by amount)"] == "0.0%"
    assert formats["Most recent bill"] == "yyyy-mm-dd"
    assert formats["Supplier ID"] == "@"
    fills = {cell.fill.start_color.rgb for cell in suppliers[1]}
    assert len(fills) == len({column.section for column in definitions.list_columns("suppliers")})
    assert len(book["Spend Analysis"]._charts) == 2


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


def test_second_reader_gets_the_same_cells(english, book):
    reader = fastexcel.read_excel(english)
    assert reader.sheet_names == TABS
    for tab in RAW:
        frame = reader.load_sheet(tab, dtypes="string").to_polars()
        expected = values(book[tab])
        assert frame.height == len(expected)
        for heading in frame.columns:
            for cell, row in zip(frame[heading], expected, strict=True):
                value = row[heading]
                if isinstance(value, str):
                    # The first reader leaves Excel's escapes (_x005F_) as they are stored.
                    assert cell.replace("\r\n", "\n") == value.replace("_x005F_", "_")
                elif isinstance(value, float):
                    assert float(cell) == value


def test_same_arguments_give_the_same_bytes_whatever_the_clock(english, snapshot, analysis, tmp_path):
    time.sleep(1.1)
    write_spend_analysis(analysis, snapshot, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == english.read_bytes()
    assert openpyxl.load_workbook(english).properties.created.date() == date(2026, 2, 4)


def test_package_is_well_formed_and_in_the_order_of_the_schema(english):
    order = ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells",
             "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
             "ignoredErrors", "drawing"]  # fmt: skip
    with zipfile.ZipFile(english) as package:
        assert package.testzip() is None
        for name in package.namelist():
            root = ElementTree.fromstring(package.read(name))
            if name.startswith("xl/worksheets/sheet"):
                tags = [child.tag.split("}")[1] for child in root]
                assert tags == sorted(tags, key=order.index), name
                numbers = [int(row.get("r")) for row in root.iter("{*}row")]
                assert numbers == sorted(set(numbers))


def test_french_workbook_formats_and_colours(french):
    book = openpyxl.load_workbook(french)
    suppliers = book["Analyse des fournisseurs"]
    formats = {suppliers.cell(2, cell.column).value: cell.number_format for cell in suppliers[3]}
    assert formats["% des factures impayées (en montant)"] == '[$-C0C]0.0"\N{NO-BREAK SPACE}"%'
    title = book["Entreprise"]["A1"]
    assert title.fill.start_color.rgb == "FFFFD400"
    assert title.font.color.rgb == "FF16181D"  # ink, for paper would not show on yellow
    (logo,) = book["Entreprise"]._images
    assert (logo.anchor._from.row, logo.anchor._from.col) == (0, 1)
    assert book.properties.creator == "Banque Zoë"


def test_several_companies_have_a_breakdown_and_company_columns(several_companies, tmp_path):
    snapshot, analysis = several_companies
    write_spend_analysis(analysis, snapshot, tmp_path / "group.xlsx")
    book = openpyxl.load_workbook(tmp_path / "group.xlsx")
    assert book.sheetnames == [TABS[0], "Entity Spend Breakdown", *TABS[1:]]
    entities = values(book["Entity Spend Breakdown"])
    assert [(row["Company ID"], row["Company name"]) for row in entities] == [
        ("01", "Filiale 01"), ("02", "Filiale 02"), (None, None),
    ]  # fmt: skip
    for row in entities:
        assert row["Total spend"] == pytest.approx(row["Bills amount"] + row["Expenses amount"])
    for tab in RAW:
        assert {"Company Id", "Company Name"} <= set(values(book[tab])[0])
    assert {row["Company Id"] for row in values(book["Bills"])} == {"01", "02"}


def test_empty_books_give_an_openable_workbook(nothing, tmp_path):
    snapshot, analysis = nothing
    write_spend_analysis(analysis, snapshot, tmp_path / "empty.xlsx")
    book = openpyxl.load_workbook(tmp_path / "empty.xlsx")
    assert book.sheetnames == TABS
    assert values(book["Bills"]) == []
    assert values(book["Spend Analysis"], header_row=2)[10]["Total spend"] == 0
    assert fastexcel.read_excel(tmp_path / "empty.xlsx").load_sheet("Bills").height == 0


def test_rows_beyond_a_sheet_go_on_in_another(snapshot, analysis, tmp_path, monkeypatch):
    monkeypatch.setattr(raw_tabs, "ROWS_A_SHEET", 2)
    write_spend_analysis(analysis, snapshot, tmp_path / "long.xlsx")
    book = openpyxl.load_workbook(tmp_path / "long.xlsx")
    sheets = [name for name in book.sheetnames if name.startswith("Bills")]
    assert sheets == ["Bills", "Bills 2", "Bills 3", "Bills 4"]
    assert sum(len(values(book[name])) for name in sheets) == 7
    headings = [cell.value for cell in book["Supplier Analysis"][2]]
    targets = [
        book["Supplier Analysis"].cell(row, headings.index("# of bills") + 1).hyperlink.location for row in (3, 4, 5)
    ]
    assert targets == ["'Bills'!A2:D3", "'Bills 2'!A2:D2", "'Bills 3'!A3:D3"]


def test_unwritable_path_leaves_nothing_behind(snapshot, analysis, tmp_path):
    with pytest.raises(FileNotFoundError):
        write_spend_analysis(analysis, snapshot, tmp_path / "nowhere" / "x.xlsx")
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(IsADirectoryError):
        write_spend_analysis(analysis, snapshot, tmp_path / "taken.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.xlsx"]


def test_dates_are_real_dates_and_ids_keep_their_zeros(english):
    sheet = openpyxl.load_workbook(english)["Bills"]
    headings = [cell.value for cell in sheet[1]]
    date_cell = sheet.cell(2, headings.index("Issue Date") + 1)
    assert date_cell.is_date
    assert date_cell.value.date() == date(2025, 3, 2)
    number = sheet.cell(2, headings.index("Number") + 1)
    assert (number.value, number.data_type, number.number_format) == ("00001", "s", "@")


def test_whole_workbook_can_be_opened_from_memory(english):
    assert openpyxl.load_workbook(io.BytesIO(english.read_bytes()), read_only=True)["Bills"].max_row == 8


def test_wide_tabs_are_printed_on_several_legible_pages(book):
    suppliers = book["Supplier Analysis"]
    assert 2 <= suppliers.page_setup.fitToWidth <= 4
    assert suppliers.print_title_cols == "$A:$A"
