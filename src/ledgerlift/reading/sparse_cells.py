"""Cells that come one by one, gathered into the rows and columns that hold something."""

from array import array
from collections.abc import Mapping, Sequence
from typing import cast

import polars as pl

from ledgerlift.reading.cells import ROW
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse

Column = tuple[pl.Series, pl.Series]  # the rows of its cells, and their texts


class SparseCells:
    """Cells in any order; refuses more of them than the limits allow as soon as they come."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._columns: dict[int, tuple[array[int], list[str]]] = {}
        self._rows: set[int] = set()
        self._count = 0

    def add(self, row: int, column: int, text: str) -> None:
        """Keep one cell."""
        if not text:
            return
        if column not in self._columns:
            self._columns[column] = (array("L"), [])
        rows, texts = self._columns[column]
        rows.append(row)
        texts.append(text)
        self._rows.add(row)
        self._count += 1
        limits = self._limits
        if self._count > limits.cells:
            raise refuse("too_many_cells", limit=limits.cells)
        if len(self._rows) > limits.rows:
            raise refuse("too_many_rows", limit=limits.rows)
        if len(self._columns) > limits.columns:
            raise refuse("too_many_columns", limit=limits.columns)

    @property
    def columns(self) -> dict[int, Column]:
        """The rows and texts of each column, in the order in which they came."""
        return {
            position: (pl.Series(rows, dtype=pl.UInt32), pl.Series(texts, dtype=pl.String))
            for position, (rows, texts) in self._columns.items()
        }

    def frame(self) -> pl.DataFrame:
        """Give the filled rows and columns, in order; the column ``row`` has the sheet's own row numbers."""
        return _side_by_side(self.columns, _filled_rows(self.columns), sorted(self._columns))


def lay_out(columns: Mapping[int, Column], limits: Limits) -> pl.DataFrame:
    """Put columns side by side, with the empty rows and columns between them unless they lie too far apart for that.

    The column ``row`` has the sheet's own row numbers.
    """
    kept = {position: column for position, column in columns.items() if len(column[0])}
    last_row = max((cast("int", rows.max()) for rows, _ in kept.values()), default=0)
    last_column = max(kept, default=0)
    if last_row * last_column > limits.dense_cells or last_column > limits.columns:
        return _side_by_side(kept, _filled_rows(kept), sorted(kept))
    rows = pl.int_range(1, last_row + 1, dtype=pl.UInt32, eager=True)
    return _side_by_side(kept, rows, range(min(kept, default=1), last_column + 1))


def filled(rows: pl.Series, texts: pl.Series) -> Column:
    """Leave out the cells of a column that hold nothing."""
    is_filled = texts != ""
    return rows.filter(is_filled), texts.filter(is_filled)


def _filled_rows(columns: Mapping[int, Column]) -> pl.Series:
    return pl.concat([pl.Series(dtype=pl.UInt32), *(rows.unique() for rows, _ in columns.values())]).unique().sort()


def _side_by_side(columns: Mapping[int, Column], numbers: pl.Series, positions: Sequence[int]) -> pl.DataFrame:
    empty = pl.Series([None], dtype=pl.String).new_from_index(0, len(numbers))
    frame = [numbers.alias(ROW)]
    for position in positions:
        rows, texts = columns.get(position, (numbers[:0], empty[:0]))
        if not rows.equals(numbers):
            texts = empty.clone().scatter(numbers.search_sorted(rows), texts)
        frame.append(texts.alias(str(position)))
    return pl.DataFrame(frame)
