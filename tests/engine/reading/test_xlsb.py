import struct

import pytest
from tools.fuzz.binary_workbook import (
    BOOLEAN,
    ERROR,
    INTEGER,
    REAL,
    SHARED_TEXT,
    TEXT,
    binary_workbook,
    cell,
    row,
    text,
)

from ledgerlift.reading import Limits


@pytest.fixture
def make_xlsb(make_zip):
    def make(*sheets, **options):
        return make_zip(binary_workbook(*sheets, **options), name="book.xlsb")

    return make


def test_cells_keep_their_place(make_xlsb, read):
    sheet = row(3, cell(2, TEXT, text("Supplier")), cell(4, TEXT, text("Amount")))
    sheet += row(4, cell(2, TEXT, text("Acmé")), cell(3, REAL, struct.pack("<d", 45352), style=1))
    sheet += row(5, cell(3, BOOLEAN, b"\1"), cell(4, INTEGER, struct.pack("<I", 100 << 2 | 2)))
    source = read(make_xlsb(sheet))
    (found,) = source.sheets
    assert (source.format, found.name, found.positions) == ("xlsb", "S0", [2, 3, 4])
    assert found.row_numbers.to_list() == [1, 2, 3, 4, 5]
    assert found.cells.rows()[2:] == [
        ("Supplier", None, "Amount"),
        ("Acmé", "2024-03-01 00:00:00", None),
        (None, "true", "100"),
    ]


def test_texts_are_shared(make_xlsb, read):
    sheet = row(1, *(cell(column, SHARED_TEXT, struct.pack("<I", 2 - column)) for column in (1, 2)))
    assert read(make_xlsb(sheet, strings=("one", "two"))).sheets[0].cells.rows() == [("two", "one")]


def test_errors_hidden_rows_and_hidden_sheets(make_xlsb, read):
    sheet = row(1, cell(1, TEXT, text("x" * 200)), cell(2, ERROR, b"\x2a")) + row(
        2, cell(1, ERROR, b"\x07"), is_hidden=True
    )
    source = read(make_xlsb(sheet, row(1, cell(1, TEXT, text("y"))), states=(0, 1)))
    assert source.hidden_sheets == ("S1",)
    assert source.sheets[0].hidden_rows == 1
    assert source.sheets[0].cells.rows() == [("x" * 200, "#N/A"), ("#DIV/0!", None)]


def test_stray_cell_is_refused_before_anything_is_allocated(make_xlsb, refusal_code):
    sheet = row(1, cell(1, TEXT, text("x"))) + row(1_048_576, cell(16_384, TEXT, text("y")))
    assert refusal_code(make_xlsb(sheet)) == "container_too_big"


def test_limits(make_xlsb, refusal_code):
    one = row(1, cell(1, TEXT, text("x")))
    assert refusal_code(make_xlsb(one, one), limits=Limits(sheets=1)) == "too_many_sheets"
    assert refusal_code(make_xlsb(one + row(2, cell(1, TEXT, text("x")))), limits=Limits(rows=1)) == "too_many_rows"
    assert refusal_code(make_xlsb(row(1))) == "file_empty"
