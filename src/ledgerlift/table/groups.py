"""Groups: a value on a row of its own that holds for the rows under it, or, on a total, for the rows above it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from ledgerlift.table.captions import Captions
from ledgerlift.table.group_captions import ABOVE, GroupCaption, GroupCell, Key, names_entity, plain_name, stated_count
from ledgerlift.table.ordinary import Ordinary
from ledgerlift.table.shape import TYPED, shape_of

# Where a group's value stands, its label, and how many groups around it begin in the same column.
ColumnKey = tuple[int, str, int]
# A lone row of more words is a remark.
_MAX_WORDS = 5


@dataclass(frozen=True)
class NamedTotal:
    """A total, and the name of what it is of; an empty name when it does not say."""

    row: int
    name: str


@dataclass(frozen=True)
class Groups:
    """The groups of a table, its rows counted from 0.

    ``values`` gives, for each column, the rows from which on a value holds; None ends it. ``captions`` are the rows
    that head a group, ``starts`` those of them that do not merely head it again on the next page; ``ranges`` are the
    first row and the row after the last that a total of a group stands for.
    """

    values: Mapping[ColumnKey, Sequence[tuple[int, str | None]]] = field(default_factory=dict)
    captions: frozenset[int] = frozenset()
    starts: Sequence[int] = ()
    ranges: Mapping[int, tuple[int, int]] = field(default_factory=dict)


def find_groups(
    candidates: Sequence[GroupCaption], totals: Sequence[NamedTotal], is_data: pl.Series, ordinary: Ordinary,
    captions: Captions,
) -> Groups:  # fmt: skip
    """Find which rows of words head groups, and from where to where each value holds."""
    named = {plain_name(total.name) for total in totals}
    by_key: dict[Key, list[GroupCaption]] = defaultdict(list)
    for caption in candidates:
        by_key[caption.key].append(caption)
    kept: list[GroupCaption] = []
    for alike in by_key.values():
        heads_data = bool(is_data[alike[0].row + 1 :].any())
        heading = captions.get(alike[0].begin[0], "")
        if heads_data and _are_captions(alike, named, is_data, ordinary, heading):
            kept += alike
    kept.sort(key=lambda caption: caption.row)
    # Rows of words that begin only below the first data row go on with a record, or are records themselves.
    if not kept or is_data[: kept[0].row + 1].any():
        return Groups()
    return _Follower(kept, totals, is_data).follow()


def _are_captions(
    captions: Sequence[GroupCaption], named: set[str], is_data: pl.Series, ordinary: Ordinary, heading: str
) -> bool:
    """Say whether rows of one key head groups: something must set them off from records that lack their values."""
    column = ordinary.columns.get(captions[0].begin[0])
    is_aside = (
        column is None or column.share <= 0.05 or column.shape in TYPED
        or (column.shape == "code" and all(shape_of(caption.cells[0].value) == "text" for caption in captions))
    )  # fmt: skip
    label = captions[0].cells[0].label
    is_totalled = sum(not caption.names.isdisjoint(named) for caption in captions) * 2 >= len(captions)
    states_sum = captions[0].states_sum
    if len(captions) == 1:
        is_short = len(captions[0].cells[0].value.split()) <= _MAX_WORDS
        is_name = not label and (is_short or names_entity(heading))
        is_vetted = captions[0].row == ABOVE
        return is_totalled or states_sum or is_vetted or names_entity(label) or (is_aside and is_name)
    is_parted = not any(caption.row > 0 and is_data[caption.row - 1] for caption in captions)
    is_counted = all(stated_count(caption.cells[0].value) is not None for caption in captions)
    return is_aside or bool(label) or is_totalled or states_sum or is_parted or is_counted


class _Follower:
    """Goes down the captions and totals of a table, keeping the groups that are open."""

    def __init__(self, captions: Sequence[GroupCaption], totals: Sequence[NamedTotal], is_data: pl.Series) -> None:
        self._captions = captions
        self._totals = totals
        self._height = len(is_data)
        rows = [caption.row for caption in captions]
        above = is_data.cast(pl.Int64).cum_sum()[[max(0, row) for row in rows]].to_list()
        self._data_above: Mapping[int, int] = dict(zip(rows, above, strict=True))
        self._closings = sorted((plain_name(total.name), total.row) for total in totals if total.name)
        self._open: list[GroupCaption] = []
        self._starts: list[int] = []
        self._values: dict[ColumnKey, list[tuple[int, str | None]]] = defaultdict(list)
        self._ranges: dict[int, tuple[int, int]] = {}

    def follow(self) -> Groups:
        events: list[GroupCaption | NamedTotal] = sorted([*self._captions, *self._totals], key=lambda event: event.row)
        for event in events:
            if isinstance(event, NamedTotal):
                self._meet_total(event)
            elif not (self._open and self._open[-1].cells == event.cells):  # else printed again, on the next page
                self._meet_caption(event)
        self._close(0, self._height)
        captions = frozenset(caption.row for caption in self._captions if caption.row >= 0)
        return Groups(self._values, captions, self._starts, self._ranges)

    def _meet_caption(self, caption: GroupCaption) -> None:
        self._close(self._count_kept(caption), caption.row)
        self._open.append(caption)
        self._starts.append(max(0, caption.row))
        for cell in caption.cells:
            self._values[self._column(cell)].append((max(0, caption.row), cell.value))

    def _meet_total(self, total: NamedTotal) -> None:
        depth = self._find_named(plain_name(total.name))
        if depth is not None:
            self._ranges[total.row] = (max(0, self._open[depth].row), total.row)
            self._close(depth, total.row)

    def _find_named(self, name: str) -> int | None:
        """Find the innermost open group that a total names, whole or in part."""
        depths = range(len(self._open) - 1, -1, -1)
        exact = (depth for depth in depths if name in self._open[depth].names)
        alike = (
            depth for depth in depths
            if any(len(own) > 3 and (own in name or name in own) for own in self._open[depth].names)
        )  # fmt: skip
        return next(exact, next(alike, None)) if name else None

    def _count_kept(self, caption: GroupCaption) -> int:
        """Say how many of the open groups stay open when a caption comes."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].key == caption.key:
                return depth + 1 if self._closes_below(self._open[depth], caption.row) else depth
        depth = len(self._open)
        # A caption further left, after data, begins a group beside the open one and not within it.
        while depth and self._is_beside(self._open[depth - 1], caption):
            depth -= 1
        return depth

    def _is_beside(self, upper: GroupCaption, lower: GroupCaption) -> bool:
        return upper.begin > lower.begin and self._data_above[lower.row] > self._data_above[upper.row]

    def _closes_below(self, caption: GroupCaption, row: int) -> bool:
        """Say whether a total below a row names an open group: then what comes meanwhile lies within it."""
        for name in caption.names:
            start = bisect_left(self._closings, (name, 0))
            for closing, total in self._closings[start : start + 5]:
                if closing.startswith(name) and total > row:
                    return True
        return False

    def _close(self, depth: int, row: int) -> None:
        while len(self._open) > depth:
            caption = self._open[-1]
            for cell in caption.cells:
                self._values[self._column(cell)].append((row, None))
            if caption.states_sum:
                self._ranges[caption.row] = (caption.row, row)
            self._open.pop()

    def _column(self, cell: GroupCell) -> ColumnKey:
        outer = self._open[:-1]
        return cell.position, cell.label, sum(cell.position in {own.position for own in one.cells} for one in outer)
