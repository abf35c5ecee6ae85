"""Dates: in which order a column writes them, decided from the whole column, and the column read in that order."""

import polars as pl

from ledgerlift.values.date_finding import find_date_style
from ledgerlift.values.date_readings import ORDERS, drop_clock, is_no_date, read_dates, settle_numbers, strip_time
from ledgerlift.values.date_style import DateOrder, DateStyle
from ledgerlift.values.distinct import Read, has_repeats, in_batches, on_distinct

__all__ = ["DateOrder", "DateStyle", "find_date_style", "is_placeholder", "parse_dates"]


def parse_dates(column: pl.Expr, style: DateStyle) -> pl.Expr:
    """Read a column in one style; what is no date, and what stands for none, becomes null."""
    return in_batches(column, lambda texts: _parse(texts, style), pl.Date)


def is_placeholder(column: pl.Expr) -> pl.Expr:
    """Tell the cells that stand for "no date": zeros, dashes, words such as N/A, and the zero day of many programs."""
    return in_batches(column, lambda texts: _by_day(texts, is_no_date, pl.Boolean), pl.Boolean)


def _parse(texts: pl.Series, style: DateStyle) -> pl.Series:
    return _by_day(texts, lambda days: _pick(days, style), pl.Date)


def _by_day(texts: pl.Series, read: Read, dtype: type[pl.DataType]) -> pl.Series:
    """Read each day once, whatever the time beside it."""
    # Where texts repeat, the clock need not be taken off a million of them.
    days = texts if has_repeats(texts) else drop_clock(texts)
    return on_distinct(days, lambda distinct: on_distinct(strip_time(drop_clock(distinct)), read, dtype), dtype)


def _pick(texts: pl.Series, style: DateStyle) -> pl.Series:
    readings = settle_numbers(read_dates(texts).with_columns(texts.alias("text")), style.numbers)
    own = pl.when(pl.col("written").is_not_null()).then(pl.col("YMD"))
    match style.order:
        case "DMY" | "MDY" | "YMD" if style.reads_loose:
            day = pl.coalesce(style.order, "serial")
        case "julian":
            day = pl.coalesce(own, "julian")
        case "ambiguous":
            day = pl.coalesce(own, _agreed(style), "serial")
        case _:
            day = pl.coalesce(own, "serial")
    if style.epoch_is_empty:
        day = pl.when(day != pl.date(1970, 1, 1)).then(day)
    return readings.select(day.alias("day")).to_series()


def _agreed(style: DateStyle) -> pl.Expr:
    """Read what an ambiguous column leaves no doubt about: a day that is the same in every order left."""
    first, *rest = style.choices or ORDERS[:2]
    return pl.when(pl.all_horizontal(pl.col(first) == pl.col(order) for order in rest)).then(pl.col(first))
