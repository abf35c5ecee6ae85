"""Bills that stand below the payment they were paid with, and name nobody: lines of that payment, not bills."""

import polars as pl

from ledgerlift.records import WHO, DocumentType

BILL_TYPES = (str(DocumentType.BILL), str(DocumentType.CREDIT_NOTE))
PAYMENT_TYPES = (str(DocumentType.PAYMENT), str(DocumentType.REFUND))
NUMBERS_AND_DATES = ("bill_number", "bill_id", "issue_date", "posting_date")
# What a payment line says of the bill, the likeliest field first.
PAID = ("amount_paid", "total_amount", "subtotal", "line_amount")


def carry_types_on(frame: pl.DataFrame) -> pl.DataFrame | None:
    """Give rows that say neither what they are nor whose, when or by what number the type of the row above.

    None where there are no such rows.
    """
    identity = [field for field in ("document_type", *WHO, *NUMBERS_AND_DATES) if field in frame]
    is_line = pl.all_horizontal(pl.col(identity).is_null())
    if not frame.select(is_line.any()).item():
        return None
    carried = pl.col("document_type").forward_fill()
    return frame.with_columns(pl.when(is_line).then(carried).otherwise("document_type").alias("document_type"))


def find_paid_bills(frame: pl.DataFrame) -> pl.Series | None:
    """Mark the rows of bills that are lines of the payment above them; None where bills stand for themselves.

    They are where payments name their supplier and no bill does, and every bill stands below a payment.
    """
    named = [pl.col(field).is_not_null() for field in WHO if field in frame]
    if not named:
        return None
    is_bill = pl.col("document_type").is_in(BILL_TYPES).fill_null(value=False)
    rows = frame.select(
        is_bill=is_bill,
        is_named=pl.any_horizontal(named),
        head=pl.when(~is_bill).then("document_type").forward_fill(),
    )
    bills = rows.filter("is_bill")
    stand_below = bills["head"].is_in(PAYMENT_TYPES).fill_null(value=False)
    if bills.is_empty() or bills["is_named"].any() or not stand_below.all():
        return None
    return rows["is_bill"] if rows["is_named"].any() else None


def as_payment_lines(rows: pl.DataFrame) -> pl.DataFrame:
    """Write rows of bills as lines that continue a payment: which bill, and how much of the payment it got."""
    number = next((field for field in ("bill_number", "bill_id") if field in rows), None)
    paid = [field for field in PAID if field in rows]
    return rows.select(
        "file",
        "sheet",
        "row",
        pl.col(number).alias("bill_number") if number else pl.lit(None, dtype=pl.String).alias("bill_number"),
        pl.coalesce(paid).abs().alias("allocated_amount"),
    )
