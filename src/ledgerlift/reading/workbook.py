"""What all workbook formats share: the sheets that show, stored one after the other, and what is odd about them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import polars as pl

from ledgerlift.problems import Place, Problem
from ledgerlift.reading.cells import ROW, store_cells
from ledgerlift.reading.contents import Contents, StoredSheet
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.source import Decision, Formulas

Cell = tuple[int, int]  # row and column, from 1

# How the binary formats number the errors.
ERROR_CODES: Mapping[int, str] = MappingProxyType(
    {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
)


@dataclass(frozen=True)
class SheetFacts:
    """What is known of a sheet beside its cells."""

    name: str
    is_visible: bool = True
    hidden_rows: int = 0
    errors: Mapping[Cell, str] = field(default_factory=dict)
    uncached_formulas: Sequence[Cell] = ()
    linked_formulas: Sequence[Cell] = ()


def store_workbook(
    format_name: str,
    sheets: Sequence[SheetFacts],
    read_sheet: Callable[[SheetFacts], tuple[SheetFacts, pl.DataFrame]],
    workspace: Path,
    limits: Limits,
) -> Contents:
    """Store every visible sheet.

    ``read_sheet`` gives its cells, in our way of writing and with a ``row`` column beside one per position, and what it
    found out about them.
    """
    if len(sheets) > limits.sheets:
        raise refuse("too_many_sheets", limit=limits.sheets)
    stored: list[StoredSheet] = []
    problems: list[Problem] = []
    for number, sheet in enumerate(each for each in sheets if each.is_visible):
        path = workspace / f"{number}.arrow"
        facts, cells = read_sheet(sheet)
        _store(_with_errors(cells, facts.errors), path)
        formulas = Formulas(_rows_by_column(facts.uncached_formulas), _rows_by_column(facts.linked_formulas))
        stored.append(StoredSheet(facts.name, path, facts.hidden_rows, formulas=formulas))
        if facts.hidden_rows:
            problems.append(Problem("hidden_content", Place(sheet=facts.name), count=facts.hidden_rows))
    return Contents(
        format=format_name,
        encoding=None,
        delimiter=None,
        sheets=tuple(stored),
        decisions=(Decision("format", format_name, 1.0),),
        problems=tuple(problems),
        hidden_sheets=tuple(facts.name for facts in sheets if not facts.is_visible),
    )


def _store(frame: pl.DataFrame, path: Path) -> None:
    """Store the cells without the empty rows behind the last filled one."""
    names = frame.columns[1:]
    last_rows = frame.select(pl.col(ROW).filter(pl.col(name) != "").max().alias(name) for name in names)
    last_row = max((row for row in last_rows.row(0) if row is not None), default=0) if names else 0
    store_cells(frame.lazy().filter(pl.col(ROW) <= last_row), path)


def _with_errors(frame: pl.DataFrame, errors: Mapping[Cell, str]) -> pl.DataFrame:
    """Put the error values where they stand; the native reader leaves their cells empty."""
    by_column: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), text in errors.items():
        by_column[column][row] = text
    for column, texts in by_column.items():
        found = pl.col(ROW).replace_strict(texts, default=None, return_dtype=pl.String)
        if str(column) in frame.columns:
            frame = frame.with_columns(pl.coalesce(found, str(column)).alias(str(column)))
    return frame


def _rows_by_column(cells: Sequence[Cell]) -> dict[int, list[int]]:
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in cells:
        rows[column].append(row)
    return dict(rows)
