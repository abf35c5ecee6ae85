"""How much of the clean table came back."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import polars as pl
from tools.polluted.clean import Cells
from tools.polluted.draft import Draft

from ledgerlift import catalogue
from ledgerlift.reading import OWN_FILES, read_file
from ledgerlift.table import Table, find_tables


@dataclass(frozen=True)
class Outcome:
    """Cells of the clean table and those that came back; rows that are neither in the table nor listed."""

    cells: int
    equal: int
    lost_rows: int
    difference: str = ""


def compare(draft: Draft, path: Path) -> Outcome:
    """Find the table of a written draft, as ``ledgerlift table`` does, and compare."""
    source = read_file(path, limits=OWN_FILES, isolated=False)
    (sheet,) = source.sheets
    table = max(find_tables(sheet, catalogue.load().headings), key=lambda each: each.body.height, default=None)
    clean = [draft.clean.header, *draft.clean.rows]
    cells = sum(map(len, clean))
    if table is None:
        return Outcome(cells, 0, len(draft.clean.rows), "no table")
    found = [_header(table, draft), *_rows(table, draft)]
    pairs, unmatched = _align(clean, found)
    equal = sum(ours == theirs for row, other in pairs for ours, theirs in zip(row, other, strict=True))
    listed = sheet.cells.filter(sheet.row_numbers.is_in([each.row for each in table.skipped])).rows()
    known = {tuple(filter(None, row)) for row in listed}
    lost = sum(tuple(filter(None, row)) not in known for row in unmatched)
    differing = next(((row, other) for row, other in pairs if row != other), None)
    difference = "" if equal == cells and not lost else f"{lost} lost, {found[0][:4]}…, {_show(differing)}"
    return Outcome(cells, equal, lost, difference)


def _header(table: Table, draft: Draft) -> Cells:
    captions = {column.position: column.header for column in table.columns if not column.from_group}
    return tuple(captions.get(position, "") for position in _positions(draft))


def _rows(table: Table, draft: Draft) -> list[Cells]:
    columns = [
        pl.col(str(position)) if str(position) in table.body.columns else pl.lit(None, pl.String).alias(str(position))
        for position in _positions(draft)
    ]
    return [tuple(cell or "" for cell in row) for row in table.body.select(columns).rows()]


def _positions(draft: Draft) -> range:
    return range(draft.shift + 1, draft.shift + draft.width + 1)


def _align(clean: list[Cells], found: list[Cells]) -> tuple[list[tuple[Cells, Cells]], list[Cells]]:
    """Pair the rows of two tables in order; give the pairs and the clean rows without a partner."""
    if len(clean) == len(found):
        return list(zip(clean, found, strict=True)), []
    pairs, unmatched = [], []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, clean, found, autojunk=False).get_opcodes():
        pairs += list(zip(clean[i1:i2], found[j1:j2], strict=False))
        unmatched += clean[i1 + (j2 - j1) : i2]
    return pairs, unmatched


def _show(pair: tuple[Cells, Cells] | None) -> str:
    if pair is None:
        return "rows are missing"
    return ", ".join(f"{ours!r} became {theirs!r}" for ours, theirs in zip(*pair, strict=True) if ours != theirs)
