import polars as pl
import pytest

from ledgerlift.values.amounts import find_number_style
from ledgerlift.values.dates import find_date_style
from ledgerlift.values.filled_cells import MANY, FilledCells, count_cells


def cells_of(texts):
    return FilledCells.of(pl.Series("column", texts, dtype=pl.String))


def column(texts, length=2 * MANY):
    return pl.Series([texts[row % len(texts)] for row in range(length)])


def test_cells_are_stripped_and_counted():
    cells = cells_of([" b", None, "a", "b ", "  ", "", "b"])
    assert cells.texts.to_list() == ["b", "a", "b", "b"]
    assert dict(cells.counted.iter_rows()) == {"b": 3, "a": 1}
    assert (cells.count, cells.is_long) == (4, False)


@pytest.mark.parametrize("texts", [["a", "b ", " "], [f"{number} " for number in range(MANY + 1)]])
def test_every_cell_is_counted_however_often_texts_repeat(texts):
    cells = FilledCells.of(column(texts))
    known = column(texts).str.strip_chars()
    assert cells.texts.to_list() == known.filter(known != "").to_list()
    assert cells.counted["weight"].sum() == cells.count
    assert count_cells(cells.counted, pl.col("text") == cells.texts[0]) == (cells.texts == cells.texts[0]).sum()


def test_some_cells_are_taken_from_all_over_a_column():
    some = cells_of([str(number) for number in range(100)]).some(10)
    assert some.texts.to_list() == [str(number) for number in range(0, 100, 10)]


@pytest.mark.parametrize(
    "texts",
    [
        ["12.50", "-3.00", "1200.10"],
        ["1,234.56", "12.50"],
        ["1.234,56", "(12,50)"],
        ["1 234,56 €", "12,50 €"],
        ["1.234", "2.345"],
        ["12", "-7", "12500"],
    ],
)
def test_long_columns_have_the_number_style_of_short_ones(texts):
    short, long = (find_number_style(column(texts, length)) for length in (4 * len(texts), 2 * MANY))
    assert (long.decimal, long.grouping, long.is_certain, long.signs) == (
        short.decimal, short.grouping, short.is_certain, short.signs
    )  # fmt: skip
    assert long.share == short.share == 1.0


@pytest.mark.parametrize(
    ("late", "decimal", "grouping"), [("1.234.567,89", ",", "."), ("12.345", ",", "."), ("1.5", ".", "")]
)
def test_one_cell_may_settle_how_a_long_column_of_whole_numbers_is_read(late, decimal, grouping):
    texts = pl.concat([column(["1", "12", "123"]), pl.Series([late])])
    style = find_number_style(texts, hint=",")
    assert (style.decimal, style.grouping) == (decimal, grouping)


def test_one_cell_may_settle_the_date_order_of_a_long_column():
    texts = pl.concat([column(["03/04/2024", "05/06/2024"]), pl.Series(["25/12/2024"])])
    assert find_date_style(texts).order == "DMY"


def test_long_columns_of_words_hold_neither_numbers_nor_dates():
    texts = column([f"INV-{number:06}" for number in range(MANY * 2)])
    assert (find_number_style(texts), find_date_style(texts)) == (None, None)
