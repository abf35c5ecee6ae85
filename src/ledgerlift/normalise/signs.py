"""Signs: what is owed or paid out is positive, credit notes and refunds are negative.

Files print debts as minus or plus, credit notes as plus beside their type, paid amounts against their total. Which it
is shows only over all rows of a kind, so the amounts of a kind are turned together or not at all.
"""

import polars as pl

from ledgerlift.records import DocumentType

ORDINARY = "ordinary"
# Which documents keep a sign of their own in a list of several kinds, and which sign they must come out with.
KINDS = {
    str(DocumentType.PAYMENT): 1,
    str(DocumentType.DIRECT_COST): 1,
    str(DocumentType.CREDIT_NOTE): -1,
    str(DocumentType.REFUND): -1,
}


def settle_signs(frame: pl.DataFrame, amounts: list[str]) -> pl.DataFrame:
    """Turn amounts where most of their kind have the wrong sign.

    ``amounts`` are the amount fields, the main one first. Of each kind of document the main amounts must mostly be
    positive (credit notes and refunds: negative), and the other amounts must mostly have the sign of the main one.
    """
    if not amounts:
        return frame
    frame = frame.with_columns(kind_of(frame).alias("kind"))
    main, *others = amounts
    expected = pl.col("kind").replace_strict(KINDS, default=1, return_dtype=pl.Int8)
    frame = turn(frame, main, expected)
    for field in others:
        frame = turn(frame, field, pl.col(main).sign().cast(pl.Int8))
    return frame.drop("kind")


def kind_of(frame: pl.DataFrame) -> pl.Expr:
    """Name the kind of each row: those without a document type, or with any other, are ordinary."""
    if "document_type" not in frame:
        return pl.lit(ORDINARY)
    kinds = list(KINDS)
    return pl.when(pl.col("document_type").is_in(kinds)).then("document_type").otherwise(pl.lit(ORDINARY))


def turn(frame: pl.DataFrame, field: str, expected: pl.Expr) -> pl.DataFrame:
    """Turn a field's sign for the kinds that have it against what is expected, by the rows and by their sum.

    Both must say so: a short list of one bill and two credit notes has more negative rows, but not a negative sum.
    """
    agreement = pl.col(field).sign().cast(pl.Int8) * expected
    sums = frame.group_by("kind").agg(rows=agreement.sum(), amount=(pl.col(field) * expected).sum())
    against = sums.filter(pl.col("rows") < 0, pl.col("amount") < 0)["kind"].to_list()
    if not against:
        return frame
    return frame.with_columns(pl.when(pl.col("kind").is_in(against)).then(-pl.col(field)).otherwise(field).alias(field))
