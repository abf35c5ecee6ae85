"""A table found in a sheet: its heading, its data rows, and every other row with the reason it is not one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

Layout = Literal["flat", "grouped", "lines", "crosstab", "fixed_width"]

# Why a row of the table's range is not a data row.
SkipReason = Literal["total", "subtotal", "group", "blank", "repeated_header", "footer", "page_furniture", "wrapped"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``from_group`` marks a value that stands on group rows and is filled into the rows it heads; where nested groups
    begin in the same column, ``level`` counts from the outermost.
    """

    position: int
    header: str
    from_group: bool = False
    level: int = 0

    @property
    def key(self) -> str:
        """The column's name in ``Table.body``."""
        if not self.from_group:
            return str(self.position)
        return f"group{self.position}" + (f"_{self.level}" if self.level else "")


@dataclass(frozen=True)
class SkippedRow:
    """A row inside the table's range that is not data."""

    row: int
    reason: SkipReason


@dataclass(frozen=True)
class StatedTotal:
    """A total the file itself prints: a check sum.

    ``cells`` maps a column position to its text; ``first_row`` and ``last_row`` bound the data rows it stands for
    (the whole table for a grand total).
    """

    row: int
    cells: Mapping[int, str]
    first_row: int
    last_row: int


@dataclass(frozen=True)
class Table:
    """One table.

    ``body`` holds the data rows kept: a UInt32 column ``row`` (the spreadsheet row) and one String column per
    ``columns`` entry, named by its ``key``. ``header_rows`` is empty when the table has none. ``title`` is the text
    above the header, line by line: evidence of what the report is. ``reasons`` says why the header is where it is.
    ``withheld`` names the columns whose values were taken out of ``body``, by key, with the code of the problem.
    """

    sheet: str | None
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    body: pl.DataFrame
    skipped: tuple[SkippedRow, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    title: tuple[str, ...] = ()
    layout: Layout = "flat"
    confidence: float = 1.0
    reasons: tuple[str, ...] = field(default=())
    withheld: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_row(self) -> int | None:
        """Spreadsheet row of the first data row; None when there is none."""
        return self.body["row"][0] if self.body.height else None

    @property
    def last_row(self) -> int | None:
        """Spreadsheet row of the last data row; None when there is none."""
        return self.body["row"][-1] if self.body.height else None
