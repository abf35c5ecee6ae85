"""What supplier credit lowers on a bill: the credit notes that bear the bill's own number."""

import polars as pl

from ledgerlift.records import DataType
from ledgerlift.resolve.collect import with_fields

KEYS = ["supplier", "bill_number"]


def find_credit(bills: pl.DataFrame, credit_notes: pl.DataFrame) -> pl.DataFrame:
    """Add up the credit for each bill whose number its supplier's credit notes bear; gives ``bill`` and ``credit``.

    A number that stands on several bills does not say which of them is credited.
    """
    bills = with_fields(bills, DataType.BILLS, ("bill_number",)).select("record", *KEYS).drop_nulls()
    notes = with_fields(credit_notes, DataType.BILLS, ("bill_number",)).select(*KEYS, "total_amount").drop_nulls()
    credit = notes.group_by(KEYS).agg((-pl.col("total_amount").sum()).alias("credit"))
    single = bills.join(credit, on=KEYS, how="inner").filter(~pl.struct(KEYS).is_duplicated())
    return single.select(bill="record", credit="credit")
