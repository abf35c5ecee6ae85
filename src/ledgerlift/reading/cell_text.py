"""How a workbook's values are written as text: numbers, dates, and what the native reader writes in other ways."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

import polars as pl

from ledgerlift.reading.cells import ROW, without_carriage_returns

_TEXT_CELLS = pl.exclude(ROW)
_DATE_CODES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# What a number format says literally, or about colour and locale, is no sign of a date; [h] and [mm] are.
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_ISO = r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?)?Z?$"


def number_text(value: float) -> str:
    """Write a number in its shortest decimal form, to nine decimals, without an exponent."""
    rounded = round(value, 9)
    if rounded == int(rounded):
        return str(int(rounded))
    return format(Decimal(repr(rounded)), "f")


def date_text(serial: float, *, uses_1904: bool) -> str:
    """Write a workbook's day number as a date with its time; one that is no date stays a number."""
    # The calendar of 1900 counts a 29 February that never was.
    epoch = datetime(1904, 1, 1) if uses_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)  # noqa: DTZ001
    try:
        moment = epoch + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return number_text(serial)
    return moment.isoformat(sep=" ")


def is_date_format(code: int, pattern: str | None) -> bool:
    """Whether a number format shows dates or times; built-in formats have a code and no pattern."""
    if pattern is None:
        return code in _DATE_CODES
    shown = _LITERALS.sub("", pattern.split(";")[0])
    return "general" not in shown.lower() and _DATE_LETTERS.search(shown) is not None


def tidy_cells(frame: pl.DataFrame, *, has_iso_dates: bool) -> pl.DataFrame:
    """Write the native reader's text our way: no negative zero, no fractions of a second, one kind of line break."""
    frame = frame.with_columns(pl.when(_TEXT_CELLS == "-0").then(pl.lit("0")).otherwise(_TEXT_CELLS))
    fractions = _columns_with(frame, (_TEXT_CELLS.str.len_bytes() == 23))
    if fractions:
        frame = frame.with_columns(pl.col(fractions).str.replace(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.\d{3}$", "$1"))
    if has_iso_dates:
        frame = frame.with_columns(_with_time(pl.col(_columns_with(frame, _TEXT_CELLS.str.contains(_ISO)))))
    returns = _columns_with(frame, _TEXT_CELLS.str.contains("\r", literal=True))
    return frame.with_columns(without_carriage_returns(pl.col(returns))) if returns else frame


def _columns_with(frame: pl.DataFrame, condition: pl.Expr) -> list[str]:
    found = frame.select(condition.any())
    return [name for name in found.columns if found[name][0]]


def _with_time(cells: pl.Expr) -> pl.Expr:
    day = cells.str.slice(0, 10)
    time = cells.str.slice(11, 8)
    written = pl.when(time == "").then(day + pl.lit(" 00:00:00")).otherwise(day + pl.lit(" ") + time)
    return pl.when(cells.str.contains(_ISO)).then(written).otherwise(cells)
