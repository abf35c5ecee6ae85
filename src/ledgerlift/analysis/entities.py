"""Spend by child company, when the books hold several."""

import polars as pl


def analyse_entities(bills: pl.DataFrame, direct_costs: pl.DataFrame) -> pl.DataFrame:
    """Give a row a child company, most spend first; no rows when the records name fewer than two.

    An entity is told by its id, or by its name where no id is recorded. What names none stands in a row without either.
    """
    spend = pl.concat(
        [
            bills.select("left_out", "entity_id", "entity_name", "bills_amount"),
            direct_costs.select("left_out", "entity_id", "entity_name", "direct_costs_amount"),
        ],
        how="diagonal",
    ).filter(pl.col("left_out").is_null())
    entities = (
        spend.group_by(entity=pl.coalesce("entity_id", "entity_name"))
        .agg(
            pl.col("entity_id").drop_nulls().first(),
            # One id can be written with several names; the first in the alphabet does not depend on the row order.
            pl.col("entity_name").min(),
            pl.col("bills_amount", "direct_costs_amount").sum(),
        )
        .with_columns(total_spend=pl.col("bills_amount") + pl.col("direct_costs_amount"))
        .sort("total_spend", "entity", descending=[True, False])
    )
    is_multi_entity = entities["entity"].n_unique() - entities["entity"].is_null().any() > 1
    return (entities if is_multi_entity else entities.clear()).drop("entity")
