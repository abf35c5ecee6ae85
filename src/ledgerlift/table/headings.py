"""Rows under a header that are headings themselves, of another kind of row or printed anew in other words."""

import polars as pl

from ledgerlift.table.captions import is_known, tidy_caption
from ledgerlift.table.grid import Grid, texts_of
from ledgerlift.table.ordinary import Ordinary
from ledgerlift.table.vocabulary import Vocabulary

_MAX_ROWS = 500


def judge_headings(body: Grid, facts: pl.DataFrame, ordinary: Ordinary, vocabulary: Vocabulary) -> pl.DataFrame:
    """Give the reason "repeated_header" to rows of nothing but known headings, in tables that hold dates or amounts."""
    if not ordinary.money and not ordinary.dates:
        return facts
    has_value = (pl.col("numbers") > 0) | (pl.col("dates") > 0)
    rows = facts.filter(pl.col("reason").is_null() & ~has_value & (pl.col("words") > 1))["row"].head(_MAX_ROWS)
    found = [
        row for row, texts in zip(rows, texts_of(body.cells[rows]), strict=True)
        if all(is_known(tidy_caption(text), vocabulary) for text in texts.values())
    ]  # fmt: skip
    is_heading = pl.col("row").is_in(found)
    return facts.with_columns(reason=pl.when(is_heading).then(pl.lit("repeated_header")).otherwise("reason"))
