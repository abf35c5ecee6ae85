"""What a snapshot's records say about themselves: totals, dates and problems."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import polars as pl

from ledgerlift import records
from ledgerlift.snapshot.manifest import ProblemCount

# The currency code for "no currency stated" (ISO 4217).
NO_CURRENCY = "XXX"

TOO_LARGE = 1e20

TRANSACTION_DATES: Mapping[str, str] = {
    "bills": "issue_date",
    "credit_notes": "issue_date",
    "payments": "payment_date",
    "direct_costs": "date",
}

Frames = Mapping[str, pl.LazyFrame]


def sum_totals(frames: Frames) -> dict[str, dict[str, dict[str, str]]]:
    """Sum every amount field of each transaction type by currency, exactly; fields that are always empty are absent."""
    totals = {}
    for name in TRANSACTION_DATES:
        fields = [column for column, type_ in records.SNAPSHOT[name].items() if type_ == records.AMOUNT]
        sums = (
            frames[name]
            .group_by(pl.col("currency").fill_null(NO_CURRENCY))
            .agg(_sum(field) for field in fields)
            .sort("currency")
            .collect()
        )
        totals[name] = {
            row.pop("currency"): {field: write_exactly(total) for field, total in row.items() if total is not None}
            for row in sums.to_dicts()
        }
    return totals


def _sum(field: str) -> pl.Expr:
    # An identifier misread as an amount can have thirty digits, and a few of those overflow a sum.
    amounts = pl.col(field).filter(pl.col(field).cast(pl.Float64).abs() < TOO_LARGE)
    return pl.when(amounts.count() > 0).then(amounts.sum()).alias(field)


def write_exactly(amount: Decimal) -> str:
    """Write an amount with the decimals it has, at least two: 12.50, 0.125."""
    decimals = -min(-2, int(amount.normalize().as_tuple().exponent))
    return f"{amount:.{decimals}f}"


def find_dates(frames: Frames) -> tuple[date | None, date | None]:
    """Find the oldest and the newest date of any transaction."""
    spans = pl.concat(
        frames[name].select(first=pl.col(column).min(), last=pl.col(column).max())
        for name, column in TRANSACTION_DATES.items()
    )
    first, last = spans.select(pl.col("first").min(), pl.col("last").max()).collect().row(0)
    return first, last


def count_problems(problems: pl.LazyFrame) -> tuple[ProblemCount, ...]:
    """Count each problem code over the whole snapshot."""
    counted = (
        problems.group_by("code", "severity")
        .agg(pl.col("count").fill_null(1).cast(pl.Int64).sum())
        .sort("code", "severity")
        .collect()
    )
    return tuple(ProblemCount(*row) for row in counted.iter_rows())
