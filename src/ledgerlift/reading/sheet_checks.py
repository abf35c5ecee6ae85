"""What a sheet may not have more of than the limits allow; counted are rows, columns and cells that hold something."""

from collections.abc import Iterable

import polars as pl

from ledgerlift.problems import Place, Problem
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.source import Sheet


def check_size(sheets: Iterable[Sheet], limits: Limits) -> None:
    """Refuse sheets that are too large, and a file whose sheets are all empty."""
    total = 0
    for sheet in sheets:
        cells = sheet.cells
        filled = [cells.height - empty for empty in cells.null_count().row(0)] if cells.width else []
        if sum(count > 0 for count in filled) > limits.columns:
            raise refuse("too_many_columns", limit=limits.columns)
        if cells.height > limits.rows and _filled_rows(cells) > limits.rows:
            raise refuse("too_many_rows", limit=limits.rows)
        total += sum(filled)
        if total > limits.cells:
            raise refuse("too_many_cells", limit=limits.cells)
    if total == 0:
        raise refuse("file_empty")


def find_long_cells(sheet: Sheet, limit: int) -> list[Problem]:
    """List the columns with cells of more characters than the limit."""
    problems = []
    # Bytes are counted at once, characters one by one; there are never more characters than bytes.
    longest = sheet.cells.select((pl.all().str.len_bytes().max() > limit).fill_null(value=False))
    for name in (each for each in longest.columns if longest[each][0]):
        rows = sheet.row_numbers.filter(sheet.cells[name].str.len_chars() > limit)
        if len(rows):
            place = Place(sheet=sheet.name, row=rows[0], column=int(name))
            problems.append(Problem("cell_too_long", place, count=len(rows), details={"limit": limit}))
    return problems


def _filled_rows(cells: pl.DataFrame) -> int:
    count: int = cells.select(pl.any_horizontal(pl.all().is_not_null()).sum()).item()
    return count
