"""How payments and direct costs were paid: as the software records it, and as we work it out."""

import polars as pl

from ledgerlift.records import DataType
from ledgerlift.resolve.collect import with_fields
from ledgerlift.values.payment_methods import Source, infer, method_from_text, recorded_method

# Where a data type names the account money went from, and where it holds free text, the likeliest first.
ACCOUNTS = {DataType.PAYMENTS: "bank_account_name", DataType.DIRECT_COSTS: "payment_account"}
NOTES = ("note", "reference")


def add_methods(frame: pl.DataFrame, data_type: DataType) -> pl.DataFrame:
    """Add ``recorded_method`` (null where the software states none), ``inferred_method`` and ``method_basis``.

    A ``recorded_method`` that is there already, read with the software's own codes, is kept.
    """
    account = ACCOUNTS[data_type]
    texts = with_fields(frame, data_type, ("payment_method", account, *NOTES))
    stated = recorded_method(pl.col("payment_method"))
    if "recorded_method" in frame:
        stated = pl.coalesce("recorded_method", stated)
    # Each place is looked at only where those that count more say nothing: notes are long, and nearly all differ.
    found = texts.with_columns(stated.alias("recorded_method"))
    is_open = pl.col("recorded_method").is_null()
    found = found.with_columns(search(account, "account", is_open).alias("of_account"))
    is_open &= pl.col("of_account").is_null()
    found = found.with_columns(pl.coalesce(search(note, "note", is_open) for note in NOTES).alias("of_note"))
    inferred, basis = infer(pl.col("recorded_method"), pl.col("of_account"), pl.col("of_note"))
    methods = found.select("recorded_method", inferred_method=inferred, method_basis=basis)
    return frame.with_columns(methods.get_columns())


def search(field: str, source: Source, where: pl.Expr) -> pl.Expr:
    """Look in a text for a method, in some of the records only."""
    return method_from_text(pl.when(where).then(pl.col(field)), source=source)
