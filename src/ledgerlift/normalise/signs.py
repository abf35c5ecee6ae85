"""Signs: what is owed or paid out is positive, credit notes and refunds are negative.

Files print debts as minus or plus, credit notes as plus beside their type, paid amounts against their total. Which it
is shows only over all rows of a kind, so the amounts of a kind are turned together or not at all.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ledgerlift.records import WHO, DocumentType

ORDINARY = "ordinary"
# Documents that keep a sign of their own in a list of several kinds, and the sign they must come out with.
SIGNS = {
    str(DocumentType.PAYMENT): 1,
    str(DocumentType.DIRECT_COST): 1,
    str(DocumentType.CREDIT_NOTE): -1,
    str(DocumentType.REFUND): -1,
}


def settle_signs(frame: pl.DataFrame, amounts: Sequence[str]) -> pl.DataFrame:
    """Turn amounts where most of their kind have the wrong sign.

    ``amounts`` are the amount fields, the main one first. Of each kind of document the main amounts must mostly be
    positive (credit notes and refunds: negative), and the other amounts must mostly have the sign of the main one.
    """
    if not amounts or frame.is_empty():
        return frame
    kind = kind_of(frame)
    voters = heads_of(frame)
    measures = [measure for field in amounts for measure in weigh(field, amounts[0])]
    if kind is None:
        votes = voters.select(pl.lit(ORDINARY).alias("kind"), *measures)
    else:
        votes = voters.group_by(kind.alias("kind")).agg(measures)
    turned: dict[str, list[str]] = {field: [] for field in amounts}
    for vote in votes.iter_rows(named=True):
        for field in find_wrong(vote, amounts):
            turned[field].append(vote["kind"])
    return frame.with_columns(
        pl.when(pl.lit(value=True) if kind is None else kind.is_in(kinds))
        .then(-pl.col(field))
        .otherwise(field)
        .alias(field)
        for field, kinds in turned.items()
        if kinds
    )


def heads_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the rows that name a supplier, where any do; lines below them may have amounts the other way round."""
    named = [pl.col(field).is_not_null() for field in WHO if field in frame]
    heads = frame.filter(pl.any_horizontal(named)) if named else frame
    return heads if heads.height else frame


def kind_of(frame: pl.DataFrame) -> pl.Expr | None:
    """Name the kind of each row; None when there are no kinds. Any other type than those of ``SIGNS`` is ordinary."""
    if "document_type" not in frame:
        return None
    return pl.when(pl.col("document_type").is_in([*SIGNS])).then("document_type").otherwise(pl.lit(ORDINARY))


def weigh(field: str, main: str) -> list[pl.Expr]:
    """Weigh the sign of an amount by rows and by sum: against the sign of the main one, and where there is none.

    The main amount itself always stands alone.
    """
    amount, lead = pl.col(field), pl.col(main)
    if field == main:
        weights = {"alone": amount}
    else:
        against = pl.when(lead > 0).then(amount).when(lead < 0).then(-amount)
        weights = {"against": against, "alone": pl.when(lead.is_null() | (lead == 0)).then(amount)}
    return [measure for how, weight in weights.items() for measure in count(weight, f"{how}:{field}")]


def count(weight: pl.Expr, name: str) -> tuple[pl.Expr, pl.Expr]:
    """Count how many more rows are positive than negative, and what they add up to."""
    rows = (weight > 0).sum().cast(pl.Int64) - (weight < 0).sum().cast(pl.Int64)
    return rows.alias(f"rows:{name}"), weight.sum().alias(f"sum:{name}")


def find_wrong(vote: Mapping[str, Any], amounts: Sequence[str]) -> list[str]:
    """List the amounts of one kind that have the wrong sign.

    Rows and sum must both say so: a short list of one bill and two credit notes has more negative rows, but not a
    negative sum.
    """
    main, *others = amounts
    sign = SIGNS.get(vote["kind"], 1)
    wrong = [main] if all(vote[f"{by}:alone:{main}"] * sign < 0 for by in ("rows", "sum")) else []
    # The others were weighed against the main amount as it stood.
    turn = -1 if wrong else 1
    for field in others:
        votes = [vote[f"{by}:against:{field}"] * turn + vote[f"{by}:alone:{field}"] * sign for by in ("rows", "sum")]
        if all(weight < 0 for weight in votes):
            wrong.append(field)
    return wrong
