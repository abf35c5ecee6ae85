"""Records that must not count: documents an earlier file has already, and documents that cancel each other."""

import polars as pl

from ledgerlift.normalise.model import set_rows_aside
from ledgerlift.records import PLACE_COLUMNS, DataType
from ledgerlift.resolve.identities import IDENTITIES
from ledgerlift.resolve.overlaps import find_repeated
from ledgerlift.resolve.voids import find_void_pairs


def leave_out_duplicates(
    frame: pl.DataFrame, lines: pl.DataFrame, data_type: DataType
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the records that count, and the rows of the others as set aside, each with its reason.

    ``frame`` has ``record`` and ``supplier``; ``lines`` are the rows of records that stand on several.
    """
    repeated = find_repeated(frame, IDENTITIES[data_type])
    aside = [list_rows(frame.filter(repeated), lines, data_type, "in_another_file")]
    if repeated.any():
        frame = frame.filter(~repeated)
    voided = find_void_pairs(frame, IDENTITIES[data_type])
    aside.append(list_rows(frame.filter(voided), lines, data_type, "void_pair"))
    return frame.filter(~voided) if voided.any() else frame, pl.concat(aside)


def list_rows(records: pl.DataFrame, lines: pl.DataFrame, data_type: DataType, reason: str) -> pl.DataFrame:
    """Set records aside row by row; the amount of a record stands with its first row."""
    amount = IDENTITIES[data_type].amount
    further = records.select("record").join(lines, on="record", how="inner", maintain_order="left")
    if not further.is_empty():
        further = further.filter(pl.col("line_number") > 1).select(list(PLACE_COLUMNS))
        records = pl.concat([records.select(amount, *PLACE_COLUMNS), further], how="diagonal")
    return set_rows_aside(records, data_type, reason, amount=amount)
