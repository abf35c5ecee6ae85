"""Names looked up whatever their case, accents and punctuation."""

from collections.abc import Iterable, Mapping

import polars as pl

from ledgerlift.values import text


def fold_keys(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Make a lookup of names as ``text.words_of`` writes them; a name that means two things is left out."""
    table = pl.DataFrame(list(pairs), schema={"name": pl.String, "value": pl.String}, orient="row")
    folded = table.select(text.words_of(table["name"]), "value").filter(pl.col("name") != "")
    single = folded.group_by("name").agg(pl.col("value").unique()).filter(pl.col("value").list.len() == 1)
    return dict(single.select("name", pl.col("value").list.first()).iter_rows())


def look_up(texts: pl.Series, known: Mapping[str, str]) -> pl.Series:
    """Give what each text is known as, or null; the keys of ``known`` are written as ``text.words_of`` writes them."""
    return text.words_of(texts).replace_strict(known, default=None, return_dtype=pl.String)
