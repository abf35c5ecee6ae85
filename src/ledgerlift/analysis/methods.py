"""Spend by payment method: a supplier's whole activity stands in the row of its most common inferred method."""

import polars as pl

from ledgerlift.analysis.figures import SUMS, add_figures, add_shares
from ledgerlift.analysis.methods_used import CATEGORIES

OVERALL = "Overall"


def analyse_methods(suppliers: pl.DataFrame) -> pl.DataFrame:
    """Give a row a category followed by its methods, then the row of all suppliers.

    ``level`` is category, method or overall; ``payment_method`` names the row. Every method has a row, also one no
    supplier is paid by.
    """
    layout = pl.DataFrame(
        [(str(method), category) for method, category in CATEGORIES.items()],
        schema={"payment_method": pl.String(), "category": pl.String()},
        orient="row",
    )
    grouped = suppliers.group_by(payment_method="biggest_count_payment_method").agg(_sums())
    methods = layout.join(grouped, on="payment_method", how="left", maintain_order="left").with_columns(
        pl.col("suppliers_count", *SUMS).fill_null(0), level=pl.lit("method")
    )
    categories = (
        methods.group_by("category", maintain_order=True)
        .agg(pl.col("suppliers_count", *SUMS).sum())
        .with_columns(payment_method="category", level=pl.lit("category"))
    )
    overall = categories.select(pl.col("suppliers_count", *SUMS).sum()).with_columns(
        payment_method=pl.lit(OVERALL), category=pl.lit(OVERALL), level=pl.lit("overall")
    )
    order = pl.Enum([*dict.fromkeys(CATEGORIES.values()), OVERALL])
    rows = pl.concat([categories, methods, overall], how="diagonal").sort(
        pl.col("category").cast(order), maintain_order=True
    )
    return add_shares(add_figures(rows), overall)


def _sums() -> list[pl.Expr]:
    return [pl.len().cast(pl.Int64).alias("suppliers_count"), *(pl.col(name).sum() for name in SUMS)]
