"""Records that must not count: documents an earlier file has already, and documents that cancel each other."""

from typing import NamedTuple

import polars as pl

from ledgerlift.normalise.model import set_rows_aside
from ledgerlift.records import PLACE_COLUMNS, DataType
from ledgerlift.resolve.overlaps import find_repeated
from ledgerlift.resolve.voids import find_void_pairs


class Identity(NamedTuple):
    """By which fields two records of a data type are seen to be the same document, or its reversal."""

    numbers: tuple[str, ...]
    amount: str
    date: str


IDENTITIES = {
    DataType.BILLS: Identity(("bill_number", "bill_id"), "total_amount", "issue_date"),
    DataType.PAYMENTS: Identity(("payment_number", "payment_id"), "amount", "payment_date"),
    DataType.DIRECT_COSTS: Identity(("expense_id",), "total_amount", "date"),
}


def leave_out_duplicates(
    frame: pl.DataFrame, lines: pl.DataFrame, data_type: DataType
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the records that count, and the rows of the others as set aside, each with its reason.

    ``frame`` has ``record`` and ``supplier``; ``lines`` are the rows of records that stand on several.
    """
    identity = IDENTITIES[data_type]
    repeated = find_repeated(frame, identity.numbers, identity.amount, identity.date)
    aside = [list_rows(frame.filter(repeated), lines, data_type, "in_another_file")]
    if repeated.any():
        frame = frame.filter(~repeated)
    voided = find_void_pairs(frame, identity.numbers, identity.amount)
    aside.append(list_rows(frame.filter(voided), lines, data_type, "void_pair"))
    return frame.filter(~voided) if voided.any() else frame, pl.concat(aside)


def list_rows(records: pl.DataFrame, lines: pl.DataFrame, data_type: DataType, reason: str) -> pl.DataFrame:
    """Set records aside row by row; the amount of a record stands with its first row."""
    amount = IDENTITIES[data_type].amount
    further = records.select("record").join(lines, on="record", how="inner", maintain_order="left")
    if not further.is_empty():
        further = further.filter(pl.col("line_number") > 1).select(PLACE_COLUMNS)
        records = pl.concat([records.select(amount, *PLACE_COLUMNS), further], how="diagonal")
    return set_rows_aside(records, data_type, reason, amount=amount)
