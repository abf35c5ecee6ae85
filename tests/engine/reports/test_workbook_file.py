"""The Spend Analysis workbook as a file: safe text, formats, other readers, the same bytes, print set-up."""

import io
import time
import xml.etree.ElementTree as ElementTree
import zipfile
from datetime import date

import fastexcel
import openpyxl
import pytest
from sheets import rows_of

from ledgerlift.analysis import definitions
from ledgerlift.reports.spend_analysis import write_spend_analysis

RAW = ["Bills", "Bill Payments", "Expenses"]


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
    suppliers = rows_of(book["Supplier Analysis"], header_row=2)
    assert '=HYPERLINK("http://x","y")' in {row["Supplier name"] for row in suppliers}


def test_controls_and_overrides_are_gone_and_lines_stay(book):
    texts = {row["Number"]: row["Description"] for row in rows_of(book["Bills"])}
    assert "bell back" in texts["00002"]
    assert texts["00003"] == "  spaces \nand lines\t"


def test_long_names_stay_whole(book, analysis):
    names = {row["Supplier name"] for row in rows_of(book["Supplier Analysis"], header_row=2)}
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


def test_second_reader_gets_the_same_cells(english, book):
    reader = fastexcel.read_excel(english)
    assert reader.sheet_names == book.sheetnames
    for tab in RAW:
        frame = reader.load_sheet(tab, dtypes="string").to_polars()
        expected = rows_of(book[tab])
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
