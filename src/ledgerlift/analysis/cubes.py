"""The transactions added up once, by everything the tables ask for.

Each function is one grouped pass over one record type in the portable subset, and gives a small Polars frame; every
figure of the analysis is a sum over rows of these. Sums of what is left out stay in, under their reason, so that the
figures and the file add up.
"""

import narwhals as nw
import polars as pl

from ledgerlift.analysis.marks import BILLS, DIRECT_COSTS, PAYMENTS, Scope, in_base, mark, recorded
from ledgerlift.analysis.portable import COUNT, DAY, MONEY, Records, fetch

KEYS = ("supplier_key", "currency", "entity_id", "entity_name", "left_out")

# A due or payment date a century away is a typing error; it would drown every weighted average.
FAR_DAYS = 36_525

BILL_SUMS = {
    "bills_count": COUNT,
    "recorded_amount": MONEY,
    "bills_amount": MONEY,
    "bills_outstanding_count": COUNT,
    "bills_outstanding_amount": MONEY,
    "bills_paid_late_count": COUNT,
    "bills_paid_late_amount": MONEY,
    "terms_weight": MONEY,
    "terms_weighted": MONEY,
    "settlement_weight": MONEY,
    "settlement_weighted": MONEY,
    "latest_bill_day": DAY,
}
PAYMENT_SUMS = {
    "payments_count": COUNT,
    "recorded_amount": MONEY,
    "payments_amount": MONEY,
    "card_count": COUNT,
}
DIRECT_COST_SUMS = {
    "rows": COUNT,
    "direct_costs_count": COUNT,
    "recorded_amount": MONEY,
    "direct_costs_amount": MONEY,
    "card_count": COUNT,
    "latest_direct_cost_day": DAY,
}


def add_up_bills(bills: Records, scope: Scope) -> pl.DataFrame:
    """Add up bills by `KEYS`."""
    base, due, issued = nw.col("base_amount"), nw.col("base_due"), nw.col("issue_day")
    is_late = nw.col("settled_day") > nw.col("due_day")
    terms, settlement = nw.col("due_day") - issued, nw.col("settled_day") - issued
    in_terms = (base > 0) & (terms.abs() <= FAR_DAYS)
    in_settlement = (base > 0) & (settlement.abs() <= FAR_DAYS)
    summed = (
        mark(bills, BILLS, scope)
        .with_columns(base_due=in_base("amount_due"))
        .group_by(*KEYS)
        .agg(
            bills_count=nw.len(),
            recorded_amount=recorded("total_amount"),
            bills_amount=base.sum(),
            bills_outstanding_count=_count(due > 0),
            bills_outstanding_amount=_sum(due, due > 0),
            bills_paid_late_count=_count(is_late),
            bills_paid_late_amount=_sum(base, is_late),
            terms_weight=_sum(base, in_terms),
            terms_weighted=_sum(base * terms, in_terms),
            settlement_weight=_sum(base, in_settlement),
            settlement_weighted=_sum(base * settlement, in_settlement),
            latest_bill_day=issued.max(),
        )
    )
    return fetch(summed, BILL_SUMS)


def add_up_terms(bills: Records, scope: Scope) -> pl.DataFrame:
    """Count each supplier's bills by their agreed days (due less issue date)."""
    summed = (
        mark(bills, BILLS, scope)
        .with_columns(terms_days=nw.col("due_day") - nw.col("issue_day"))
        .filter(nw.col("left_out").is_null() & ~nw.col("terms_days").is_null())
        .group_by("supplier_key", "terms_days")
        .agg(count=nw.len(), amount=nw.col("base_amount").sum())
    )
    return fetch(summed, {"terms_days": DAY, "count": COUNT, "amount": MONEY})


def add_up_payments(payments: Records, scope: Scope) -> pl.DataFrame:
    """Add up bill payments by `KEYS`, recorded and inferred method."""
    summed = (
        mark(payments, PAYMENTS, scope)
        .group_by(*KEYS, "recorded_method", "inferred_method")
        .agg(
            payments_count=nw.len(),
            recorded_amount=recorded("amount"),
            payments_amount=nw.col("base_amount").sum(),
            card_count=_count(_is_recent_card("amount", scope)),
        )
    )
    return fetch(summed, PAYMENT_SUMS)


def add_up_direct_costs(direct_costs: Records, scope: Scope) -> pl.DataFrame:
    """Add up direct costs by `KEYS`, recorded and inferred method; refunds lower the amount but are not counted."""
    summed = (
        mark(direct_costs, DIRECT_COSTS, scope)
        .group_by(*KEYS, "recorded_method", "inferred_method")
        .agg(
            rows=nw.len(),
            direct_costs_count=_count(nw.col("base_amount") > 0),
            recorded_amount=recorded("total_amount"),
            direct_costs_amount=nw.col("base_amount").sum(),
            card_count=_count(_is_recent_card("total_amount", scope)),
            latest_direct_cost_day=nw.col("issue_day").max(),
        )
    )
    return fetch(summed, DIRECT_COST_SUMS)


def _is_recent_card(amount: str, scope: Scope) -> nw.Expr:
    _, last = scope.days
    is_recent = (nw.col("day") >= scope.year_before_end) & (nw.col("day") <= last)
    return (nw.col("inferred_method") == "CreditCard") & (nw.col(amount) > 0) & is_recent


def _count(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0)).sum()


def _sum(value: nw.Expr, condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(value).sum()
