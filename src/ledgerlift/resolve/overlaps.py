"""Files of one data type that overlap: two exports of neighbouring months may both hold a document."""

import polars as pl

from ledgerlift.resolve.identities import Identity


def find_repeated(frame: pl.DataFrame, identity: Identity) -> pl.Series:
    """Tell for each record whether an earlier file has it already: same supplier, number, date, amount and currency.

    What one file holds twice is left alone: there it may be two postings.
    """
    nothing = pl.repeat(value=False, n=frame.height, eager=True)
    numbers = [field for field in identity.numbers if field in frame]
    if frame["file"].n_unique() < 2 or not numbers:
        return nothing
    same = [field for field in (identity.date, identity.amount, "currency") if field in frame]
    documents = frame.select("supplier", pl.coalesce(numbers).alias("number"), *same, "file", "sheet")
    place = pl.struct("file", "sheet")
    is_later = place != place.first().over("supplier", "number", *same)
    return documents.select((is_later & pl.col("number").is_not_null()).fill_null(value=False)).to_series()
