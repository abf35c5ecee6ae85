"""What became of every transaction of the snapshot: analysed, or left out with the reason, to the cent."""

import narwhals as nw
import polars as pl

from ledgerlift.analysis.marks import LeftOut, recorded
from ledgerlift.analysis.portable import COUNT, MONEY, Records, fetch
from ledgerlift.snapshot.facts import NO_CURRENCY

ORDER = ("bills", "credit_notes", "payments", "direct_costs")
COLUMNS = ("data_type", "currency", "left_out", "count", "amount", "base_amount")


def account_for(
    bills: pl.DataFrame, payments: pl.DataFrame, direct_costs: pl.DataFrame, credit_notes: Records
) -> pl.DataFrame:
    """Add up each data type by currency and reason; a null ``left_out`` is what the figures contain.

    ``amount`` adds up in the currency of the row, so the rows of one currency sum to the total in the file.
    ``base_amount`` is that of the figures, null for what is left out.
    """
    return pl.concat(
        [
            _add_up(bills, "bills", "bills_count", "bills_amount"),
            _add_up(payments, "payments", "payments_count", "payments_amount"),
            _add_up(direct_costs, "direct_costs", "rows", "direct_costs_amount"),
            _add_up_credit_notes(credit_notes),
        ]
    ).sort(pl.col("data_type").cast(pl.Enum(ORDER)), "currency", "left_out", nulls_last=False)


def _add_up(cube: pl.DataFrame, data_type: str, count: str, amount: str) -> pl.DataFrame:
    is_counted = pl.col("left_out").is_null()
    return (
        cube.group_by(pl.col("currency").fill_null(NO_CURRENCY), "left_out")
        .agg(
            count=pl.col(count).sum(),
            amount=pl.col("recorded_amount").sum(),
            base_amount=pl.when(is_counted.all()).then(pl.col(amount).sum()),
        )
        .select(pl.lit(data_type).alias("data_type"), *COLUMNS[1:])
    )


def _add_up_credit_notes(credit_notes: Records) -> pl.DataFrame:
    summed = credit_notes.group_by("currency").agg(count=nw.len(), amount=recorded("total_amount"))
    return fetch(summed, {"count": COUNT, "amount": MONEY}).select(
        data_type=pl.lit("credit_notes"),
        currency=pl.col("currency").fill_null(NO_CURRENCY),
        left_out=pl.lit(str(LeftOut.CREDIT_NOTE)),
        count="count",
        amount="amount",
        base_amount=pl.lit(None, dtype=MONEY),
    )
