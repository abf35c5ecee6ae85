"""What the reading child hands to its parent: one JSON file of facts, and the cells in Arrow files beside it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ledgerlift.problems import FileRejectedError, Place, Problem
from ledgerlift.reading.contents import Contents
from ledgerlift.reading.grid import ROW
from ledgerlift.reading.source import Decision, Sheet, Source

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
                "file": sheet.grid.path.name,
                "columns": sheet.grid.columns,
                "hidden_rows": sheet.hidden_rows,
            }
            for sheet in contents.sheets
        ],
    }
    _write(workspace, facts)


def write_rejection(problem: Problem, workspace: Path) -> None:
    """Write why the file is refused."""
    _write(workspace, {"rejected": asdict(problem)})


def take_source(workspace: Path, identity: Identity) -> Source:
    """Read what the child has written; raises ``FileRejectedError`` when it refused the file."""
    facts = json.loads((workspace / FACTS).read_text(encoding="utf-8"))
    if "rejected" in facts:
        raise FileRejectedError(_problem(facts["rejected"], identity.name))
    return Source(
        name=identity.name,
        bytes=identity.bytes,
        sha256=identity.sha256,
        format=facts["format"],
        encoding=facts["encoding"],
        delimiter=facts["delimiter"],
        sheets=tuple(_sheet(workspace, sheet) for sheet in facts["sheets"]),
        decisions=tuple(Decision(**decision) for decision in facts["decisions"]),
        problems=tuple(_problem(problem, identity.name) for problem in facts["problems"]),
        hidden_sheets=tuple(facts["hidden_sheets"]),
    )


def _write(workspace: Path, facts: Mapping[str, Any]) -> None:
    # Written under another name first: a child that dies half-way leaves no facts at all.
    draft = workspace / f"{FACTS}.draft"
    draft.write_text(json.dumps(facts), encoding="utf-8")
    draft.rename(workspace / FACTS)


def _problem(facts: Mapping[str, Any], file: str) -> Problem:
    return Problem(**{**facts, "place": Place(**{**facts["place"], "file": file})})


def _sheet(workspace: Path, facts: Mapping[str, Any]) -> Sheet:

    names = [str(position) for position in facts["columns"]]
    frame = pl.scan_ipc(workspace / facts["file"], glob=False).select(ROW, *names).collect()
    return Sheet(
        name=facts["name"],
        cells=frame.select(names),
        row_numbers=frame[ROW],
        hidden_rows=facts["hidden_rows"],
    )
