"""The row, or rows, that name the columns of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from ledgerlift.table.captions import Captions, combine, is_continuation, same_captions, tidy_caption
from ledgerlift.table.columns import ColumnShape, describe_columns, widest_rows
from ledgerlift.table.grid import Grid
from ledgerlift.table.scoring import Score, could_name, is_like_data, score_captions
from ledgerlift.table.shape import is_rule, shape_of
from ledgerlift.table.vocabulary import Vocabulary

# Rows above the header: a title block, filters, the text of a query.
_MAX_PREAMBLE = 80
# How many rows below are looked at; fewer where the sheet is very wide.
_BODY_ROWS = 40
_BODY_CELLS = 10_000
_ENOUGH_ROWS = 6
_WINDOW_CELLS = 60_000
_MAX_HEADER_ROWS = 3
_MIN_SCORE = 0.45

Rows = Sequence[Mapping[int, str]]


@dataclass(frozen=True)
class Header:
    """The rows that name the columns (counted as the grid does), the captions, and how good they are."""

    rows: tuple[int, ...]
    captions: Captions
    score: Score

    @property
    def last(self) -> int:
        """The lowest of its rows: data begin below it."""
        return self.rows[-1]

    def moved(self, by: int) -> Self:
        """Give the same header as seen from a sheet in which it stands lower."""
        return replace(self, rows=tuple(row + by for row in self.rows))


def find_header(grid: Grid, vocabulary: Vocabulary) -> Header | None:
    """Find the rows that name the columns, or None when no row is convincing."""
    window = read_window(grid)
    scored: dict[int, Header] = {}
    columns: Mapping[int, ColumnShape] = {}
    for row, texts in enumerate(window[:_MAX_PREAMBLE]):
        # Two quick noes before the costly look at what stands below.
        if not texts or _is_mostly_numbers(texts) or is_like_data(texts, columns):
            continue
        columns = describe_columns(widest_rows(_rows_below(window, row, len(texts))))
        header = _read_header(window, row, columns, vocabulary)
        if header is not None:
            scored[row] = header
    best = max(scored.values(), key=lambda header: header.score.value, default=None)
    if best is None or best.score.value < _MIN_SCORE:
        return None
    return _nearest_to_data(_first_as_good(best, scored), scored)


def read_window(grid: Grid) -> list[dict[int, str]]:
    """Give the texts of the first rows, as many as a quick look allows."""
    affordable = _WINDOW_CELLS // max(1, grid.cells.width)
    return grid.slice_texts(0, max(_MAX_PREAMBLE // 4, min(_MAX_PREAMBLE + _BODY_ROWS, affordable)))


def _rows_below(window: Rows, row: int, width: int) -> Rows:
    """Give the rows below one, but not those of a further table below a blank row."""
    rows: list[Mapping[int, str]] = []
    for texts in window[row + 1 :]:
        if len(rows) >= min(_BODY_ROWS, max(4, _BODY_CELLS // width)) or (not texts and len(rows) >= _ENOUGH_ROWS):
            break
        if texts and not is_rule(texts):
            rows.append(texts)
    return rows


def _is_mostly_numbers(texts: Mapping[int, str]) -> bool:
    return sum(shape_of(text) in {"number", "email"} for text in texts.values()) * 2 > len(texts)


def _read_header(window: Rows, row: int, columns: Mapping[int, ColumnShape], vocabulary: Vocabulary) -> Header | None:
    """Read the header whose lowest row is ``row``; None when it cannot be one."""
    if not could_name(window[row], columns) or (row and is_like_data(window[row - 1], columns)):
        return None
    rows, captions = _extend_upwards(window, row, columns, vocabulary)
    score = score_captions(captions, columns, vocabulary)
    return Header(rows, captions, score) if score else None


def _extend_upwards(
    window: Rows, row: int, columns: Mapping[int, ColumnShape], vocabulary: Vocabulary
) -> tuple[tuple[int, ...], Captions]:
    rows: tuple[int, ...] = (row,)
    captions: Captions = {position: tidy_caption(text) for position, text in window[row].items()}
    for above in range(row - 1, max(-1, row - _MAX_HEADER_ROWS), -1):
        upper = window[above]
        if len(captions) < len(upper) and not is_continuation(captions, upper, columns):
            break
        combined = combine(upper, captions, columns, vocabulary)
        if combined is None:
            break
        rows, captions = (above, *rows), combined
    return rows, captions


def _first_as_good(best: Header, scored: Mapping[int, Header]) -> Header:
    """Give the first header about as good as the best one: headers are printed again on each page.

    Where all columns hold words, data rows can pass for headings too; the first of them is the likeliest.
    """
    as_good = (
        header for header in scored.values()
        if same_captions(header.captions, best.captions)
        or (header.score.value >= 0.85 * best.score.value and header.score.is_near(best.score))
    )  # fmt: skip
    return min(as_good, key=lambda header: header.last)


def _nearest_to_data(header: Header, scored: Mapping[int, Header]) -> Header:
    """Step down while the next row is a heading as well: names for programs often stand above names for people."""
    below = scored.get(header.last + 1)
    if below is None:
        return header
    upper, lower = header.score, below.score
    is_known_as_well = lower.known >= 0.6 * upper.known or upper.known < 0.3
    is_as_good = is_known_as_well and lower.value >= 0.75 * upper.value and lower.unique >= 0.8 * upper.unique
    # With no column that could tell, a row of data under known headings would have to be known as well as they are.
    is_heading = lower.contrast >= 0.6 or (upper.contrast == 0 and lower.value >= max(0.6, 0.95 * upper.value))
    return _nearest_to_data(below, scored) if is_as_good and is_heading else header
