"""The figures of each supplier."""

from datetime import date
from decimal import Decimal

import polars as pl

from ledgerlift.analysis.figures import SUMS, add_figures
from ledgerlift.analysis.methods_used import find_most_common
from ledgerlift.records import Method

DETAILS = (
    "supplier_name", "supplier_id", "contact_name", "email", "phone", "phone_extension", "tax_number",
    "registration_number", "address_line1", "address_line2", "city", "region", "postal_code", "country", "status",
    "default_currency", "payment_terms", "account_number",
)  # fmt: skip


def analyse_suppliers(
    suppliers: pl.DataFrame,
    bills: pl.DataFrame,
    terms: pl.DataFrame,
    payments: pl.DataFrame,
    direct_costs: pl.DataFrame,
    *,
    imported_on: date | None,
) -> pl.DataFrame:
    """Give every supplier with activity one row, most spend first; the frames are those of `cubes`."""
    counted_payments, counted_costs = _counted(payments), _counted(direct_costs)
    by_supplier = [_sum_up(frame) for frame in (_counted(bills), counted_payments, counted_costs)]
    active = pl.concat([frame.select("supplier_key") for frame in by_supplier]).unique()
    for frame in by_supplier:
        active = active.join(frame, on="supplier_key", how="left")
    return (
        add_figures(active.with_columns(pl.col(SUMS).fill_null(0)))
        .join(_common_terms(terms), on="supplier_key", how="left")
        .join(find_most_common(counted_payments, counted_costs), on="supplier_key", how="left")
        .join(_card_acceptors(payments, direct_costs), on="supplier_key", how="left")
        .join(suppliers.select("supplier_key", *DETAILS).unique("supplier_key"), on="supplier_key", how="left")
        .with_columns(
            pl.col("^(recorded|biggest_.*)_(payment_)?method$").fill_null(str(Method.UNKNOWN)),
            pl.col("has_accepted_credit_card").fill_null(value=False),
            latest_billed=pl.col("latest_bill_day").cast(pl.Date),
            latest_direct_cost_billed=pl.col("latest_direct_cost_day").cast(pl.Date),
            imported_date=pl.lit(imported_on, dtype=pl.Date),
        )
        .drop("latest_bill_day", "latest_direct_cost_day")
        .sort("total_spend", "supplier_name", "supplier_key", descending=[True, False, False])
    )


def is_listed(threshold: Decimal, months: int) -> pl.Expr:
    """Whether a supplier's annualised spend reaches the threshold of the supplier table."""
    # Multiplied on both sides instead of divided, to stay exact.
    return pl.col("total_spend") * 12 >= pl.lit(threshold * months, dtype=pl.Decimal(38, 12))


def _counted(cube: pl.DataFrame) -> pl.DataFrame:
    return cube.filter(pl.col("left_out").is_null())


def _sum_up(cube: pl.DataFrame) -> pl.DataFrame:
    sums = [pl.col(name).sum() for name in cube.columns if name in SUMS]
    days = [pl.col(name).max() for name in cube.columns if name.startswith("latest_")]
    return cube.group_by("supplier_key").agg(*sums, *days)


def _common_terms(terms: pl.DataFrame) -> pl.DataFrame:
    """Find the days most of a supplier's bills agree on; a tie goes to the higher amount, then to fewer days."""
    return (
        terms.sort("supplier_key", "count", "amount", "terms_days", descending=[False, True, True, False])
        .unique("supplier_key", keep="first", maintain_order=True)
        .select("supplier_key", common_payment_terms_days="terms_days")
    )


def _card_acceptors(payments: pl.DataFrame, direct_costs: pl.DataFrame) -> pl.DataFrame:
    """Find the suppliers paid by credit card in the last twelve months, which may begin before the period."""
    transactions = pl.concat(cube.select("supplier_key", "left_out", "card_count") for cube in (payments, direct_costs))
    happened = ~pl.col("left_out").is_in(["void", "draft", "no_supplier"]).fill_null(value=False)
    return (
        transactions.filter(happened & (pl.col("card_count") > 0))
        .select("supplier_key", has_accepted_credit_card=pl.lit(value=True))
        .unique()
    )
