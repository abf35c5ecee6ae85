"""The resolved records as the snapshot keeps them: keys in place of indexes, days beside dates."""

import polars as pl

from ledgerlift.records import SNAPSHOT

# Seven digits keep the keys of ten million records in the order of the files when they are sorted as text.
KEY_DIGITS = 7
PREFIXES = {"supplier": "S", "bill": "B", "payment": "P", "expense": "E"}
# Where a table's days come from.
DAYS = {"issue_day": ("issue_date", "date"), "due_day": ("due_date",), "settled_day": ("settled_on",),
        "payment_day": ("payment_date",)}  # fmt: skip


def snapshot_table(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Give the columns of one snapshot table that ``frame`` can fill, in their order.

    A column ``supplier_key`` comes from the index ``supplier``, and so on; a null index has no key. A ``*_day`` column
    counts the days of its date since 1970-01-01.
    """
    columns = {}
    for column in SNAPSHOT[name]:
        index, dates = column.removesuffix("_key"), DAYS.get(column, ())
        date = next((date for date in dates if date in frame), None)
        if column in frame:
            columns[column] = pl.col(column)
        elif column.endswith("_key") and index in frame:
            columns[column] = pl.lit(write_keys(frame[index]))
        elif date:
            columns[column] = pl.col(date).to_physical().cast(pl.Int32)
    return frame.select(**columns)


def write_keys(indexes: pl.Series) -> pl.Series:
    """Write indexes as keys that are unique in a snapshot: ``B0000001`` is the first bill; null stays null."""
    # Each key is written once, and taken as often as it is needed.
    last = indexes.to_frame().select(pl.all().max().fill_null(0)).item()
    number = pl.int_range(1, last + 2).cast(pl.String).str.zfill(KEY_DIGITS)
    return pl.select(PREFIXES[indexes.name] + number).to_series().gather(indexes)
