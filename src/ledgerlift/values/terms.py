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
    known, plain = words.load("terms"), pl.col("text")
    days = [
        plain.str.extract(entry["pattern"]).cast(pl.Int32, strict=False) * entry.get("times", 1)
        for entry in known["counted"]
    ]
    at_once = pl.when(plain.str.contains(rf"\b(?:{'|'.join(known['at_once'])})\b")).then(pl.lit(0, dtype=pl.Int32))
    return pl.DataFrame({"text": text.words_of(texts)}).select(pl.coalesce(*days, at_once)).to_series()
