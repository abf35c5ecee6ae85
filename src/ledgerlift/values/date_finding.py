"""Find how a column writes its dates: from all its cells together, never from one."""

from dataclasses import replace
from typing import Final, Literal, cast

import polars as pl

from ledgerlift.values import date_numbers, date_order, date_words
from ledgerlift.values.date_readings import ORDERS, drop_clock, read_dates, settle_numbers, strip_time
from ledgerlift.values.date_style import DateOrder, DateStyle, Numbers
from ledgerlift.values.filled_cells import FilledCells, count_cells

# Fewer readable cells than this, and the column is something else. Bare numbers have to be more convincing.
MIN_SHARE, MIN_SHARE_OF_NUMBERS = 0.75, 0.95
# A column of numbers with so many text dates among them is a column of dates that a spreadsheet has been through.
MIN_TEXT_SHARE = 0.05
# Cells that do not tell their own order do not name the column's either when they are so few.
MIN_LOOSE_SHARE = 0.02
# How sure a column of bare numbers can make us that it holds dates at all.
CERTAINTY_OF_NUMBERS = 0.6
# So many different days on each side before a swap of day and month is more than chance.
MIN_SWAPPED_DAYS = 5
# 1970-01-01 is the zero of many clocks. In books of later years it is no date once it comes up again.
_EPOCH, _LATER, _MIN_EPOCHS = pl.date(1970, 1, 1), pl.date(1990, 1, 1), 2

_NATIVE = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$"
_DATE_IN_TEXT: Final = pl.coalesce(*ORDERS)
_IN_TEXT: Final = _DATE_IN_TEXT.is_not_null()
_IS_SERIAL: Final = pl.col("serial").is_not_null()
_IS_JULIAN: Final = pl.col("julian").is_not_null()
_IS_LOOSE: Final = _IN_TEXT & pl.col("written").is_null()
_IS_BARE: Final = _IN_TEXT & pl.col("text").str.contains(r"^\d+$")
_IS_SIX_DIGITS: Final = _IN_TEXT & pl.col("text").str.contains(r"^\d{6}$")


def find_date_style(column: pl.Series, *, is_workbook: bool = False, hint: DateOrder | None = None) -> DateStyle | None:
    """Find how a whole column writes its dates, or None when it holds something else.

    ``hint`` is the order known for the rest of the file; it settles only what the column itself leaves open.
    """
    return date_style_of(FilledCells.of(column), is_workbook=is_workbook, hint=hint)


def date_style_of(cells: FilledCells, *, is_workbook: bool = False, hint: DateOrder | None = None) -> DateStyle | None:
    """Do the same with the filled cells of a column."""
    if cells.is_long and _find(cells.some(), is_workbook=is_workbook, hint=hint) is None:
        return None
    return _find(cells, is_workbook=is_workbook, hint=hint)


def _find(cells: FilledCells, *, is_workbook: bool, hint: DateOrder | None) -> DateStyle | None:
    if not cells.count or not _may_be_dates(cells):
        return None
    counted = cells.counted
    native = count_cells(counted, pl.col("text").str.contains(_NATIVE)) if is_workbook else 0
    days = counted.with_columns(drop_clock(counted["text"])).group_by("text").sum()
    rows = days.with_columns(strip_time(days["text"])).group_by("text").sum().sort("text")
    readings = pl.concat([rows, read_dates(rows["text"])], how="horizontal")
    six_digits, serial, julian = (count_cells(readings, of) for of in (_IS_SIX_DIGITS, _IS_SERIAL, _IS_JULIAN))
    numbers: Numbers = "digits" if six_digits > serial and six_digits >= julian else "serial"
    rows = settle_numbers(readings, numbers)
    real = count_cells(rows, ~pl.col("is_placeholder"))
    if count_cells(rows, _IN_TEXT) <= MIN_TEXT_SHARE * real:
        return _find_numbers(readings)
    style = _find_text(rows, native=native, habits=_find_habits(rows, counted["text"]), hint=hint)
    is_bare = count_cells(rows, _IS_BARE) > count_cells(rows, _IN_TEXT) / 2
    if style.share < (MIN_SHARE_OF_NUMBERS if is_bare else MIN_SHARE):
        return None
    if is_bare and numbers == "digits":
        if not date_numbers.are_digits_of_days(rows.filter(_IS_SIX_DIGITS), (style.choices or (style.order,))[0]):
            return _find_numbers(readings)
        style = replace(style, certainty=min(style.certainty, CERTAINTY_OF_NUMBERS))
    return replace(style, numbers=numbers, epoch_is_empty=_has_empty_epoch(rows), is_swapped=_is_swapped(rows, native))


def _may_be_dates(cells: FilledCells) -> bool:
    """Take a quick look, since most columns are no dates: they are written out, or else all bare numbers."""
    written_out = count_cells(cells.counted, pl.col("text").str.contains(date_words.looks_written_out()))
    if written_out >= cells.count * MIN_SHARE / 2:
        return True
    bare = count_cells(cells.counted, pl.col("text").str.contains(date_numbers.LOOKS_LIKE_DAY))
    return written_out + bare >= cells.count * MIN_SHARE_OF_NUMBERS or (
        written_out >= MIN_TEXT_SHARE * cells.count and written_out + bare >= MIN_SHARE * cells.count
    )


