"""Each supplier's most common payment method, by count and by amount."""

import polars as pl

from ledgerlift.records import Method

# The last tie-break: a fixed order, so that the answer does not depend on the order of the rows.
ORDER = pl.Enum([str(method) for method in Method])

CATEGORIES = {
    Method.CREDIT_CARD: "Card",
    Method.DEBIT_CARD: "Card",
    Method.BANK_TRANSFER: "Non-Card",
    Method.CHECK: "Non-Card",
    Method.CASH: "Non-Card",
    Method.OTHER: "Unknown",
    Method.UNKNOWN: "Unknown",
}


def find_most_common(payments: pl.DataFrame, direct_costs: pl.DataFrame) -> pl.DataFrame:
    """Give a row a supplier with ``recorded_method``, ``biggest_count_...`` and ``biggest_spend_payment_method``.

    Bill payments and direct costs count alike, one a transaction. Suppliers with neither have no row. Unknown competes:
    a supplier paid three times in an unknown way and once by cheque is Unknown.
    """
    used = pl.concat(
        [
            payments.select(
                "supplier_key", "recorded_method", "inferred_method", count="payments_count", amount="payments_amount"
            ),
            direct_costs.select(
                "supplier_key", "recorded_method", "inferred_method", count="rows", amount="direct_costs_amount"
            ),
        ]
    )
    by_count = _rank(used, "inferred_method", ["count", "amount"], "biggest_count_payment_method")
    by_spend = _rank(used, "inferred_method", ["amount", "count"], "biggest_spend_payment_method")
    recorded = used.filter(pl.col("recorded_method").is_not_null())
    by_record = _rank(recorded, "recorded_method", ["count", "amount"], "recorded_method")
    return by_count.join(by_spend, on="supplier_key").join(by_record, on="supplier_key", how="left")


def _rank(used: pl.DataFrame, method: str, by: list[str], name: str) -> pl.DataFrame:
    return (
        used.group_by("supplier_key", pl.col(method).cast(ORDER).alias(name))
        .agg(pl.col("count").sum(), pl.col("amount").sum())
        .sort("supplier_key", *by, name, descending=[False, True, True, False])
        .unique("supplier_key", keep="first", maintain_order=True)
        .select("supplier_key", pl.col(name).cast(pl.String))
    )
