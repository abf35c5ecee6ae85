"""Rows of a few words that are no caption, total or furniture by their words: judged by where they stand."""

import polars as pl

from ledgerlift.table.grid import all_but
from ledgerlift.table.ordinary import Ordinary


def judge_loose_rows(facts: pl.DataFrame, ordinary: Ordinary, height: int) -> pl.DataFrame:
    """Give a reason to rows of words alone: above the first record and below the last, or wrapped onto a second line.

    Between records a row is data unless it goes on with the text of the record above it, or says before the first of a
    group what each record of the group says again.
    """
    has_values = bool(ordinary.money or ordinary.dates)
    is_open = pl.col("reason").is_null()
    has_number = (pl.col("numbers") > 0) & (pl.col("width") > 1)
    is_empty = is_open & (pl.col("money") == 0) & (pl.col("dates") == 0) & ~has_number
    # In a list of names and addresses a short row may well be a record of which little is known.
    is_short = pl.col("is_hollow") if has_values else (pl.col("keys") == 0) & (pl.col("width") < 3)
    is_loose = is_empty & is_short & (pl.col("of_keys") > 0)
    # Instructions for a template say what each column may hold, in a column of their own or right under the header.
    used = [position for position, column in ordinary.columns.items() if column.share > 0.02]
    is_aside = is_empty & (~pl.col("label_at").is_in(used) | (pl.col("misfits") > 1))
    records = _find_rows(facts, ~is_open | is_loose | is_aside, height)
    if not len(records):
        return facts
    end = _find_end(facts, is_open & ~(is_empty if has_values else is_loose), height)
    few = facts.select(is_loose.sum()).item() * 2 <= len(records)
    return facts.with_columns(
        reason=pl.when(is_aside & (pl.col("row") < records[0])).then(pl.lit("page_furniture"))
        .when(is_empty & (pl.col("row") > end) & (pl.col("keys") * 2 <= pl.col("of_keys"))).then(pl.lit("footer"))
        .when(is_loose & (pl.col("row") > records[-1])).then(pl.lit("footer"))
        .when(is_empty & pl.col("echoes") & has_values).then(pl.lit("group"))
        .when(is_loose & _is_wrapped(ordinary) & few & has_values).then(pl.lit("wrapped"))
        .otherwise("reason")
    )  # fmt: skip


def _find_rows(facts: pl.DataFrame, against: pl.Expr, height: int) -> pl.Series:
    """Find the rows that some test does not rule out."""
    return all_but(facts.filter(against)["row"], height).arg_true()


def _find_end(facts: pl.DataFrame, is_record: pl.Expr, height: int) -> int:
    """Find the row that ends the table: the first total or blank row below the last sure record."""
    sure = _find_rows(facts, ~is_record, height)
    last = int(sure[-1]) if len(sure) else -1
    ends = facts.filter((pl.col("row") > last) & pl.col("reason").is_not_null())["row"]
    return int(ends[0]) if len(ends) else height


def _is_wrapped(ordinary: Ordinary) -> pl.Expr:
    """Test whether a row holds but the rest of a long text of the row above: one cell, under a column of texts."""
    # Under the first column it could as well be a record whose other cells are empty.
    under = [
        position for position, column in ordinary.columns.items()
        if column.shape in {None, "text"} and column.share >= 0.3 and position != min(ordinary.columns)
    ]  # fmt: skip
    return (pl.col("width") == 1) & (pl.col("numbers") == 0) & pl.col("goes_on") & pl.col("label_at").is_in(under)
