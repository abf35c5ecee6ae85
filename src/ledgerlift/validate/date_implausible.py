"""Dates far from all others of their column: a slip of the pen in the year."""

from datetime import date, timedelta

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.records import FIELDS, Kind
from ledgerlift.validate.row_check import RowCheck

# Computers kept few books before, and a due date may lie some years ahead. The engine has no clock: how far is far is
# measured from the middle of the column.
FIRST_DAY = date(1990, 1, 1)
FAR_AHEAD = timedelta(days=3 * 366)
FAR_AHEAD_DUE = timedelta(days=10 * 366)
# Suppliers come and go over decades.
ANY_TIME = ("created_date",)
# Slips are few; books with a fifth of their dates far from the others are simply long.
MOSTLY = 0.8


def check_date_implausible(records: Records) -> list[RowCheck]:
    """Look for dates years after most of their column, or before any books were kept on computers."""
    kinds = FIELDS[records.data_type]
    checks = []
    for field in records.fields:
        if kinds[field] is Kind.DATE and field not in ANY_TIME:
            day = pl.col(field)
            ahead = FAR_AHEAD_DUE if field == "due_date" else FAR_AHEAD
            is_odd = (day < FIRST_DAY) | (day > day.median().cast(pl.Date) + ahead)
            checks.append(RowCheck("date_implausible", field, is_odd, holds=MOSTLY))
    return checks
