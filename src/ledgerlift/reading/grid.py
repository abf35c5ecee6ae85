"""The cells of a sheet as they leave the reading child: cleaned, stored as Arrow IPC, counted and within limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ledgerlift.problems import Place, Problem
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse

ROW = "row"


@dataclass(frozen=True)
class Grid:
    """One stored sheet: where its file is, its rows, and the filled cells and longest cell (bytes) of each column."""

    path: Path
    rows: int
    filled: dict[int, int]
    longest: dict[int, int]

    @property
    def cells(self) -> int:
        """How many cells hold something."""
        return sum(self.filled.values())

    @property
    def columns(self) -> tuple[int, ...]:
        """The positions from the first column to the last filled one that are stored."""
        last = max((position for position, count in self.filled.items() if count), default=0)
        return tuple(position for position in self.filled if position <= last)


def store_cells(frame: pl.LazyFrame, path: Path, *, clean: pl.Expr) -> Grid:
    """Write the cells and count them in one pass; ``frame`` has a ``row`` column and one per position."""
    positions = [int(name) for name in frame.collect_schema().names() if name != ROW]
    cleaned = frame.select(ROW, clean)
    counts = cleaned.select(
        pl.len().alias("rows"),
        *(pl.col(str(each)).count().alias(f"filled {each}") for each in positions),
        *(pl.col(str(each)).str.len_bytes().max().fill_null(0).alias(f"longest {each}") for each in positions),
    )
    _, counted = pl.collect_all([cleaned.sink_ipc(path, compression="uncompressed", lazy=True), counts])
    row = counted.row(0, named=True)
    return Grid(
        path,
        rows=row["rows"],
        filled={each: row[f"filled {each}"] for each in positions},
        longest={each: row[f"longest {each}"] for each in positions},
    )


def cells_of_text() -> pl.Expr:
    """Strip white space (also the no-break kind) around every cell; a cell of nothing else is empty."""
    return _filled(pl.exclude(ROW).str.strip_chars())


def without_carriage_returns(cells: pl.Expr) -> pl.Expr:
    """Write every line break inside a cell as one line feed."""
    return _filled(cells.str.replace_all("\r\n", "\n", literal=True).str.replace_all("\r", "\n", literal=True))


def without_text_formulas(cells: pl.Expr) -> pl.Expr:
    """Undo ``="00123"``, which keeps a spreadsheet from dropping the zeros of a text file."""
    is_formula = cells.str.starts_with('="') & cells.str.ends_with('"')
    inner = cells.str.strip_prefix('="').str.strip_suffix('"').str.replace_all('""', '"', literal=True)
    return _filled(pl.when(is_formula).then(inner.str.strip_chars()).otherwise(cells))


def check_size(grids: Iterable[Grid], limits: Limits) -> None:
    """Refuse what has more than the limits allow; counted are the rows, columns and cells that hold something."""
    cells = 0
    for grid in grids:
        cells += grid.cells
        if sum(count > 0 for count in grid.filled.values()) > limits.columns:
            raise refuse("too_many_columns", limit=limits.columns)
        if grid.rows > limits.rows and _filled_rows(grid) > limits.rows:
            raise refuse("too_many_rows", limit=limits.rows)
        if cells > limits.cells:
            raise refuse("too_many_cells", limit=limits.cells)


def check_filled(grids: Iterable[Grid]) -> None:
    """Refuse a file in which no cell holds anything."""
    if not any(grid.cells for grid in grids):
        raise refuse("file_empty")


def find_long_cells(grid: Grid, sheet: str | None, limit: int) -> list[Problem]:
    """List the columns with cells of more characters than the limit."""
    problems = []
    for position in (each for each, longest in grid.longest.items() if longest > limit):
        is_long = pl.col(str(position)).str.len_chars() > limit
        rows = pl.scan_ipc(grid.path, glob=False).filter(is_long).select(ROW).collect()[ROW]
        if len(rows):
            place = Place(sheet=sheet, row=rows[0], column=position)
            problems.append(Problem("cell_too_long", place=place, count=len(rows), details={"limit": limit}))
    return problems


def _filled(cells: pl.Expr) -> pl.Expr:
    return pl.when(cells != "").then(cells)


def _filled_rows(grid: Grid) -> int:
    has_cell = pl.any_horizontal(pl.exclude(ROW).is_not_null()).sum()
    count: int = pl.scan_ipc(grid.path, glob=False).select(has_cell).collect().item()
    return count
