"""What a record's file left out, from what it has."""

import polars as pl

from ledgerlift.records import AMOUNT, DataType
from ledgerlift.resolve.collect import with_fields

BILL_FIELDS = ("line_amount", "amount_due", "amount_paid", "issue_date", "posting_date")
PARTS = ("total_amount", "subtotal", "tax_amount")


def complete_records(frame: pl.DataFrame, data_type: DataType) -> pl.DataFrame:
    """Derive the amounts and dates records must have; a record without any amount keeps nulls.

    The total of a bill or a direct cost is its subtotal and tax, else its lines and tax, else what is due and what is
    paid; without a tax the subtotal is the total. The amount of a payment is what is allocated of it. A bill without an
    issue date was issued when it was posted.
    """
    if data_type is DataType.PAYMENTS:
        payments = with_fields(frame, data_type, ("amount", "allocated_amount"))
        return payments.with_columns(pl.coalesce("amount", "allocated_amount").alias("amount"))
    if data_type is DataType.BILLS:
        bills = with_fields(frame, data_type, (*PARTS, *BILL_FIELDS))
        bills = bills.with_columns(pl.coalesce("issue_date", "posting_date").alias("issue_date"))
        tax, paid = pl.col("tax_amount").fill_null(0), pl.col("amount_paid").fill_null(0)
        spared = [pl.col("line_amount") + tax, pl.col("amount_due") + paid, pl.col("amount_paid")]
        return complete_parts(bills, spared)
    return complete_parts(with_fields(frame, data_type, PARTS), [])


def complete_parts(frame: pl.DataFrame, spare_totals: list[pl.Expr]) -> pl.DataFrame:
    """Derive each of total, tax and subtotal from the other two."""
    taxed = pl.col("subtotal") + pl.col("tax_amount").fill_null(0)
    frame = frame.with_columns(pl.coalesce("total_amount", taxed, *spare_totals).alias("total_amount"))
    rest = pl.col("total_amount") - pl.col("subtotal")
    nil = pl.when(pl.col("total_amount").is_not_null()).then(pl.lit(0, dtype=AMOUNT))
    frame = frame.with_columns(pl.coalesce("tax_amount", rest, nil).alias("tax_amount"))
    net = pl.col("total_amount") - pl.col("tax_amount")
    return frame.with_columns(pl.coalesce("subtotal", net).alias("subtotal"))
