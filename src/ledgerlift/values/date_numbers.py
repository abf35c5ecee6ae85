"""Bare numbers that may be dates: told from prices, salaries and numbers that count up."""

from typing import Final

import polars as pl

# A quick look at bare numbers: days since 1900; years and days of the year; days, months and years without marks.
LOOKS_LIKE_DAY: Final = (
    r"^0+$|^(?:3[2-9]|4\d|5[0-5])\d{3}(?:[.,]\d+)?$|^(?:[01]?\d{2}|(?:19|20)\d{2})[0-3]\d{2}(?:\.0)?$"
    r"|^[0-3]?\d[0-3]\d(?:\d{2}|(?:19|20)\d{2})(?:\.0)?$|^\d{2}[01]\d[0-3]\d$|^(?:\d{2}){2}[01]\d[0-3]\d(?:\d{6})?(?:\.0)?$"
)

# Prices end in two decimals, salaries in hundreds; days of a workbook do neither.
_MAX_ROUND_SHARE, _MAX_CENTS_SHARE = 0.2, 0.5
# Longer than this no export reaches back.
_MAX_YEARS = 15
# So many numbers one after the other, without a gap, count something.
_MANY = 12


def are_digits_of_days(rows: pl.DataFrame, order: str) -> bool:
    """Tell whether six digits such as 150324, in column ``text``, are likelier the days in column ``order``.

    They are rather months (202403) when all of them can be, and rather numbers that count up when the years wander.
    """
    are_months = rows["text"].str.contains(r"^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$").all()
    days = rows.select((pl.col(order).max() - pl.col(order).min()).dt.total_days()).item()
    return not are_months and 0 < days <= _MAX_YEARS * 366


def are_days(numbers: pl.Series) -> bool:
    """Tell whether distinct numbers, as text, are likelier days than prices, salaries or identifiers."""
    values = numbers.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False).drop_nulls()
    whole = values.filter(values == values.floor()).cast(pl.Int64)
    parts = numbers.filter(numbers.str.contains(r"[.,]\d"))
    # Hours give long fractions, but for the quarters of a day.
    cents = parts.filter(parts.str.contains(r"[.,]\d{1,2}$") & ~parts.str.contains(r"[.,](?:5|25|75)$"))
    if cents.len() > _MAX_CENTS_SHARE * parts.len():
        return False
    if whole.len() >= _MANY and (whole % 100 == 0).mean() > _MAX_ROUND_SHARE:  # type: ignore[operator]
        return False
    return not counts_up(whole)


def counts_up(whole: pl.Series) -> bool:
    """Tell whether distinct whole numbers leave no gap, as cheque and document numbers do."""
    if whole.len() < _MANY:
        return False
    return int(whole.max()) - int(whole.min()) + 1 == whole.n_unique()  # type: ignore[arg-type]
