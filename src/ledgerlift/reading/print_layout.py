"""Where the columns of a printed report stand: found from all of its records, not from one line.

A column is a run of character places that records fill, a gap one that none of them does. Words that happen to stand
below each other make gaps as well; those are told apart by what is printed above them, and by how often both sides of
a gap are filled.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from ledgerlift.reading.cell_shapes import cell_likelihood
from ledgerlift.reading.print_lines import (
    Alignment,
    Span,
    find_alignment,
    is_rule,
    list_records,
    words,
)

_WIDEST_LINE = 2_000  # far wider than paper
_STRAY = 0.01  # the share of records whose texts may stand in a gap: what overflows its column
_RARE = 0.05  # a column filled in fewer records has to have a caption
_WIDE_GAP = 2
_HEADING_LINES = 4  # so many lines above the first record may hold captions
_LAID_OUT_LINES = 0.4  # the share of lines that have a wide gap, in a text worth looking at
_VALUE = re.compile(r"[-+(]?[\d.,/-]*\d[\d.,/-]*\)?")  # a number or a date in figures
_ALIKE = 0.9
_RULER_FIT = 0.95


@dataclass(frozen=True)
class PrintLayout:
    """The columns of a printed report, from left to right, and how well they fit its lines, from 0 to 1."""

    columns: tuple[Span, ...]
    alignment: Alignment
    score: float


def find_print_layout(lines: Sequence[str]) -> PrintLayout | None:
    """Find the columns that spaces make in some lines; None where the lines are not laid out so."""
    filled = [line for line in lines if not is_rule(line)]
    if max(map(len, filled), default=0) > _WIDEST_LINE:
        return None
    if sum("  " in line.strip() for line in filled) < max(1.0, _LAID_OUT_LINES * len(filled)):
        return None
    alignment = find_alignment(filled)
    records = list_records(filled, alignment) if alignment else []
    if alignment is None or not records:
        return None
    columns = _from_ruler(lines, records) or _from_records(lines, records)
    if len(columns) < 2:
        return None
    return PrintLayout(columns, alignment, _score(filled, records, columns))


def _from_records(lines: Sequence[str], records: Sequence[str]) -> tuple[Span, ...]:
    captions = _captions(lines, records[0])
    columns: list[Span] = []
    for span in _filled_places(records):
        if columns and not _is_own(columns[-1], span, records, captions):
            columns[-1] = Span(columns[-1].begin, span.end)
        else:
            columns.append(span)
    return tuple(columns)


def _filled_places(records: Sequence[str]) -> list[Span]:
    """Give the runs of places that records fill, apart from a few whose texts are too long for their column."""
    width = max(map(len, records))
    allowed = int(_STRAY * len(records))
    filled = [
        len(records) - places.count(" ") > allowed
        for places in zip(*(line.ljust(width) for line in records), strict=True)
    ]
    spans, begin = [], None
    for place, is_filled in enumerate([*filled, False]):
        if is_filled and begin is None:
            begin = place
        elif not is_filled and begin is not None:
            spans.append(Span(begin, place))
            begin = None
    return spans


def _is_own(left: Span, span: Span, records: Sequence[str], captions: Sequence[str]) -> bool:
    """Whether a run of places is a column of its own, and not the last words of the one on its left."""
    cells = [cell for line in records if (cell := line[span.begin : span.end].strip())]
    is_rare = len(cells) < _RARE * len(records)
    if span.begin - left.end >= _WIDE_GAP and not is_rare:
        return True
    if captions:
        return any(_names(left, span, line) for line in captions)
    # Without captions, what stands to the right of a narrow gap must be of a kind of its own.
    return not is_rare and sum(_VALUE.fullmatch(cell) is not None for cell in cells) >= _ALIKE * len(cells)


def _names(left: Span, span: Span, caption_line: str) -> bool:
    """Whether a line of captions has a word that begins or ends where the run does, beside the one on its left."""
    return any(
        word.begin > left.begin
        and (abs(word.begin - span.begin) <= 1 or abs(word.end - span.end) <= 1)
        and any(map(str.isalnum, caption_line[word.begin : word.end]))
        for word in words(caption_line)
    )


def _captions(lines: Sequence[str], first_record: str) -> list[str]:
    """Give the lines right above the first record, from the nearest, up to a blank one."""
    found: list[str] = []
    for line in reversed(lines[: lines.index(first_record)]):
        if is_rule(line):
            if line.strip() or not found:
                continue
            break
        found.append(line)
        if len(found) == _HEADING_LINES:
            break
    return found


def _from_ruler(lines: Sequence[str], records: Sequence[str]) -> tuple[Span, ...] | None:
    """Take the columns from the line of dashes below the captions, where records keep to it."""
    above = lines[: lines.index(records[0])]
    rulers = [spans for line in above if is_rule(line) and len(spans := words(line)) > 2]
    if not rulers:
        return None
    columns = rulers[-1]
    gaps = [Span(one.end, other.begin) for one, other in pairwise(columns)]
    keeping = [line for line in records if all(not line[gap.begin : gap.end].strip() for gap in gaps)]
    is_whole = min(len(line) - len(line.lstrip()) for line in records) >= columns[0].begin
    return tuple(columns) if is_whole and len(keeping) >= _RULER_FIT * len(records) else None


def _score(filled: Sequence[str], records: Sequence[str], columns: Sequence[Span]) -> float:
    """Score as a dialect is scored: how many lines are records, and how much their cells look like whole ones."""
    stops = [*(column.begin for column in columns[1:]), None]
    step = 1 + len(records) * len(columns) // 3_000
    cells = [
        line[column.begin : stop].strip()
        for line in records[::step]
        for column, stop in zip(columns, stops, strict=True)
    ]
    likelihood = fmean([cell_likelihood(cell) for cell in cells if cell] or [0.0])
    share = len(records) / len(filled)
    return min(1.0, 0.5 + share) * likelihood * (len(columns) - 1) / len(columns)
