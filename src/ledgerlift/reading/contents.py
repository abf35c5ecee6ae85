"""What reading found in a file, with the cells still in files of their own: what crosses the process boundary."""

from dataclasses import dataclass

from ledgerlift.problems import Problem
from ledgerlift.reading.grid import Grid
from ledgerlift.reading.source import Decision


@dataclass(frozen=True)
class StoredSheet:
    """A visible sheet and where its cells are."""

    name: str | None
    grid: Grid
    hidden_rows: int = 0


@dataclass(frozen=True)
class Contents:
    """All of a ``Source`` that is learnt from the bytes of the file."""

    format: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[StoredSheet, ...]
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
