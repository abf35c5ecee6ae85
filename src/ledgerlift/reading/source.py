"""What reading a file gives: the cells of its sheets as text, and the decisions that led there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from ledgerlift.problems import Problem

_WORKBOOKS = frozenset({"xlsx", "xls", "xlsb", "ods", "xml"})


@dataclass(frozen=True)
class Decision:
    """One choice made while reading, with its score and the runner-up, so that somebody can ask why."""

    what: str  # format, encoding, delimiter, quote
    value: str
    score: float
    runner_up: str | None = None
    runner_up_score: float | None = None


@dataclass(frozen=True)
class Formulas:
    """The rows, by column position, of formulas that have no result, and of those that look into other files."""

    without_result: Mapping[int, Sequence[int]] = field(default_factory=dict)
    linked: Mapping[int, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """The cells of one visible sheet (or of a text file, whose ``name`` is None), all as text.

    ``cells`` has one String column per sheet column, named by its position ("1" is column A); a blank cell is null.
    ``row_numbers`` gives the spreadsheet row of each row of ``cells``: rows count from 1; a sheet with stray cells is
    sparse, so numbers may jump. In text files a row is a record (a quoted line break does not start
    a new one, a blank line does), in printed reports a line. Workbook cells are written one way: dates ``2024-03-01
    00:00:00`` (always with the time), numbers in their shortest decimal form (``1234.5``), booleans ``true``/``false``,
    errors ``#N/A``.
    """

    name: str | None
    cells: pl.DataFrame
    row_numbers: pl.Series
    hidden_rows: int = 0
    is_printed: bool = False  # spaces set its columns apart, as on paper
    formulas: Formulas = field(default_factory=Formulas)

    @property
    def positions(self) -> list[int]:
        """The position of each column of ``cells``."""
        return [int(name) for name in self.cells.columns]


@dataclass(frozen=True)
class Source:
    """One file, read."""

    name: str
    bytes: int
    sha256: str
    format: str  # csv, txt (printed), xlsx, xls, xlsb, ods, xml (a spreadsheet in XML), html, mht, pdf
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    hidden_sheets: tuple[str, ...] = field(default=())

    @property
    def is_workbook(self) -> bool:
        """Whether the cells had types of their own before they became text."""
        return self.format in _WORKBOOKS
