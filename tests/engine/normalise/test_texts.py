import polars as pl
import pytest

from ledgerlift.normalise.texts import is_nothing, read_free_text, read_text


@pytest.mark.parametrize("cell", ["", "  ", "-", "--", "N/A", "n/a", "NULL", "#N/A", "(blank)", " — "])
def test_cells_that_say_nothing_become_null(cell):
    frame = pl.DataFrame({"cell": [cell]})
    assert frame.select(read_text(pl.col("cell"))).item() is None
    assert frame.select(is_nothing(pl.col("cell"))).item()


@pytest.mark.parametrize(("cell", "text"), [(" 0012 ", "0012"), ("A-1", "A-1"), ("N/A Ltd", "N/A Ltd"), ("0", "0")])
def test_other_cells_are_trimmed(cell, text):
    assert pl.DataFrame({"cell": [cell]}).select(read_text(pl.col("cell"))).item() == text


def test_free_text_keeps_what_stands_there():
    texts = pl.DataFrame({"cell": ["-", " ", " n/a "]}).select(read_free_text(pl.col("cell"))).to_series()
    assert texts.to_list() == ["-", None, "n/a"]


def test_missing_cell_is_nothing():
    assert pl.DataFrame({"cell": [None]}, schema={"cell": pl.String}).select(is_nothing(pl.col("cell"))).item()