def _share(rows: pl.DataFrame, is_read: pl.Expr) -> float:
    return round(count_cells(rows, is_read | pl.col("is_placeholder")) / int(rows["weight"].sum()), 4)


def _find_numbers(readings: pl.DataFrame) -> DateStyle | None:
    """Find days since 1900, or years and days of the year, in a column of bare numbers."""
    rows = settle_numbers(readings, "serial")
    return _find_numbers_as(rows, "serial") or _find_numbers_as(rows, "julian")


def _find_numbers_as(rows: pl.DataFrame, order: Literal["serial", "julian"]) -> DateStyle | None:
    share = _share(rows, pl.col(order).is_not_null() | (_IN_TEXT & ~_IS_LOOSE))
    found = rows.filter(pl.col(order).is_not_null())
    if share < MIN_SHARE_OF_NUMBERS or found.is_empty() or not date_numbers.are_days(found["text"]):
        return None
    what = "a workbook's day numbers" if order == "serial" else "years and days of the year"
    return DateStyle(order, share, (f"its numbers can be {what}",), certainty=CERTAINTY_OF_NUMBERS)


def _find_text(rows: pl.DataFrame, *, native: int, habits: date_order.Habits, hint: DateOrder | None) -> DateStyle:
    """Find the order of dates that are written out."""
    loose = rows.filter(_IS_LOOSE)
    if int(loose["weight"].sum()) <= MIN_LOOSE_SHARE * count_cells(rows, _IN_TEXT):
        order, reason = _main_order(rows, native)
        share = _share(rows, (_IN_TEXT & ~_IS_LOOSE) | _IS_SERIAL)
        return DateStyle(order, share, (reason,), reads_loose=loose.is_empty())
    decision = date_order.decide_order(loose, habits=habits, hint=hint)
    choices = cast(tuple[DateOrder, ...], decision.choices)
    share = _share(rows, pl.any_horizontal(pl.col(*choices).is_not_null()) | _IS_SERIAL)
    style = DateStyle(choices[0], share, decision.reasons, certainty=decision.certainty)
    if len(choices) > 1:
        return replace(style, order="ambiguous", runner_up=choices[0], choices=choices)
    return replace(style, runner_up=cast(DateOrder | None, decision.runner_up))


def _main_order(rows: pl.DataFrame, native: int) -> tuple[DateOrder, str]:
    """Name the order most cells show of themselves."""
    if native > count_cells(rows, pl.col("written").is_not_null() & _IN_TEXT) / 2:
        return "native", "most cells are dates of the workbook"
    shown = rows.filter(_IN_TEXT).group_by("written").agg(pl.col("weight").sum()).drop_nulls()
    order = cast(DateOrder, shown.sort("weight", "written")["written"].last())
    return order, "its years come first" if order == "YMD" else "its months have names"


def _find_habits(rows: pl.DataFrame, texts: pl.Series) -> date_order.Habits:
    """Find what the column's way of writing makes likely."""
    odds = {"DMY": 0.0, "MDY": 0.0}
    loose = rows.filter(_IS_LOOSE)["text"]
    if loose.str.contains(r"\d\.").all():
        odds["DMY"] += date_order.DOTS_MEAN_DAY_FIRST
    if texts.str.contains(r"(?i)\d ?[ap]\.?m\b").any():
        odds["MDY"] += date_order.TWELVE_HOURS_MEAN_MONTH_FIRST
    for order in odds:
        if count_cells(rows, pl.col("written") == order):
            odds[order] += date_order.WORDS_MEAN_THE_SAME
    return date_order.Habits(odds, puts_year_last=bool(loose.str.contains(r"[/.]").all()))


def _has_empty_epoch(rows: pl.DataFrame) -> bool:
    others = rows.filter(_DATE_IN_TEXT != _EPOCH)
    is_later = others.select((_DATE_IN_TEXT >= _LATER).all()).item()
    return bool(is_later and others.height and count_cells(rows, _DATE_IN_TEXT == _EPOCH) >= _MIN_EPOCHS)


def _is_swapped(rows: pl.DataFrame, native: int) -> bool:
    """Tell whether a spreadsheet read day for month where it could, and left as text the days after the 12th."""
    loose = rows.filter(_IS_LOOSE)
    by_spreadsheet = _IS_SERIAL | ((pl.col("written") == "YMD") & pl.lit(native > 0))
    days = rows.filter(by_spreadsheet).select(pl.coalesce("serial", "DMY").unique()).to_series().drop_nulls()
    if loose.height < MIN_SWAPPED_DAYS or days.len() < MIN_SWAPPED_DAYS:
        return False
    one_way = pl.col("DMY").is_null() != pl.col("MDY").is_null()
    return bool(loose.select(one_way.all()).item() and (days.dt.day() <= 12).all())
