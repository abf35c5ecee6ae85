"""The golden exports that are plain lists."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.harmless.export import Export, take_export

from ledgerlift.pipeline import inspect
from ledgerlift.pipeline.inspection import Inspection

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"


@dataclass(frozen=True)
class Case:
    """One golden export as it is, before any change."""

    name: str
    software: str | None
    inspection: Inspection
    export: Export


def list_cases() -> list[Path]:
    """List the folders of all golden exports of our reports."""
    return sorted(path.parent for path in CORPUS.glob("*/*/expected.json") if path.parts[-3] != "impostors")


def read_cases(folders: list[Path]) -> Iterator[Case]:
    """Read the golden exports among these folders that are plain lists."""
    for folder in folders:
        answer = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        inspection = inspect(folder / answer["file"], software=answer["software"])
        export = take_export(inspection)
        if export is not None:
            yield Case(f"{folder.parent.name}/{folder.name}", answer["software"], inspection, export)
