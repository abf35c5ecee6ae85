"""What is wrong in the records, as problems with a code and a place."""

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.problems import Problem
from ledgerlift.validate.amounts_disagree import check_amounts_disagree
from ledgerlift.validate.currency_missing import check_currency_missing
from ledgerlift.validate.date_implausible import check_date_implausible
from ledgerlift.validate.due_before_issued import check_due_before_issued
from ledgerlift.validate.duplicate_document import check_duplicate_document
from ledgerlift.validate.missing import check_missing
from ledgerlift.validate.negative_amounts import check_negative_amounts
from ledgerlift.validate.period_too_short import check_period
from ledgerlift.validate.row_check import run_row_checks
from ledgerlift.validate.stated_total_differs import check_stated_totals

__all__ = ["validate"]

ROW_CHECKS = (
    check_missing,
    check_date_implausible,
    check_due_before_issued,
    check_duplicate_document,
    check_amounts_disagree,
    check_negative_amounts,
    check_currency_missing,
)


def validate(records: Records, joined: pl.DataFrame | None = None) -> list[Problem]:
    """Check the records of one table; each problem comes once, with its first place and its count.

    ``joined`` are the records once the lines of one document are one, where a document stands on several rows: they are
    what is checked then, and printed totals are compared with the rows and with them.
    """
    checked = records if joined is None else records.with_frame(joined)
    row_checks = [check for find_checks in ROW_CHECKS for check in find_checks(checked)]
    if checked.frame.is_empty():
        return []
    return [*run_row_checks(checked, row_checks), *check_period(checked), *check_stated_totals(records, joined)]
