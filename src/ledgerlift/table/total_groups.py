"""Groups that only their totals name: "Total for ACME Ltd" under the rows of ACME Ltd."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ledgerlift.table.grid import Grid
from ledgerlift.table.group_captions import plain_name
from ledgerlift.table.groups import Groups, NamedTotal
from ledgerlift.table.ordinary import Ordinary

_SAMPLE = 50


def group_by_totals(
    body: Grid, totals: Sequence[NamedTotal], ranges: Mapping[int, tuple[int, int]], ordinary: Ordinary
) -> Groups:
    """Take the names on totals for the rows above each, where the rows themselves do not say what they belong to."""
    named = [total for total in totals if total.name and total.row in ranges]
    bounds = sorted(ranges[total.row] for total in named)
    is_apart = all(one[1] < other[0] for one, other in pairwise(bounds))
    if len({plain_name(total.name) for total in named}) < 2 or not is_apart:
        return Groups()
    texts = [str(position) for position, column in ordinary.columns.items() if column.shape in {None, "text", "code"}]
    sample = named[:: max(1, len(named) // _SAMPLE)]
    first_rows = body.cells.select(texts)[[ranges[total.row][0] for total in sample]] if texts else None
    told = sum(
        _tells(row, plain_name(total.name)) for row, total in zip(first_rows.iter_rows(), sample, strict=True)
    ) if first_rows is not None else 0  # fmt: skip
    if told * 2 > len(sample):
        return Groups()
    values: list[tuple[int, str | None]] = []
    for total in named:
        values += [(ranges[total.row][0], total.name), (total.row, None)]
    return Groups({(min(body.positions), "", 0): values})


def _tells(row: Sequence[str | None], name: str) -> bool:
    plain = (plain_name(text) for text in row if text is not None)
    return any(text and (text in name or name in text) for text in plain)
