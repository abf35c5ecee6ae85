"""How payments and direct costs were paid: as the software records it, and as we work it out."""

import polars as pl

from ledgerlift.records import DataType
from ledgerlift.resolve.collect import with_fields
from ledgerlift.values.payment_methods import infer, method_from_text, recorded_method

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
    found = texts.select(
        recorded_method=stated,
        account=method_from_text(pl.col(account), source="account"),
        note=pl.coalesce(method_from_text(pl.col(note), source="note") for note in NOTES),
    )
    inferred, basis = infer(pl.col("recorded_method"), pl.col("account"), pl.col("note"))
    methods = found.select("recorded_method", inferred_method=inferred, method_basis=basis)
    return frame.with_columns(methods.get_columns())
