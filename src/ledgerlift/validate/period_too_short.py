"""Files that cover too little time for a year's analysis."""

from datetime import date

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.problems import Place, Problem
from ledgerlift.records import DataType

DATES = {
    DataType.BILLS: ("issue_date", "posting_date"),
    DataType.PAYMENTS: ("payment_date",),
    DataType.DIRECT_COSTS: ("date",),
}
MIN_MONTHS = 3
FULL_MONTHS = 12


def check_period(records: Records) -> list[Problem]:
    """Say when the records cover less than three months, or less than the twelve an analysis looks at."""
    field = next((field for field in DATES.get(records.data_type, ()) if field in records.frame), None)
    if field is None:
        return []
    first, last = records.frame.select(pl.col(field).min().alias("first"), pl.col(field).max().alias("last")).row(0)
    if first is None:
        return []
    months = count_months(first, last)
    if months >= FULL_MONTHS:
        return []
    code = "period_too_short" if months < MIN_MONTHS else "period_under_a_year"
    place = Place(records.frame["file"][0], records.frame["sheet"][0], column=records.columns.get(field))
    return [Problem(code, place, field=field, details={"first": first, "last": last, "months": months})]


def count_months(first: date, last: date) -> int:
    """Count the calendar months from one date to another, both included."""
    return (last.year - first.year) * 12 + last.month - first.month + 1
