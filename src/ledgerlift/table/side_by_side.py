"""Tables that stand side by side in one sheet."""

from collections.abc import Sequence

from ledgerlift.table.grid import Grid
from ledgerlift.table.header import Header, find_header
from ledgerlift.table.vocabulary import Vocabulary

_MIN_COLUMNS = 3


def split_columns(grid: Grid, vocabulary: Vocabulary) -> Sequence[Grid]:
    """Split a sheet at blank columns when the parts are tables of their own; else give it whole.

    Reports leave columns blank between those of one table too. Parts are tables of their own when each has a header,
    and either all name the same columns or one goes on, full of data, well below the end of another.
    """
    blocks = _blocks(grid.positions)
    if len(blocks) < 2 or min(map(len, blocks)) < _MIN_COLUMNS:
        return [grid]
    parts = [grid.columns(block) for block in blocks]
    headers = [header for part in parts if (header := find_header(part, vocabulary)) is not None]
    if len(headers) < len(parts) or not (_name_the_same(headers) or _end_apart(parts)):
        return [grid]
    return parts


def _blocks(positions: Sequence[int]) -> list[list[int]]:
    """Part positions into runs of neighbours."""
    blocks: list[list[int]] = []
    for position in positions:
        if blocks and position == blocks[-1][-1] + 1:
            blocks[-1].append(position)
        else:
            blocks.append([position])
    return blocks


def _name_the_same(headers: Sequence[Header]) -> bool:
    first = {text.casefold() for text in headers[0].captions.values()}
    others = ({text.casefold() for text in header.captions.values()} for header in headers[1:])
    return all(len(first & other) * 2 >= min(len(first), len(other)) for other in others)


def _end_apart(parts: Sequence[Grid]) -> bool:
    """Say whether one part goes on, with full rows, where another has ended."""
    ends = [int((part.widths > 0).arg_true()[-1]) for part in parts]
    longest = parts[ends.index(max(ends))]
    beyond = longest.widths[min(ends) + 1 :]
    return int((beyond + 1 >= longest.cells.width).sum()) >= max(3, 0.2 * max(ends), 0.5 * len(beyond))
