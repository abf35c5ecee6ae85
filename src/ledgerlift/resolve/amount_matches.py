"""Payments that state no bill: matched by supplier, exact amount and date, where only one bill fits.

Never a guess: two bills that fit equally leave a payment unmatched, and so do two payments that fit one bill.
"""

from datetime import timedelta

import polars as pl

from ledgerlift.resolve.allocations import MATCH_COLUMNS

# A bill is paid from just before it is booked until a quarter after it fell due.
EARLIEST = timedelta(days=5)
LATEST = timedelta(days=90)
# More bills and payments of one supplier and amount than this never leave a single fit, and pairing them all is slow.
MAX_ALIKE = 8

SAME = ["supplier", "currency", "amount"]


def match_amounts(payments: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Match payments to the bills they can only be for; gives ``allocations.MATCH_COLUMNS``.

    ``payments`` has ``payment``, ``supplier``, ``currency``, ``amount`` and ``paid_on``; ``bills`` has ``bill``,
    ``supplier``, ``currency``, ``amount`` (what is open), ``issue_date``, ``due_date`` and ``paid_date``.
    """
    payments = payments.drop_nulls(["supplier", "amount", "paid_on"])
    bills = bills.drop_nulls(["supplier", "amount"])
    found = []
    for match in (match_on_paid_date, match_sum_of_day, match_in_window, match_whole_balance):
        matched = match(payments, bills)
        found.append(matched.select(list(MATCH_COLUMNS)))
        payments = payments.join(matched, on="payment", how="anti", maintain_order="left")
        bills = bills.join(matched, on="bill", how="anti", maintain_order="left")
    return pl.concat(found)


def match_on_paid_date(payments: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Match where the bill names the day it was paid, and one payment of that day and amount is there."""
    keys = [*SAME, "paid_on"]
    dated = alone(bills.drop_nulls("paid_date").with_columns(paid_on="paid_date"), keys)
    return as_matches(alone(payments, keys).join(dated, on=keys, nulls_equal=True, maintain_order="left"))


def match_sum_of_day(payments: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Match a supplier's only payment of a day with all bills paid that day when they add up to it."""
    keys = ["supplier", "currency", "paid_on"]
    dated = bills.drop_nulls("paid_date").with_columns(paid_on="paid_date")
    sums = dated.group_by(keys).agg(pl.col("amount").sum())
    paid = alone(payments, keys).join(sums, on=[*keys, "amount"], nulls_equal=True, maintain_order="left")
    return as_matches(paid.drop("amount").join(dated, on=keys, nulls_equal=True, maintain_order="left_right"))


def match_in_window(payments: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Match where one bill and one payment of an amount fit each other and nothing else, by their dates."""
    bills = few(bills.drop_nulls("issue_date"), SAME)
    pairs = few(payments, SAME).join(bills, on=SAME, nulls_equal=True, maintain_order="left")
    last = pl.max_horizontal("issue_date", "due_date") + LATEST
    fitting = pairs.filter(pl.col("paid_on").is_between(pl.col("issue_date") - EARLIEST, last))
    return as_matches(fitting.filter(~pl.col("payment").is_duplicated() & ~pl.col("bill").is_duplicated()))


def match_whole_balance(payments: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Match a supplier's only open payment with all bills open before it when they add up to it."""
    keys = ["supplier", "currency"]
    only = alone(payments, keys)
    pairs = only.join(bills.drop_nulls("issue_date"), on=keys, nulls_equal=True, maintain_order="left_right")
    before = pairs.filter(pl.col("issue_date") <= pl.col("paid_on"))
    sums = before.group_by("payment").agg(pl.col("amount_right").sum().alias("open"))
    paying = only.join(sums, on="payment", maintain_order="left").filter(pl.col("amount") == pl.col("open"))
    chosen = before.join(paying, on="payment", how="semi", maintain_order="left")
    return as_matches(chosen.with_columns(amount="amount_right"), "supplier")


def alone(frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Keep the rows that no other row equals in some columns."""
    return frame.filter(pl.len().over(keys) == 1)


def few(frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Keep the rows that only few others equal in some columns."""
    return frame.filter(pl.len().over(keys) <= MAX_ALIKE)


def as_matches(pairs: pl.DataFrame, matched_by: str = "amount_and_date") -> pl.DataFrame:
    """Write pairs of payment and bill as matches."""
    columns = pairs.with_columns(pl.col("paid_on").alias("allocated_on"), pl.lit(matched_by).alias("matched_by"))
    return columns.select(list(MATCH_COLUMNS))
