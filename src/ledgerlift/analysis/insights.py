"""What a screen shows besides the reports: months, settlement, concentration, new suppliers, and the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import narwhals as nw
import polars as pl

from ledgerlift.analysis.analyse import Analysis
from ledgerlift.analysis.cubes import FAR_DAYS
from ledgerlift.analysis.marks import ALL, LeftOut, Scope, Transactions, in_base, mark
from ledgerlift.analysis.period import Period, add_months

TOPS = (1, 5, 10, 20, 50, 100)
NEW_MONTHS = 3

# When a bill was settled, measured from its due date; every counted bill is in one of these.
TIMINGS = ("early", "on_time", "late_15", "late_30", "late_more", "open", "overdue", "no_due_date")

# Left out for what they are, not for something that is missing.
RIGHTLY_OUT = (LeftOut.VOID, LeftOut.DRAFT, LeftOut.OUTSIDE_PERIOD, LeftOut.CREDIT_NOTE)

# What a person calls a row by: the first of these that is filled.
NUMBERS = {
    "bills": ("bill_number", "bill_id"),
    "payments": ("payment_number", "payment_id", "reference"),
    "direct_costs": ("reference", "expense_id"),
}
COLUMNS = (
    "data_type", "supplier_key", "supplier_name", "supplier_method", "day", "number", "amount", "recorded_amount",
    "currency", "due_on", "settled_on", "timing", "outstanding", "method", "recorded_method", "left_out", "file",
    "sheet", "row",
)  # fmt: skip


@dataclass(frozen=True)
class Insights:
    """Frames for a screen; amounts are Decimals in base currency.

    ``transactions`` is every bill, payment and direct cost (`COLUMNS`), newest first: each figure here and in the
    `Analysis` is a sum over some of its rows. ``months`` has a row a month of the period, ``timings`` one a member of
    `TIMINGS`, ``concentration`` one a number of top suppliers. ``new_suppliers`` have no bill or direct cost before the
    period's last three months; None when the books do not reach back that far. ``usable_share`` is the part of all
    transactions, 0 to 1, that lack nothing a figure needs; None without transactions.
    """

    transactions: pl.DataFrame
    months: pl.DataFrame
    timings: pl.DataFrame
    concentration: pl.DataFrame
    new_suppliers: pl.DataFrame | None
    usable_share: float | None


def find_insights(frames: Mapping[str, pl.LazyFrame], analysis: Analysis) -> Insights:
    """Work out what a screen shows of a snapshot's frames and their analysis."""
    transactions = list_rows(frames, analysis)
    counted = transactions.filter(pl.col("left_out").is_null())
    return Insights(
        transactions=transactions,
        months=add_up_months(counted, analysis.period),
        timings=add_up_timings(counted),
        concentration=find_concentration(analysis.suppliers),
        new_suppliers=find_new_suppliers(transactions, analysis),
        usable_share=find_usable_share(transactions),
    )


def list_rows(frames: Mapping[str, pl.LazyFrame], analysis: Analysis) -> pl.DataFrame:
    """List every transaction with what became of it in the analysis."""
    parts = [_list_type(frames[kind.name], kind, analysis.scope) for kind in ALL]
    suppliers = analysis.suppliers.select("supplier_key", supplier_method="biggest_count_payment_method")
    names = frames["suppliers"].select("supplier_key", listed_name="supplier_name").unique("supplier_key").collect()
    return (
        pl.concat(parts, how="diagonal_relaxed")
        .join(suppliers, on="supplier_key", how="left")
        .join(names, on="supplier_key", how="left")
        .with_columns(supplier_name=pl.coalesce("listed_name", "supplier_name"))
        .select(COLUMNS)
        .sort("day", "data_type", "file", "sheet", "row", descending=[True, *[False] * 4], nulls_last=True)
    )


def _list_type(frame: pl.LazyFrame, kind: Transactions, scope: Scope) -> pl.DataFrame:
    marked = mark(nw.from_native(frame).lazy(), kind, scope)
    if kind.name == "bills":
        marked = marked.with_columns(outstanding=in_base("amount_due"))
    found = marked.to_native().with_columns(
        pl.col("day").cast(pl.Date), data_type=pl.lit(kind.name), number=pl.coalesce(NUMBERS[kind.name]),
        amount="base_amount", recorded_amount=kind.amount,
    )  # fmt: skip
    if kind.name == "bills":
        _, end = scope.days
        found = found.with_columns(
            due_on="due_date",
            outstanding=pl.when(pl.col("outstanding") > 0).then("outstanding"),
            timing=_timing(end),
        )
    else:
        found = found.with_columns(method="inferred_method")
    rows: pl.DataFrame = found.select(pl.col(f"^({'|'.join(COLUMNS)})$")).collect()
    return rows


