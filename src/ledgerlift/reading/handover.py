"""What the reading child hands to its parent: one JSON file of facts, and the cells in Arrow files beside it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from ledgerlift.problems import FileRejectedError, Place, Problem
from ledgerlift.reading.cells import ROW
from ledgerlift.reading.contents import Contents
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.sheet_checks import check_size, find_long_cells
from ledgerlift.reading.source import Decision, Formulas, Sheet, Source

FACTS = "facts.json"


@dataclass(frozen=True)
class Identity:
    """What is known of a file without reading its contents."""

    name: str
    bytes: int
    sha256: str


def write_contents(contents: Contents, workspace: Path) -> None:
    """Write the facts; the cells are in the workspace already."""
    facts = {
        "format": contents.format,
        "encoding": contents.encoding,
        "delimiter": contents.delimiter,
        "decisions": [asdict(decision) for decision in contents.decisions],
        "problems": [asdict(problem) for problem in contents.problems],
        "hidden_sheets": contents.hidden_sheets,
        "sheets": [
            {
                "name": sheet.name,
                "file": sheet.path.name,
                "hidden_rows": sheet.hidden_rows,
                "is_printed": sheet.is_printed,
                "formulas": asdict(sheet.formulas),
            }
            for sheet in contents.sheets
        ],
    }
    _write(workspace, facts)


def write_rejection(problem: Problem, workspace: Path) -> None:
    """Write why the file is refused."""
    _write(workspace, {"rejected": asdict(problem)})


def take_source(workspace: Path, identity: Identity, limits: Limits) -> Source:
    """Take over what the child wrote; raises ``FileRejectedError`` for what it refused, and for what is too large."""
    try:
        facts = json.loads((workspace / FACTS).read_text(encoding="utf-8"))
        if "rejected" in facts:
            raise FileRejectedError(_problem(facts["rejected"]))
        sheets = tuple(_sheet(workspace, sheet) for sheet in facts["sheets"])
        decisions = tuple(Decision(**decision) for decision in facts["decisions"])
        problems = [_problem(problem) for problem in facts["problems"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pl.exceptions.PolarsError) as error:
        # A child that was taken over by what it read could write anything.
        raise refuse("file_unreadable") from error
    check_size(sheets, limits)
    problems += [problem for sheet in sheets for problem in find_long_cells(sheet, limits.cell_characters)]
    return Source(
        name=identity.name,
        bytes=identity.bytes,
        sha256=identity.sha256,
        format=facts["format"],
        encoding=facts["encoding"],
        delimiter=facts["delimiter"],
        sheets=sheets,
        decisions=decisions,
        problems=tuple(replace(each, place=replace(each.place, file=identity.name)) for each in problems),
        hidden_sheets=tuple(facts["hidden_sheets"]),
    )


def _write(workspace: Path, facts: Mapping[str, Any]) -> None:
    # Written under another name first: a child that dies half-way leaves no facts at all.
    draft = workspace / f"{FACTS}.draft"
    draft.write_text(json.dumps(facts), encoding="utf-8")
    draft.rename(workspace / FACTS)


def _problem(facts: Mapping[str, Any]) -> Problem:
    return Problem(**{**facts, "place": Place(**facts["place"])})


def _sheet(workspace: Path, facts: Mapping[str, Any]) -> Sheet:
    frame = pl.scan_ipc(workspace / Path(facts["file"]).name, glob=False).collect()
    cells = _empty_as_null(frame.drop(ROW))
    filled = [name for name, empty in zip(cells.columns, _empty_counts(cells), strict=True) if empty < cells.height]
    last = cells.columns.index(filled[-1]) + 1 if filled else 0
    # JSON knows no numbers as keys.
    formulas = Formulas(
        **{
            kind: {int(column): tuple(rows) for column, rows in places.items()}
            for kind, places in facts["formulas"].items()
        }
    )
    return Sheet(facts["name"], cells[:, :last], frame[ROW], facts["hidden_rows"], facts["is_printed"], formulas)


def _empty_as_null(cells: pl.DataFrame) -> pl.DataFrame:
    shortest = cells.select(pl.all().str.len_bytes().min())
    blank = [name for name in shortest.columns if shortest[name][0] == 0]
    return cells.with_columns(pl.when(pl.col(blank) != "").then(pl.col(blank))) if blank else cells


def _empty_counts(cells: pl.DataFrame) -> tuple[int, ...]:
    return cells.null_count().row(0) if cells.width else ()
