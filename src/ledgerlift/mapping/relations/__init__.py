"""What columns say about each other: sums, order in time, one naming the other."""

import polars as pl

from ledgerlift.mapping.relations import amounts, texts
from ledgerlift.mapping.relations.model import (
    Carries,
    EitherOr,
    Heads,
    Later,
    Lines,
    Names,
    Relations,
    Running,
    Scatters,
    Sum,
    Taxed,
    Taxes,
    Typed,
)

SAMPLE_ROWS = 4_000
CODED_ROWS = 200

__all__ = [
    "Carries",
    "EitherOr",
    "Heads",
    "Later",
    "Lines",
    "Names",
    "Relations",
    "Running",
    "Scatters",
    "Sum",
    "Taxed",
    "Taxes",
    "Typed",
    "find_relations",
    "samples_of",
]


def find_relations(spread: Typed, first: Typed) -> Relations:
    """Find the relations between columns, from rows ``spread`` over all of a table and from its ``first`` ones.

    ``samples_of`` takes both; lines of a document stand together and show in the first rows only.
    """
    taxed = amounts.find_taxed(spread.amounts)
    return Relations(
        sums=tuple(amounts.find_sums(spread.amounts)),
        laters=tuple(texts.find_laters(spread.dates)),
        names=tuple(texts.find_names(spread.texts)),
        scatters=tuple(texts.find_scatters(spread.texts)),
        taxed=tuple(taxed),
        taxes=tuple(amounts.find_taxes(spread.amounts, taxed)),
        lines=tuple(texts.find_lines(first.amounts, first.texts)),
        heads=tuple(texts.find_heads(first.texts)),
        carries=tuple(texts.find_carries(first.texts.head(CODED_ROWS))),
        sides=tuple(amounts.find_sides(spread.amounts)),
        running=tuple(amounts.find_running(first.amounts)),
    )


def samples_of(body: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give rows from all over a table, and its first ones: both are the whole of a short table."""
    if body.height <= SAMPLE_ROWS:
        return body, body
    return body.gather_every(-(-body.height // SAMPLE_ROWS)), body.head(SAMPLE_ROWS)
