"""Files of one data type that overlap: two exports of neighbouring months may both hold a document."""

from collections.abc import Sequence

import polars as pl


def find_repeated(frame: pl.DataFrame, numbers: Sequence[str], amount: str, date: str) -> pl.Series:
    """Tell for each record whether an earlier file has it already: same supplier, number, date, amount and currency.

    What one file holds twice is left alone: there it may be two postings.
    """
    nothing = pl.repeat(value=False, n=frame.height, eager=True)
    numbers = [field for field in numbers if field in frame]
    if frame["file"].n_unique() < 2 or not numbers:
        return nothing
    keys = ["supplier", "number", *[field for field in (date, amount, "currency") if field in frame]]
    documents = frame.select(*keys[:1], pl.coalesce(numbers).alias("number"), *keys[2:], "file", "sheet")
    place = pl.struct("file", "sheet")
    is_later = place != place.first().over(keys)
    return documents.select((is_later & pl.col("number").is_not_null()).fill_null(value=False)).to_series()
