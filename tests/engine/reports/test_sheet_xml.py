import xml.etree.ElementTree as ElementTree
from datetime import date
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.reports import sheet_xml
from ledgerlift.reports.sheet_xml import CellColumn, write_rows

TEXT = CellColumn("text", "text", style=1, quoted_style=2)
MONEY = CellColumn("money", "number", style=3)
DAY = CellColumn("day", "date", style=4)


def cells_of(frame, *columns, first_row=2):
    xml = b"".join(write_rows(frame, columns, first_row)).decode()
    rows = ElementTree.fromstring(f"<sheetData>{xml}</sheetData>")
    cells = {}
    for row in rows:
        for cell in row:
            assert cell.get("r").lstrip("ABC") == row.get("r")
            text = cell.findtext("is/t") if cell.get("t") == "inlineStr" else float(cell.findtext("v"))
            cells[cell.get("r")] = (int(cell.get("s")), text)
    return cells


def test_each_kind_of_cell_has_its_place_style_and_value():
    frame = pl.DataFrame(
        {
            "text": ["a", "=b"],
            "money": [Decimal("1234.500000"), Decimal("-0.1")],
            "day": [date(2025, 3, 1), date(1900, 3, 1)],
        }
    )
    assert cells_of(frame, TEXT, MONEY, DAY, first_row=9) == {
        "A9": (1, "a"), "B9": (3, 1234.5), "C9": (4, 45717.0),
        "A10": (2, "=b"), "B10": (3, -0.1), "C10": (4, 61.0),
    }  # fmt: skip


def test_empty_values_leave_no_cell():
    frame = pl.DataFrame(
        {"text": [None, "x"], "money": [None, 1], "day": [None, None]},
        schema={"text": pl.String, "money": pl.Int64, "day": pl.Date},
    )
    assert cells_of(frame, TEXT, MONEY, DAY) == {"A3": (1, "x"), "B3": (3, 1.0)}


def test_days_a_spreadsheet_cannot_count_are_text():
    frame = pl.DataFrame({"day": [date(1899, 12, 31), date(2025, 3, 1), None]})
    assert cells_of(frame, DAY) == {"A2": (4, "1899-12-31"), "A3": (4, 45717.0)}


def test_linked_cells_have_the_linked_style():
    column = CellColumn("count", "number", style=5, linked_style=6, linked_when="leads")
    frame = pl.DataFrame({"count": [1, 0], "leads": [True, False]})
    assert cells_of(frame, column) == {"A2": (6, 1.0), "A3": (5, 0.0)}


def test_spaces_at_the_edges_are_kept():
    frame = pl.DataFrame({"text": [" a ", "b"]})
    xml = b"".join(write_rows(frame, (TEXT,), 1)).decode()
    assert xml.count('xml:space="preserve"') == 1
    assert cells_of(frame, TEXT)["A2"] == (1, " a ")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.decimals(-(10**12), 10**12, places=6), st.text(max_size=4)), max_size=9), st.integers(1, 4)
)
def test_rows_do_not_depend_on_the_chunks(rows, chunk):
    frame = pl.DataFrame(rows, schema={"money": pl.Decimal(38, 6), "text": pl.String}, orient="row")
    whole = b"".join(write_rows(frame, (TEXT, MONEY), 5))
    before, sheet_xml.CHUNK = sheet_xml.CHUNK, chunk
    try:
        assert b"".join(write_rows(frame, (TEXT, MONEY), 5)) == whole
    finally:
        sheet_xml.CHUNK = before
    cells = cells_of(frame, TEXT, MONEY, first_row=5)
    assert [cells[f"B{row}"][1] for row in range(5, 5 + len(rows))] == [float(amount) for amount, _ in rows]
