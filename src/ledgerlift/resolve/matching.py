"""Which bills the payments settle: as they state it, and where they do not, as only one bill can be meant."""

import polars as pl

from ledgerlift.records import BillStatus, DataType
from ledgerlift.resolve.allocations import limit_matches
from ledgerlift.resolve.amount_matches import match_amounts
from ledgerlift.resolve.collect import with_fields
from ledgerlift.resolve.stated_links import list_links, list_references
from ledgerlift.resolve.stated_matches import match_stated
from ledgerlift.resolve.totals import NO_CURRENCY

# When fewer of the bills that payments state are found than this, what they state is some other number.
MIN_FOUND = 0.05
BILL_FIELDS = ("bill_id", "bill_number", "amount_due", "amount_paid", "status", "issue_date", "due_date", "paid_date")


def match_payments(
    payments: pl.DataFrame, lines: pl.DataFrame, bills: pl.DataFrame, *, base_currency: str | None
) -> pl.DataFrame:
    """Match payments to bills; gives ``allocations.MATCH_COLUMNS``, within what payments hold and bills ask.

    ``payments`` and ``bills`` have their index in ``record`` and the index of their ``supplier``; ``lines`` are those
    of payments that stand on several rows. Voided documents, refunds and payments without an amount settle nothing.
    """
    is_void = pl.col("status").eq_missing(str(BillStatus.VOID))
    payments = with_fields(payments, DataType.PAYMENTS, ("status",)).filter(~is_void, pl.col("amount") > 0)
    bills = with_fields(bills, DataType.BILLS, BILL_FIELDS).rename({"record": "bill"})
    bills = bills.filter(~is_void, pl.col("total_amount") > 0)
    links = list_links(payments, lines)
    stated = match_stated(links, bills)
    referred = match_stated(list_references(payments, links), bills)
    limited = limit_matches(pl.concat([stated, referred]), payments.select("amount", payment="record"), bills)
    is_speaking = stated["payment"].n_unique() >= MIN_FOUND * max(links["payment"].n_unique(), 1)
    settled = links.select("payment") if is_speaking else links.clear().select("payment")
    silent = open_payments(payments, pl.concat([settled, limited.select("payment")]), base_currency)
    guessed = match_amounts(silent, open_bills(bills, limited, base_currency))
    return pl.concat([limited, guessed]).sort("payment", "bill", "amount")


def open_payments(payments: pl.DataFrame, matched: pl.DataFrame, base_currency: str | None) -> pl.DataFrame:
    """List the payments that are not matched yet and do not state a bill either."""
    payments = with_fields(payments, DataType.PAYMENTS, ("currency", "payment_date")).rename({"record": "payment"})
    rest = payments.join(matched, on="payment", how="anti", maintain_order="left")
    return rest.select("payment", "supplier", currency_or(base_currency), "amount", paid_on="payment_date")


def open_bills(bills: pl.DataFrame, matched: pl.DataFrame, base_currency: str | None) -> pl.DataFrame:
    """List the bills that no payment is matched to and that their file does not call unpaid, with what was paid."""
    bills = with_fields(bills, DataType.BILLS, ("currency",))
    is_unpaid = (pl.col("amount_due") >= pl.col("total_amount")) | (pl.col("status") == str(BillStatus.DRAFT))
    paid = pl.coalesce("amount_paid", pl.col("total_amount") - pl.col("amount_due"), "total_amount")
    rest = bills.join(matched, on="bill", how="anti", maintain_order="left").with_columns(paid.alias("amount"))
    rest = rest.filter(~is_unpaid.fill_null(value=False), pl.col("amount") > 0)
    dates = ("issue_date", "due_date", "paid_date")
    return rest.select("bill", "supplier", currency_or(base_currency), "amount", *dates)


def currency_or(base_currency: str | None) -> pl.Expr:
    """Give a record's currency; one that names none is in the company's own."""
    return pl.col("currency").fill_null(base_currency or NO_CURRENCY)
