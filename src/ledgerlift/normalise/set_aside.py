"""Rows that hold no record: they name no supplier, no amount and no date."""

import polars as pl

from ledgerlift.normalise.model import set_rows_aside
from ledgerlift.records import FIELDS, WHO, DataType, Kind

# A row of a payment may hold nothing but a bill that the payment above settles.
LINE_FIELDS = {DataType.PAYMENTS: ("bill_id", "bill_number")}


def set_empty_rows_aside(frame: pl.DataFrame, data_type: DataType) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the rows that hold a record from those that hold none; gives both, the latter as set aside."""
    kinds = FIELDS[data_type]
    wanted = {field for field, kind in kinds.items() if kind in (Kind.AMOUNT, Kind.DATE)}
    if data_type is DataType.SUPPLIERS:
        wanted = set()
    wanted |= {*WHO, *LINE_FIELDS.get(data_type, ())}
    told = [field for field in kinds if field in wanted and field in frame]
    if not told:
        return frame, set_rows_aside(frame.clear(), data_type, "empty_record")
    is_empty = frame.select(pl.all_horizontal(pl.col(told).is_null()).alias("is_empty"))["is_empty"]
    aside = set_rows_aside(frame.filter(is_empty), data_type, "empty_record")
    return frame.filter(~is_empty) if is_empty.any() else frame, aside