def _timing(end: int) -> pl.Expr:
    """Say when a bill was settled; an open one is overdue when it was due by the end of the period."""
    late = pl.col("settled_day") - pl.col("due_day")
    is_open = pl.col("settled_day").is_null()
    return (
        pl.when(pl.col("due_day").is_null() | ((late.abs() > FAR_DAYS) & ~is_open))
        .then(pl.lit("no_due_date"))
        .when(is_open & (pl.col("due_day") <= end))
        .then(pl.lit("overdue"))
        .when(is_open)
        .then(pl.lit("open"))
        .when(late < 0)
        .then(pl.lit("early"))
        .when(late == 0)
        .then(pl.lit("on_time"))
        .when(late <= 15)
        .then(pl.lit("late_15"))
        .when(late <= 30)
        .then(pl.lit("late_30"))
        .otherwise(pl.lit("late_more"))
    )


def add_up_months(counted: pl.DataFrame, period: Period | None) -> pl.DataFrame:
    """Add up what counts by month and data type; a month without any is there, with zeros."""
    if period is None:
        return pl.DataFrame(schema={"month": pl.Date})
    first = period.start.replace(day=1)
    months = []
    while first <= period.end:
        months.append(first)
        first = add_months(first, 1)
    summed = counted.group_by(pl.col("day").dt.truncate("1mo").alias("month")).agg(
        column
        for data_type in NUMBERS
        for column in (
            pl.col("amount").filter(pl.col("data_type") == data_type).sum().alias(f"{data_type}_amount"),
            (pl.col("data_type") == data_type).sum().cast(pl.Int64).alias(f"{data_type}_count"),
        )
    )
    return pl.DataFrame({"month": months}).join(summed, on="month", how="left").fill_null(0).sort("month")


def add_up_timings(counted: pl.DataFrame) -> pl.DataFrame:
    """Add up the counted bills by when they were settled."""
    summed = (
        counted.filter(pl.col("data_type") == "bills")
        .group_by("timing")
        .agg(count=pl.len(), amount=pl.col("amount").sum())
    )
    return pl.DataFrame({"timing": TIMINGS}).join(summed, on="timing", how="left", maintain_order="left").fill_null(0)


def find_concentration(suppliers: pl.DataFrame) -> pl.DataFrame:
    """Say which share of all spend the top suppliers have: of 1, of 5 ..., up to all of them."""
    spend = suppliers["total_spend"].sort(descending=True)
    sizes = [top for top in TOPS if top < spend.len()] + ([spend.len()] if spend.len() else [])
    total = spend.sum()
    amounts = [spend.head(size).sum() for size in sizes]
    return pl.DataFrame(
        {
            "suppliers": pl.Series(sizes, dtype=pl.Int64),
            "amount": pl.Series(amounts, dtype=pl.Decimal(38, 12)),
            "share": pl.Series(
                [float(amount) / float(total) if total else None for amount in amounts], dtype=pl.Float64
            ),
        }
    )


def find_new_suppliers(transactions: pl.DataFrame, analysis: Analysis) -> pl.DataFrame | None:
    """List the suppliers whose first bill or direct cost lies in the last three months of the period."""
    period = analysis.period
    spend = transactions.filter(
        (pl.col("data_type") != "payments")
        & ~pl.col("left_out").is_in([LeftOut.VOID, LeftOut.DRAFT]).fill_null(value=False)
    )
    since = find_new_since(period)
    oldest = spend["day"].min()
    if since is None or not isinstance(oldest, date) or oldest >= since:
        return None
    first = spend.group_by("supplier_key").agg(first_on=pl.col("day").min())
    return (
        analysis.suppliers.select("supplier_key", "supplier_name", "total_spend", "biggest_count_payment_method")
        .join(first.filter(pl.col("first_on") >= since), on="supplier_key")
        .sort("total_spend", "supplier_name", descending=[True, False])
    )


def find_new_since(period: Period | None) -> date | None:
    """Find the first day of the period's last three months."""
    return add_months(period.end.replace(day=1), 1 - NEW_MONTHS) if period else None


def find_usable_share(transactions: pl.DataFrame) -> float | None:
    """Say which part of the transactions lack nothing: no date, supplier, amount or rate."""
    usable = pl.col("left_out").is_null() | pl.col("left_out").is_in([str(reason) for reason in RIGHTLY_OUT])
    return transactions.select(usable.mean()).item() if transactions.height else None
