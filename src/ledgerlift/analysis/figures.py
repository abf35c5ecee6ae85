"""The figures of any group of suppliers: sums, and the ratios made of them.

A supplier, a payment method, a category and the whole company are all groups of suppliers, so their columns are defined
here once. Sums are exact; only the last division of a ratio is a float.
"""

import polars as pl

SUMS = (
    "bills_count", "bills_outstanding_count", "bills_amount", "bills_outstanding_amount",
    "bills_paid_late_count", "bills_paid_late_amount",
    "terms_weight", "terms_weighted", "settlement_weight", "settlement_weighted",
    "payments_count", "payments_amount", "direct_costs_count", "direct_costs_amount",
)  # fmt: skip

SHARES = {
    "percentage_suppliers_by_count": "suppliers_count",
    "percentage_bills_by_count": "bills_count",
    "percentage_bills_by_amount": "bills_amount",
    "direct_costs_percentage_by_count": "direct_costs_count",
    "direct_costs_percentage_by_amount": "direct_costs_amount",
}


def add_figures(sums: pl.DataFrame) -> pl.DataFrame:
    """Add total spend and every ratio to a frame of `SUMS`; a ratio with nothing below the line is null."""
    return sums.with_columns(
        total_spend=pl.col("bills_amount") + pl.col("direct_costs_amount"),
        bills_outstanding_percentage_by_amount=percentage("bills_outstanding_amount", "bills_amount"),
        bills_paid_late_percentage_by_amount=percentage("bills_paid_late_amount", "bills_amount"),
        average_payment_amount=divide(pl.col("payments_amount"), pl.col("payments_count")),
        average_bill_payment_terms_weighted=divide(pl.col("terms_weighted"), pl.col("terms_weight")),
        average_bill_settlement_period_weighted=divide(pl.col("settlement_weighted"), pl.col("settlement_weight")),
    )


def add_shares(groups: pl.DataFrame, overall: pl.DataFrame) -> pl.DataFrame:
    """Add each group's share of all suppliers, bills and direct costs; ``overall`` is the one row of the company."""
    # As full columns: Polars divides by a single value through its reciprocal, and 3 of 3 would not be 100 %.
    wholes = [pl.Series(f"{part}_whole", [overall.item(0, part)] * groups.height) for part in SHARES.values()]
    return (
        groups.with_columns(wholes)
        .with_columns(percentage(part, f"{part}_whole").alias(name) for name, part in SHARES.items())
        .drop(whole.name for whole in wholes)
    )


def percentage(part: str, whole: str) -> pl.Expr:
    """Give a part as a percentage of a whole; null when the whole is nothing."""
    return 100 * divide(pl.col(part), pl.col(whole))


def divide(above: pl.Expr, below: pl.Expr) -> pl.Expr:
    """Divide as floats; null when there is nothing to divide by."""
    return pl.when(below != 0).then(above.cast(pl.Float64) / below.cast(pl.Float64))
