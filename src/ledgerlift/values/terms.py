"""Payment terms: the days a supplier gives, out of the words for them."""

import polars as pl

from ledgerlift.values import text, words
from ledgerlift.values.distinct import Column, on_distinct


def parse_terms(column: Column) -> Column:
    """Give the days until payment is due (Net 30, 30 jours, 2% 10 Net 30: 30; due on receipt: 0); null if unknown."""
    return on_distinct(column, _read, pl.Int32)


def are_terms(texts: pl.Series) -> pl.Series:
    """Tell the texts that are payment terms in words; a bare number is none."""
    return _read(texts).is_not_null() & texts.str.contains(r"\p{L}")


def _read(texts: pl.Series) -> pl.Series:
    rows = pl.DataFrame({"text": text.words_of(texts)})
    found = []
    for entry in words.load("terms")["patterns"]:
        if "days" in entry:
            found.append(
                pl.when(pl.col("text").str.contains(entry["pattern"])).then(pl.lit(entry["days"], dtype=pl.Int32))
            )
        else:
            days = pl.col("text").str.extract(entry["pattern"]).cast(pl.Int32, strict=False)
            found.append(days * entry.get("times", 1))
    return rows.select(pl.coalesce(found).alias("days")).to_series()
