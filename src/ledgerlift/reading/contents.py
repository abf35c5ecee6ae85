"""What reading found in a file, with the cells still in files of their own: what crosses the process boundary."""

from dataclasses import dataclass, field
from pathlib import Path

from ledgerlift.problems import Problem
from ledgerlift.reading.source import Decision, Formulas


@dataclass(frozen=True)
class StoredSheet:
    """A visible sheet and the file its cells are in: a column ``row``, and one String column per position."""

    name: str | None
    path: Path
    hidden_rows: int = 0
    is_printed: bool = False
    formulas: Formulas = field(default_factory=Formulas)


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
