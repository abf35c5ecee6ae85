"""How a workbook's values are written as text: numbers, dates, and what the native reader writes in other ways."""

import math
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import polars as pl

from ledgerlift.reading.cells import ROW, stripped, without_carriage_returns

_TEXT_CELLS = pl.exclude(ROW)
_DATE_CODES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# What a number format says literally, or about colour and locale, is no sign of a date; [h] and [mm] are.
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_NOISY = r"^-?\d{7,}\.\d{7,9}$"
_FRACTION = r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.\d{3}$"
_ISO = r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?$"


def number_text(value: float) -> str:
    """Write a number in its shortest decimal form, to nine decimals, without an exponent."""
    if not math.isfinite(value):
        return repr(value)
    rounded = round(value, 9)
    if rounded == int(rounded):
        return str(int(rounded))
    return format(Decimal(repr(rounded)), "f")


def date_text(serial: float, *, uses_1904: bool) -> str:
    """Write a workbook's day number as a date with its time; one that is no date stays a number."""
    # The calendar of 1900 counts a 29 February that never was.
    epoch = datetime(1904, 1, 1) if uses_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)  # noqa: DTZ001
    try:
        moment = epoch + timedelta(milliseconds=round(serial * 86_400_000))
    except (OverflowError, ValueError):
        return number_text(serial)
    return moment.isoformat(sep=" ", timespec="seconds")


def is_date_format(code: int, pattern: str | None) -> bool:
    """Whether a number format shows dates or times; built-in formats have a code and no pattern."""
    if pattern is None:
        return code in _DATE_CODES
    shown = _LITERALS.sub("", pattern.split(";")[0])
    return "general" not in shown.lower() and _DATE_LETTERS.search(shown) is not None


def tidy_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """Write text our way: no negative zero, no fractions of a second, one kind of line break, no space at the ends."""
    frame = _change(frame, _TEXT_CELLS.str.contains(_NOISY), _shortest)
    frame = _change(frame, _TEXT_CELLS == "-0", lambda cells: cells.replace("-0", "0"))
    frame = _change(frame, _TEXT_CELLS.str.len_bytes() == 23, lambda cells: cells.str.replace(_FRACTION, "$1"))
    frame = _change(frame, _TEXT_CELLS.str.contains(_ISO), lambda cells: cells.str.replace(_ISO, "$1 $2"))
    frame = _change(frame, _TEXT_CELLS.str.contains("\r", literal=True), without_carriage_returns)
    return frame.with_columns(stripped())


def tidy_texts(texts: pl.Series) -> pl.Series:
    """Write the texts of one column our way."""
    return tidy_cells(texts.to_frame()).to_series()


def _change(frame: pl.DataFrame, condition: pl.Expr, change: Callable[[pl.Expr], pl.Expr]) -> pl.DataFrame:
    """Change the columns in which any cell meets a condition: hardly ever one does, and looking costs little."""
    found = frame.select(condition.any())
    names = [name for name in found.columns if found[name][0]]
    return frame.with_columns(change(pl.col(names))) if names else frame


def _shortest(cells: pl.Expr) -> pl.Expr:
    """Write 20697882.969999999 as 20697882.97: the same number, to the sixteen digits a number in a workbook has."""
    return cells.map_batches(_shortest_numbers, return_dtype=pl.String)


def _shortest_numbers(cells: pl.Series) -> pl.Series:
    noisy = cells.filter(cells.str.contains(_NOISY)).unique().to_list()
    return cells.replace(noisy, [number_text(float(text)) for text in noisy])
