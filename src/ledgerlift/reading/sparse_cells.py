"""Cells that come one by one, gathered into the rows and columns that hold something."""

from array import array

import polars as pl

from ledgerlift.reading.cells import ROW
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse


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

    def frame(self) -> pl.DataFrame:
        """Give the filled rows and columns, in order; the column ``row`` has the sheet's own row numbers."""
        numbers = pl.Series(ROW, sorted(self._rows), dtype=pl.UInt32)
        columns = [numbers]
        for position in sorted(self._columns):
            rows, texts = self._columns[position]
            places = numbers.search_sorted(pl.Series(rows, dtype=pl.UInt32))
            empty = pl.Series(str(position), [None], dtype=pl.String).new_from_index(0, len(numbers))
            columns.append(empty.scatter(places, pl.Series(texts, dtype=pl.String)))
        return pl.DataFrame(columns)
