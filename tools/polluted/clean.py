"""The golden exports that are clean: one heading in the first row, records below it, nothing else."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Cells = tuple[str, ...]

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
LEAST_COLUMNS = 4


@dataclass(frozen=True)
class Clean:
    """One table as it should come back; cells have no spaces around them."""

    name: str
    header: Cells
    rows: tuple[Cells, ...]


def list_clean() -> list[Path]:
    """List the golden exports that are clean."""
    return [path for path, _ in _find()]


def read_clean(path: Path) -> Clean:
    """Read one of them: without the reader that is tested."""
    header, *rows = [tuple(cell.strip() for cell in row) for row in _read(path)]
    return Clean(f"{path.parts[-3]}/{path.parts[-2]}", header, tuple(rows))


def _find() -> Iterator[tuple[Path, Clean]]:
    for answer in sorted(CORPUS.glob("*/*/expected.json")):
        expected = json.loads(answer.read_text(encoding="utf-8"))
        path = answer.parent / expected["file"]
        tables = expected.get("tables", [])
        if path.suffix != ".csv" or len(tables) != 1 or tables[0]["header_rows"] != [1] or tables[0]["skipped"]:
            continue
        # The lines of a bill leave its own cells empty, and reading fills them.
        if tables[0]["rows"] != tables[0]["records"]:
            continue
        try:
            rows = _read(path)
        except UnicodeDecodeError:
            continue
        is_even = len({len(row) for row in rows}) == 1 and len(rows[0]) >= LEAST_COLUMNS
        if is_even:
            yield path, read_clean(path)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))
