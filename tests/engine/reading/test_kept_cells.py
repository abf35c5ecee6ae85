"""Kept cells: what is written is read back as it was, for every kind of sheet."""

import polars as pl
import pytest

from ledgerlift.problems import Place, Problem
from ledgerlift.reading.kept_cells import read_kept_cells, write_kept_cells
from ledgerlift.reading.source import Decision, Sheet, Source

SHEETS = [
    Sheet("Bills", pl.DataFrame({"1": ["a", None], "3": [None, 'é\n,"']}), pl.Series("row", [4, 9], pl.UInt32), 2),
    Sheet(None, pl.DataFrame({"1": [""]}), pl.Series("row", [1], pl.UInt32), is_printed=True),
    Sheet("Empty", pl.DataFrame(), pl.Series("row", [], pl.UInt32)),
]


@pytest.mark.parametrize("sheets", [SHEETS[:1], SHEETS, []])
def test_source_is_read_back_as_it_was_written(tmp_path, sheets):
    source = Source(
        name="our file.xlsx", bytes=12, sha256="ab", format="xlsx", encoding=None, delimiter=";",
        sheets=tuple(sheets), decisions=(Decision("format", "xlsx", 0.9, "csv", 0.1),),
        problems=(Problem("card_numbers_found", Place("our file.xlsx", "Bills", column=3), details={"header": "N"}),),
        hidden_sheets=("Secret",),
    )  # fmt: skip
    write_kept_cells(source, tmp_path / "cells")
    read = read_kept_cells(tmp_path / "cells")
    for before, after in zip(source.sheets, read.sheets, strict=True):
        assert after.cells.equals(before.cells)
        assert after.row_numbers.equals(before.row_numbers)
        assert (after.name, after.hidden_rows, after.is_printed) == (before.name, before.hidden_rows, before.is_printed)
    assert (read.decisions, read.problems, read.hidden_sheets) == (
        source.decisions,
        source.problems,
        source.hidden_sheets,
    )
    assert (read.name, read.bytes, read.sha256, read.is_workbook) == ("our file.xlsx", 12, "ab", True)
