"""Totals the file prints against the sums of its rows."""

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from ledgerlift.normalise.model import Records, StatedAmount
from ledgerlift.problems import Place, Problem
from ledgerlift.records import BillStatus
from ledgerlift.validate.wording import write_amount

# Printed totals are rounded to cents, sums of unrounded workbook cells are not.
ROUNDING = Decimal("0.01")


def check_stated_totals(records: Records, joined: pl.DataFrame | None = None) -> list[Problem]:
    """Compare each printed total with the sum of its rows; one problem per field, for the first that differs.

    A total may count every row, only documents that are not void, or, where ``joined`` holds the documents that stand
    on several rows, each document once. Programs print them with or without the sign.
    """
    problems = []
    for field in dict.fromkeys(stated.field for stated in records.stated):
        stated = [one for one in records.stated if one.field == field]
        sums = [list(add_up(frame, field, stated)) for frame in countings(records.frame, joined) if field in frame]
        wrong = [
            (one, found[0]) for one, *found in zip(stated, *sums, strict=True) if not any(agrees(one, s) for s in found)
        ]
        if wrong:
            one, found = wrong[0]
            first = records.frame.row(0, named=True)
            place = Place(first["file"], first["sheet"], one.row, records.columns.get(field))
            details = {
                "header": records.headers.get(field, field),
                "expected": write_amount(found),
                "stated": write_amount(one.amount),
            }
            problems.append(
                Problem("stated_total_differs", place, write_amount(one.amount), field, len(wrong), details)
            )
    return problems


def countings(frame: pl.DataFrame, joined: pl.DataFrame | None) -> Iterator[pl.DataFrame]:
    """Give the ways a program may count what it adds up."""
    for rows in (frame, joined):
        if rows is not None:
            yield rows
            if "status" in rows:
                yield rows.filter(pl.col("status").ne_missing(str(BillStatus.VOID)))


def add_up(frame: pl.DataFrame, field: str, stated: list[StatedAmount]) -> Iterator[Decimal]:
    """Add up a field over the rows that each printed total stands for."""
    amounts = frame.select("row", pl.col(field).fill_null(0)).sort("row")
    sums = amounts[field].cum_sum()
    for one in stated:
        start, end = amounts["row"].search_sorted(pl.Series([one.first_row, one.last_row + 1], dtype=pl.UInt32))
        yield (sums[end - 1] if end else Decimal(0)) - (sums[start - 1] if start else Decimal(0))


def agrees(stated: StatedAmount, found: Decimal) -> bool:
    """Tell whether a printed total is the sum found, whatever its sign."""
    return abs(abs(stated.amount) - abs(found)) <= ROUNDING
