"""How far a bill is settled, and since when."""

import polars as pl

from ledgerlift.records import AMOUNT, BillStatus, DataType
from ledgerlift.resolve.collect import with_fields

OPEN, PART, PAID = BillStatus.OPEN.value, BillStatus.PARTIALLY_PAID.value, BillStatus.PAID.value
VOID, DRAFT, UNKNOWN = BillStatus.VOID.value, BillStatus.DRAFT.value, BillStatus.UNKNOWN.value


def settle_bills(bills: pl.DataFrame, matches: pl.DataFrame, credited: pl.DataFrame) -> pl.DataFrame:
    """Derive what is due on each bill, its status, and the day it was settled in full.

    ``matches`` has ``bill``, ``amount`` and ``allocated_on``, ``credited`` has ``bill`` and ``credit``, above nil;
    their ``bill`` is a bill's ``record``. They count only where the file itself does not say what is due or paid.
    """
    bills = with_fields(bills, DataType.BILLS, ("status", "paid_date"))
    paid = matches.group_by("bill").agg(
        pl.col("amount").sum().alias("allocated"), pl.col("allocated_on").max().alias("last_paid_on")
    )
    facts = bills.select("total_amount", "amount_due", "amount_paid", "status", "paid_date", bill="record")
    for more in (paid, credited):
        facts = facts.join(more, on="bill", how="left", maintain_order="left")
    facts = facts.with_columns(pl.col("status").replace(UNKNOWN, None))
    facts = facts.with_columns(due_amount().cast(AMOUNT).alias("amount_due"))
    facts = facts.with_columns(pl.coalesce("status", status_of_due()).alias("status"))
    return bills.with_columns(facts.select("amount_due", "status", settled_on().alias("settled_on")).get_columns())


def due_amount() -> pl.Expr:
    """Give what the file says is due, or what it leaves of the total, or what payments and credit leave of it."""
    total = pl.col("total_amount")
    says_unpaid = pl.col("status").is_in([OPEN, PART, DRAFT]).fill_null(value=False)
    says_paid = pl.col("status").is_in([PAID, VOID]).fill_null(value=False)
    is_paid = says_paid | (pl.col("paid_date").is_not_null() & ~says_unpaid)
    rest = total - pl.col("allocated").fill_null(0) - pl.col("credit").fill_null(0)
    return pl.coalesce("amount_due", total - pl.col("amount_paid"), pl.when(is_paid).then(0), rest.clip(lower_bound=0))


def status_of_due() -> pl.Expr:
    """Tell from what is due how far a bill is settled."""
    due = pl.col("amount_due")
    status = pl.when(due <= 0).then(pl.lit(PAID)).when(due >= pl.col("total_amount")).then(pl.lit(OPEN))
    return pl.when(due.is_null()).then(pl.lit(UNKNOWN)).otherwise(status.otherwise(pl.lit(PART)))


def settled_on() -> pl.Expr:
    """Give the day of the payment that settled a bill in full, else the day its file says; null while it is open."""
    is_paid = ((pl.col("amount_due") <= 0) | (pl.col("status") == PAID)) & (pl.col("status") != VOID)
    in_full = pl.when(pl.col("allocated") >= pl.col("total_amount")).then("last_paid_on")
    return pl.when(is_paid).then(pl.coalesce(in_full, "paid_date", "last_paid_on"))
