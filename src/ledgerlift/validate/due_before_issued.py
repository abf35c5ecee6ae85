"""Bills that fall due before they are issued."""

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.validate.row_check import RowCheck


def check_due_before_issued(records: Records) -> list[RowCheck]:
    """Look for due dates before the issue date."""
    if not {"issue_date", "due_date"} <= set(records.fields):
        return []
    return [RowCheck("due_before_issued", "due_date", pl.col("due_date") < pl.col("issue_date"))]
