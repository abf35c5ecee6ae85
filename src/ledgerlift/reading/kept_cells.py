"""A file's cells, kept in place of the file: what was read, without what is nobody's business.

Only what this module has written is read here, never a file that somebody sent.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from ledgerlift.problems import Place, Problem
from ledgerlift.reading.cells import ROW
from ledgerlift.reading.source import Decision, Sheet, Source

FACTS = "facts.json"


def write_kept_cells(source: Source, path: Path) -> None:
    """Write a source to a file of our own; size and SHA-256 in it are those of the file that was sent."""
    facts = {
        **{name: getattr(source, name) for name in ("name", "bytes", "sha256", "format", "encoding", "delimiter")},
        "decisions": [asdict(decision) for decision in source.decisions],
        "problems": [asdict(problem) for problem in source.problems],
        "hidden_sheets": source.hidden_sheets,
        "sheets": [
            {"name": sheet.name, "hidden_rows": sheet.hidden_rows, "is_printed": sheet.is_printed}
            for sheet in source.sheets
        ],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(FACTS, json.dumps(facts, default=str))
        for number, sheet in enumerate(source.sheets):
            cells = BytesIO()
            sheet.cells.with_columns(sheet.row_numbers.alias(ROW)).write_ipc(cells)
            archive.writestr(_part(number), cells.getvalue())


def read_kept_cells(path: Path) -> Source:
    """Read a source back."""
    with zipfile.ZipFile(path) as archive:
        facts: dict[str, Any] = json.loads(archive.read(FACTS))
        sheets = tuple(
            _read_sheet(archive.read(_part(number)), each) for number, each in enumerate(facts.pop("sheets"))
        )
    decisions = tuple(Decision(**each) for each in facts.pop("decisions"))
    problems = tuple(Problem(**{**each, "place": Place(**each["place"])}) for each in facts.pop("problems"))
    hidden = tuple(facts.pop("hidden_sheets"))
    return Source(**facts, sheets=sheets, decisions=decisions, problems=problems, hidden_sheets=hidden)


def _read_sheet(content: bytes, facts: Mapping[str, Any]) -> Sheet:
    frame = pl.read_ipc(BytesIO(content))
    return Sheet(cells=frame.drop(ROW), row_numbers=frame[ROW], **facts)


def _part(number: int) -> str:
    return f"sheet-{number}.arrow"
