"""All tables of a sheet, from top to bottom and from left to right."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from ledgerlift.reading.source import Sheet
from ledgerlift.table.build import build_table
from ledgerlift.table.captions import same_captions
from ledgerlift.table.grid import Grid
from ledgerlift.table.header import Header, find_header
from ledgerlift.table.headerless import find_first_record
from ledgerlift.table.model import Table
from ledgerlift.table.place import Place
from ledgerlift.table.shape import NUMBER
from ledgerlift.table.side_by_side import split_columns
from ledgerlift.table.vocabulary import Vocabulary

# A further table has to be plainer than the first: a report's own lines may look like one.
_FURTHER_SCORE = 0.6
_MAX_TABLES = 20
_MAX_GAPS = 20_000
_MAX_LOOKS = 50
_PEEK = 60
_TITLE_WIDTH = 2


def find_tables(sheet: Sheet, vocabulary: Vocabulary) -> list[Table]:
    """Find the tables of a sheet, from top to bottom; none when it holds prose or nothing.

    A table without captions has no header rows, and columns whose header is empty. Every row from a table's header to
    the next table, or to the end of the sheet, is a header row, a data row or skipped with a reason.
    """
    grid = Grid.of(sheet)
    tables = [table for part in split_columns(grid, vocabulary) for table in _find_stacked(part, vocabulary)]
    return [_as_printed(table) for table in tables] if sheet.is_printed else tables


def _as_printed(table: Table) -> Table:
    return replace(table, layout="fixed_width") if table.layout == "flat" else table


def _find_stacked(grid: Grid, vocabulary: Vocabulary) -> Iterator[Table]:
    if not grid.positions:
        return
    header = find_header(grid, vocabulary)
    if header is None:
        first = find_first_record(grid)
        if first is not None:
            place = Place(grid.rows(first, grid.height), grid.slice_texts(0, first))
            yield build_table(grid, place, None, vocabulary)
        return
    headers = [*_find_above(grid, header, vocabulary), header, *_find_below(grid, header, vocabulary)]
    for index, found in enumerate(headers):
        top = found.rows[0]
        begins = _find_title(grid, headers[index - 1].last, top) if index else 0
        stop = headers[index + 1].rows[0] if index + 1 < len(headers) else grid.height
        place = Place(
            body=grid.rows(found.last + 1, stop),
            above=grid.slice_texts(begins, top - begins),
            headings=[grid.texts(row) for row in found.rows],
            captions=found.captions,
        )
        yield build_table(grid, place, found, vocabulary)


def _find_title(grid: Grid, above: int, top: int) -> int:
    """Find where the title of a further table begins: its lines are narrow, and below the rows of the table above."""
    begins = top
    while begins - 1 > above and grid.widths[begins - 1] <= _TITLE_WIDTH:
        begins -= 1
    return begins


def _find_above(grid: Grid, header: Header, vocabulary: Vocabulary) -> Sequence[Header]:
    """Find a small table between the top and the header, set off from it by a blank row."""
    top = header.rows[0]
    blanks = (grid.widths[:top] == 0).arg_true()
    if not len(blanks):
        return []
    above = find_header(grid.rows(0, int(blanks[-1])), vocabulary)
    if above is None or above.score.known < 0.6 or not _is_plain(above) or above.last + 2 >= int(blanks[-1]):
        return []
    return [above]


def _find_below(grid: Grid, header: Header, vocabulary: Vocabulary) -> list[Header]:
    """Find the headers of further tables: rows of words after a gap that name other columns."""
    found: list[Header] = []
    current = header
    for row in _rows_after_gaps(grid, header.last + 2):
        if row <= current.last:
            continue
        begin = max(current.last + 1, row - 2)
        further = find_header(grid.rows(begin, min(grid.height, row + _PEEK)), vocabulary)
        if further is None or begin + further.last != row or not _is_plain(further):
            continue
        further = further.moved(begin)
        if not any(same_captions(known.captions, further.captions) for known in (header, *found)):
            found.append(further)
            current = further
        if len(found) >= _MAX_TABLES:
            break
    return found


def _rows_after_gaps(grid: Grid, start: int) -> list[int]:
    """List rows of words under a blank or nearly blank row."""
    narrow = grid.widths <= 1
    after = ((grid.widths >= 2) & narrow.shift(1, fill_value=False)).arg_true()
    after = after.filter(after >= start).head(_MAX_GAPS)
    has_number = pl.any_horizontal(pl.all().str.strip_chars().str.contains(NUMBER).fill_null(value=False))
    return after.filter(~grid.cells[after].select(has_number).to_series()).head(_MAX_LOOKS).to_list()


def _is_plain(header: Header) -> bool:
    return header.score.value >= _FURTHER_SCORE and (
        header.score.known >= 0.6 or (header.score.contrast >= 0.6 and len(header.captions) > 3)
    )
