"""Printed reports from their lines to their tables: groups, wrapped texts and pages."""

from ledgerlift import catalogue
from ledgerlift.reading import read_file
from ledgerlift.table import find_tables

WIDTHS = (10, 24, -8, 10, -12)  # below zero: flush right
SUPPLIERS = ["Brockhaven Steel Supply", "Abernethy Insurance", "Cray Professional", "Drum & Sons"]
RECORDS = 6  # of each supplier


def line(*cells):
    padded = (cell.ljust(width) if width > 0 else cell.rjust(-width) for cell, width in zip(cells, WIDTHS, strict=True))
    return " ".join(padded).rstrip()


def supplier_lines(at, name):
    yield f"Vendor: {1001 + at}  {name}"
    for number in range(RECORDS * at, RECORDS * (at + 1)):
        what = "Monthly service of the" if number % RECORDS == 2 else "Parts and labour"
        yield line(f"INV{number}", what, str(5000 + number), f"{number + 1:02}/03/2024", f"{number * 101.5:,.2f}")
        if number % RECORDS == 2:
            yield line("", "building and yard", "", "", "")
    yield line("", "Total Vendor", "", "", "1,000.00")
    yield ""


def test_suppliers_on_rows_of_their_own_and_texts_on_two_lines(tmp_path):
    lines = ["Company X       Vendor Transactions      Page 1", ""]
    lines += [line("Invoice", "Description", "Doc No", "Date", "Amount"), "-" * 70]
    lines += [each for at, name in enumerate(SUPPLIERS) for each in supplier_lines(at, name)]
    path = tmp_path / "vendors.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    (sheet,) = read_file(path, isolated=False).sheets
    (table,) = find_tables(sheet, catalogue.load().headings)
    assert table.layout == "grouped"
    assert table.body.height == RECORDS * len(SUPPLIERS)
    assert table.body["group2"].unique(maintain_order=True).to_list() == SUPPLIERS
    assert table.body["2"][2] == "Monthly service of the building and yard"
    below = len(lines) - 1 - table.header_rows[-1]  # the last line ends the text and is none
    assert table.body.height + len(table.skipped) == below
