"""A printed report cut into cells, one row a line: no word is cut, and none is left out."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import polars as pl

from ledgerlift.reading.cells import ROW, store_cells
from ledgerlift.reading.print_layout import PrintLayout
from ledgerlift.reading.print_lines import Span, pieces, words

_LINES_LOOKED_AT = 20_000
_TAB_WIDTH = 8
_FEW_TABS = 0.2
_LINE = "line"


def read_lines(path: Path) -> pl.Series | None:
    """Read the lines of a UTF-8 text as they stand on paper; None where tabs, not spaces, set the cells apart."""
    lines = pl.scan_lines(path, glob=False).collect().to_series()
    # A form feed begins a page; it takes no place in its line.
    lines = lines.str.replace_all("[\f\ufeff]", "").str.strip_chars_end()
    has_tab = lines.str.contains("\t", literal=True)
    if (has_tab.sum() or 0) > _FEW_TABS * len(lines):
        return None
    rows = has_tab.arg_true()
    return lines.scatter(rows, [line.expandtabs(_TAB_WIDTH) for line in lines[rows]]) if len(rows) else lines


def sample_of(lines: pl.Series) -> list[str]:
    """Take lines from all over a report; all of them where it is no longer than any person prints."""
    return lines.gather_every(1 + len(lines) // _LINES_LOOKED_AT).to_list()


def store_printed(lines: pl.Series, layout: PrintLayout, target: Path) -> None:
    """Store the cells of each line."""
    columns = layout.columns
    line = pl.col(_LINE)
    stops = [*(column.begin for column in columns[1:]), None]
    frame = lines.alias(_LINE).to_frame().lazy().with_row_index(ROW, offset=1)
    begins = [0, *(column.begin for column in columns[1:])]
    cells = [
        line.str.slice(begin, None if stop is None else stop - begin).str.strip_chars().alias(str(position))
        for position, (begin, stop) in enumerate(zip(begins, stops, strict=True), start=1)
    ]
    cut = frame.select(ROW, *cells, _is_uneasy(columns).alias("uneasy"), line).collect()
    cut = cut.with_columns(
        filled=pl.sum_horizontal(pl.col(str(position)) != "" for position in range(1, len(columns) + 1))
    )
    few = max(2, len(columns) // 2)
    rows = cut.select(((pl.col("filled") > 0) & (pl.col("uneasy") | (pl.col("filled") <= few))).arg_true()).to_series()
    placed = [place_words(text, layout) for text in cut[_LINE][rows]]
    names = [str(position) for position in range(1, len(columns) + 1)]
    changed = [cut[name].scatter(rows, [texts[at] for texts in placed]) for at, name in enumerate(names)]
    store_cells(pl.DataFrame([cut[ROW].cast(pl.UInt32), *changed]).lazy(), target)


def _is_uneasy(columns: Sequence[Span]) -> pl.Expr:
    """Test whether a text of a line reaches over a gap, or so near to it that it may be one text."""
    line = pl.col(_LINE)
    tests = []
    for left, right in pairwise(columns):
        gap = right.begin - left.end
        near = line.str.slice(right.begin - min(gap, 2), min(gap, 2))
        tests.append(near.str.contains(r"\S"))
    return pl.any_horizontal(tests)


def place_words(line: str, layout: PrintLayout) -> list[str]:
    """Put the texts of a line into columns: word by word where it keeps to them, else each piece as it stands."""
    columns = layout.columns
    spans = words(line)
    if not layout.alignment.is_record(line) and not _are_captions(spans, columns):
        spans = pieces(line)
    owners: list[int] = []
    for at in range(len(spans)):
        before = (spans[at - 1], owners[-1]) if at else None
        owners.append(_owner(_reaching(spans, at, columns), before, columns))
    cells = [""] * len(columns)
    for column in set(owners):
        owned = [span for span, owner in zip(spans, owners, strict=True) if owner == column]
        cells[column] = line[owned[0].begin : owned[-1].end]
    return cells


def _are_captions(spans: Sequence[Span], columns: Sequence[Span]) -> bool:
    """Whether words stand above most columns: none of them across a gap, begun or ended as the columns are."""
    first: dict[int, Span] = {}
    last: dict[int, Span] = {}
    for span in spans:
        under = _columns_under(span, columns)
        if len(under) > 1:
            return False
        for at in under:
            first.setdefault(at, span)
            last[at] = span
    aligned = sum(first[at].begin == columns[at].begin or last[at].end == columns[at].end for at in first)
    return len(first) * 2 > len(columns) and aligned * 2 >= len(first)


def _reaching(spans: Sequence[Span], at: int, columns: Sequence[Span]) -> Span:
    """Give a word, or where it stands before its column, the text it begins: "Open Balance" above a narrow column."""
    span = spans[at]
    if at and span.begin == spans[at - 1].end + 1:
        return span
    while not _columns_under(span, columns) and at + 1 < len(spans) and spans[at + 1].begin == span.end + 1:
        at += 1
        span = Span(span.begin, spans[at].end)
    return span


def _columns_under(span: Span, columns: Sequence[Span]) -> list[int]:
    return [at for at, column in enumerate(columns) if span.begin < column.end and column.begin < span.end]


def _owner(span: Span, before: tuple[Span, int] | None, columns: Sequence[Span]) -> int:
    """Say which column a text belongs to: the one it stands in, or of several the one it begins or ends with."""
    under = _columns_under(span, columns)
    if len(under) == 1:
        at = under[0]
    elif under and span.end == columns[under[-1]].end:
        at = under[-1]
    else:
        at = max((index for index, column in enumerate(columns) if column.begin <= span.begin), default=0)
    if before is None:
        return at
    last, owner = before
    # The rest of a text that is too long for its column.
    reaches_in = last.end > columns[at].begin or span.begin < columns[at].begin
    is_rest = owner < at and span.begin == last.end + 1 and reaches_in and span.end != columns[at].end
    return owner if is_rest else max(at, owner)
