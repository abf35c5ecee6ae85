"""A bill's number that few rows have, beside a number that all have: the supplier's own and the program's."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace

from ledgerlift.mapping.heading_evidence import HeadingEvidence
from ledgerlift.mapping.value_evidence import weigh_rarity
from ledgerlift.mapping.weight import Weight
from ledgerlift.table.model import Column
from ledgerlift.values.profile import ColumnProfile

KNOWN, OWN = "bill_number", "bill_id"
RARE, FULL = 0.2, 0.9  # shares of rows that have the number
SAID_CLEARLY = 1.0


def read_rare_number(
    weights: MutableMapping[tuple[str, str], Weight],
    columns: Sequence[Column],
    profiles: Mapping[str, ColumnProfile],
    headings: Mapping[str, HeadingEvidence],
) -> None:
    """Read a column that says it has the invoice's number as that, though few rows have one.

    Alone such a column numbers next to nothing. But where another column numbers every row, that one is the program's
    own number, whatever else its heading may mean, and no document is without one.
    """
    rare = [
        column.key
        for column in columns
        if 0 < profiles[column.key].filled_share < RARE
        and headings[column.key].is_exact
        and weights[KNOWN, column.key].heading > max(SAID_CLEARLY, weights[OWN, column.key].heading)
    ]
    full = [
        column.key
        for column in columns
        if profiles[column.key].filled_share > FULL
        and weights[OWN, column.key].heading > 0.0
        and weights[OWN, column.key].total > SAID_CLEARLY
    ]
    if not rare or not full:
        return
    number = max(rare, key=lambda key: weights[KNOWN, key].heading)
    known = weights[KNOWN, number]
    weights[KNOWN, number] = replace(known, values=known.values - weigh_rarity(profiles[number]))
    other = max(full, key=lambda key: max(weights[KNOWN, key].total, weights[OWN, key].total))
    known, own = weights[KNOWN, other], weights[OWN, other]
    if known.heading > 0.0:
        weights[OWN, other] = replace(own, heading=max(known.heading, own.heading))
        weights[KNOWN, other] = replace(known, heading=min(known.heading, own.heading) - SAID_CLEARLY)
