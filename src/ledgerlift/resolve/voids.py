"""Documents that cancel each other: one entered, one reversing it under the same number."""

import polars as pl

from ledgerlift.records import BillStatus, DataType, DocumentType
from ledgerlift.resolve.documents import supplier_of
from ledgerlift.resolve.identities import IDENTITIES, Identity

VOID = str(BillStatus.VOID)
# A credit note or a refund is a document of its own, even where it borrows the number of what it credits.
OWN_DOCUMENTS = (str(DocumentType.CREDIT_NOTE), str(DocumentType.REFUND))


def drop_voided(frame: pl.DataFrame, data_type: DataType) -> pl.DataFrame:
    """Leave out documents whose status is void, and those that reverse them."""
    if data_type not in IDENTITIES or "status" not in frame:
        return frame
    is_void = (frame["status"] == VOID).fill_null(value=False)
    if not is_void.any():
        return frame
    # A pair adds up to nothing, so leaving out both halves is right whichever of them is called void.
    paired = find_void_pairs(frame.with_columns(supplier_of(frame).alias("supplier")), IDENTITIES[data_type])
    return frame.filter(~is_void & ~paired)


def find_void_pairs(frame: pl.DataFrame, identity: Identity) -> pl.Series:
    """Tell for each record whether its negative twin is there: same supplier, number and currency, opposite amount.

    ``frame`` has ``supplier``; each record pairs off with one twin only, in the order of the file.
    """
    amount = identity.amount
    numbers = [field for field in identity.numbers if field in frame]
    nothing = pl.repeat(value=False, n=frame.height, eager=True)
    if not numbers or amount not in frame or not (frame[amount] < 0).any():
        return nothing
    currency = pl.col("currency") if "currency" in frame else pl.lit(None, dtype=pl.String)
    is_own = pl.col("document_type").is_in(OWN_DOCUMENTS) if "document_type" in frame else pl.lit(value=False)
    keys = ["supplier", "number", "currency", "size"]
    documents = (
        frame.with_row_index("place")
        .select(
            "place",
            "supplier",
            pl.coalesce(numbers).alias("number"),
            currency.alias("currency"),
            pl.col(amount).abs().alias("size"),
            (pl.col(amount) < 0).alias("is_negative"),
            is_own.fill_null(value=False).alias("is_own"),
        )
        .filter(pl.col("number").is_not_null(), pl.col("size") > 0, ~pl.col("is_own"))
    )
    negative = documents.filter("is_negative")
    positive = documents.filter(~pl.col("is_negative")).join(
        negative, on=keys, how="semi", nulls_equal=True, maintain_order="left"
    )
    turn = pl.int_range(pl.len()).over(keys).alias("turn")
    pairs = positive.with_columns(turn).join(
        negative.with_columns(turn), on=[*keys, "turn"], how="inner", nulls_equal=True
    )
    voided = pl.concat([pairs["place"], pairs["place_right"]])
    return nothing.scatter(voided, values=True) if voided.len() else nothing
