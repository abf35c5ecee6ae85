"""A sheet seen as filled and empty cells: the view in which tables are looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import polars as pl

from ledgerlift.reading.source import Sheet


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet, with empty columns left out.

    Rows are counted from 0 here, as ``cells`` has them; ``numbers`` gives their spreadsheet rows. ``widths`` is how
    many cells of each row are filled.
    """

    name: str | None
    cells: pl.DataFrame
    numbers: pl.Series
    widths: pl.Series

    @classmethod
    def of(cls, sheet: Sheet) -> Self:
        """See a sheet as a grid."""
        cells = sheet.cells
        nulls = cells.null_count().row(0) if cells.width else ()
        kept = [name for name, count in zip(cells.columns, nulls, strict=True) if count < cells.height]
        return cls._of(sheet.name, cells.select(kept), sheet.row_numbers.cast(pl.UInt32).alias("row"))

    @classmethod
    def _of(cls, name: str | None, cells: pl.DataFrame, numbers: pl.Series) -> Self:
        widths = (
            cells.select(pl.sum_horizontal(pl.lit(0), pl.all().is_not_null())).to_series() if cells.width else numbers
        )
        return cls(name, cells, numbers, widths.cast(pl.UInt32).alias("width"))

    @property
    def height(self) -> int:
        """How many rows there are, blank ones too."""
        return self.cells.height

    @property
    def positions(self) -> list[int]:
        """The positions of the columns that have any text."""
        return [int(name) for name in self.cells.columns]

    def number(self, row: int) -> int:
        """Give the spreadsheet row of one row."""
        return int(self.numbers[row])

    def texts(self, row: int) -> dict[int, str]:
        """Give the filled cells of one row, stripped, by their position."""
        return self.slice_texts(row, 1)[0]

    def slice_texts(self, start: int, count: int) -> list[dict[int, str]]:
        """Give the filled cells of some rows in a run."""
        return texts_of(self.cells.slice(start, count))

    def rows(self, start: int, stop: int) -> Self:
        """Give some rows in a run, as a grid of their own; columns that are empty there are kept."""
        part = slice(start, stop)
        return type(self)(self.name, self.cells[part], self.numbers[part], self.widths[part])

    def columns(self, positions: Sequence[int]) -> Self:
        """Give some columns, as a grid of their own."""
        return self._of(self.name, self.cells.select(str(position) for position in positions), self.numbers)


def texts_of(cells: pl.DataFrame) -> list[dict[int, str]]:
    """Give the filled cells of each row, stripped, by their position."""
    positions = [int(name) for name in cells.columns]
    return [
        {position: text.strip() for position, text in zip(positions, row, strict=True) if text is not None}
        for row in cells.iter_rows()
    ]


def all_but(rows: pl.Series, height: int) -> pl.Series:
    """Mark every row but some: True where a row is not among ``rows``."""
    marks = pl.Series([True], dtype=pl.Boolean).new_from_index(0, height)
    return marks.scatter(rows, values=False)


def line_of(texts: Mapping[int, str]) -> str:
    """Join the cells of a row into the line a person reads."""
    return " ".join(" ".join(text.split()) for _, text in sorted(texts.items()))
