"""How well files are recognised, measured against a manifest that states the truth about each of them.

The manifest is JSON Lines, one file a line; its rows and columns count from 0. See docs/reference/manifest.md.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from ledgerlift import pipeline
from ledgerlift.mapping.model import ColumnMapping
from ledgerlift.records import DataType
from ledgerlift.values.amounts import parse_amounts

CRITICAL = frozenset(
    {"supplier_name", "supplier_id", "issue_date", "due_date", "payment_date", "date", "total_amount", "amount"}
    | {"subtotal", "tax_amount", "amount_due", "bill_number", "payment_number"}
)
SURE = 0.5  # a column's confidence that counts as an answer


@dataclass
class Tally:
    """Columns that are right, made up, or missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 when there was nothing to find."""
        found, real = self.right + self.wrong, self.right + self.missed
        return 2 * self.right / (found + real) if found + real else 1.0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.right, self.wrong, self.missed = (
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )  # fmt: skip
        return self


@dataclass
class FileScore:
    """What is right about one file. ``mistakes`` says in words what is not."""

    name: str
    is_negative: bool
    kind_right: bool = True
    accepted: bool = False
    header_right: bool = True
    rows_right: bool = True
    sum_right: bool = True
    dates_right: bool = True
    asked: bool = False
    columns: Tally = field(default_factory=Tally)
    critical: Tally = field(default_factory=Tally)
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether everything is right and nothing was asked."""
        return not self.mistakes and not self.asked

    @property
    def is_silently_wrong(self) -> bool:
        """Whether a critical column, the rows or the sum are wrong and nobody was asked."""
        critical_right = self.critical.wrong == 0 and self.critical.missed == 0
        wrong = not (critical_right and self.rows_right and self.sum_right and self.dates_right)
        return not self.is_negative and self.accepted and not self.asked and wrong


def score_manifest(manifest: Path) -> Iterator[FileScore]:
    """Inspect each file of a manifest and compare."""
    with manifest.open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            yield score_file(truth, pipeline.inspect(manifest.parent / truth["file"]))


def score_file(truth: Mapping[str, Any], found: pipeline.Inspection) -> FileScore:
    """Compare one inspection with the truth about its file."""
    acceptable = truth["acceptable_types"]
    answer = found.data_type.value if found.data_type else "negative"
    score = FileScore(truth["id"], truth["data_type"] == "negative", accepted=bool(found.tables))
    # A report that lacks what it cannot do without is sent back, which asks for more than an answer.
    score.asked = found.outcome == "needs_answer" or (found.outcome == "rejected" and found.data_type is not None)
    score.kind_right = answer in acceptable
    if not score.kind_right:
        score.mistakes.append(f"kind is {answer}, not {' or '.join(acceptable)}")
    _score_header(score, truth, found)
    if not found.tables or not score.kind_right or answer == "negative":
        return score
    others = truth.get("columns_if_other_type") or {}
    truths = truth["columns"] if answer == truth["data_type"] else others.get(answer, [])
    # A list that mixes bills and payments is one table with an entry for each.
    inspected = found.tables[0]
    _score_columns(score, truths, inspected.mapping.columns)
    _score_dates(score, truth, found, inspected.mapping.columns)
    _score_rows(score, truth, found)
    return score


def _score_header(score: FileScore, truth: Mapping[str, Any], found: pipeline.Inspection) -> None:
    tables = [table.table for table in found.tables] or [table for table, _ in found.considered]
    stated = truth.get("header_rows") or ([] if truth.get("header_row") is None else [truth["header_row"]])
    if truth.get("sheet"):
        tables = [table for table in tables if table.sheet == truth["sheet"]] or tables
    largest = max(tables, key=lambda table: table.body.height, default=None)
    rows = [row - 1 for row in largest.header_rows] if largest else None
    score.header_right = rows == stated or (rows is not None and rows[-1:] != [] and rows[-1] in stated)
    if not score.header_right:
        score.mistakes.append(f"header is row {rows}, not {stated} (from 0)")


def _score_columns(score: FileScore, truths: list[Mapping[str, Any]], columns: tuple[ColumnMapping, ...]) -> None:
    by_column = {truth["col"]: {"also_ok": [], **truth} for truth in truths}
    for column in columns:
        truth = by_column.get(column.position - 1, {"field": None, "also_ok": []})
        tally = _compare(truth, column.field)
        score.columns += tally
        if truth["field"] in CRITICAL or (tally.wrong and column.field in CRITICAL):
            score.critical += tally
        if column.field and "*" not in truth["also_ok"]:
            score.confidences.append((column.confidence, tally.wrong == 0))
        if tally.wrong or tally.missed:
            score.mistakes.append(
                f"column {column.position} “{column.header}” is {column.field} ({column.confidence:.2f}), "
                f"not {truth['field']}{' or ' + ', '.join(truth['also_ok']) if truth['also_ok'] else ''}"
            )


def _compare(truth: Mapping[str, Any], answer: str | None) -> Tally:
    if "*" in truth["also_ok"]:
        return Tally()
    if answer is None:
        return Tally(missed=1) if truth["field"] else Tally()
    if answer == truth["field"]:
        return Tally(right=1)
    if answer in truth["also_ok"]:
        return Tally(right=1) if truth["field"] else Tally()
    return Tally(wrong=1, missed=1 if truth["field"] else 0)


def _score_dates(
    score: FileScore, truth: Mapping[str, Any], found: pipeline.Inspection, columns: tuple[ColumnMapping, ...]
) -> None:
    asked = {question.column for question in found.questions}
    by_position = {column.position: column for column in columns}
    for stated in truth.get("date_columns", []):
        column = by_position.get(stated["col"] + 1)
        if column is None or column.field is None or column.date_style is None:
            continue
        order = column.date_style.order
        if order != stated["order"] and not (order == "ambiguous" and column.position in asked):
            score.dates_right = False
            score.mistakes.append(f"dates of column {column.position} are read as {order}, not {stated['order']}")


def _score_rows(score: FileScore, truth: Mapping[str, Any], found: pipeline.Inspection) -> None:
    sheets = {table.table.sheet for table in found.tables[:1]}
    rows = max((table.table.body.height for table in found.tables if table.table.sheet in sheets), default=0)
    score.rows_right = rows == truth.get("data_rows", rows)
    if not score.rows_right:
        score.mistakes.append(f"{rows} data rows, not {truth['data_rows']}")
    stated = truth.get("amount")
    if not stated or found.data_type is DataType.SUPPLIERS:
        return
    position = stated["col"] + 1
    first = found.tables[0]
    field = next((column.field for column in first.mapping.columns if column.position == position), None)
    # A list that mixes bills and payments is one table that gave several kinds of record.
    parts = [table for table in found.tables if table.table is first.table]
    sums = [part.totals[field] for part in parts if field is not None and field in part.totals]
    total = sum(sums, Decimal(0))
    if sums and first.mapping.column_of("document_type"):
        # Rows that say what they are have their sign by that; the manifest adds up what is written.
        total = _add_as_written(first, position)
    if not sums:
        score.sum_right = False
        score.mistakes.append(f"no amount was read from column {position}")
    elif abs(total).quantize(Decimal("0.01")) != abs(Decimal(stated["sum_rounded"])):
        score.sum_right = False
        score.mistakes.append(f"column {position} sums to {total}, not {stated['sum_rounded']}")


def _add_as_written(inspected: pipeline.InspectedTable, position: int) -> Decimal:
    column = next(column for column in inspected.mapping.columns if column.position == position)
    if column.number_style is None:
        return Decimal(0)
    amounts = inspected.table.body.select(parse_amounts(pl.col(column.key), column.number_style).sum())
    return Decimal(amounts.item() or 0)


@dataclass(frozen=True)
class Scoreboard:
    """The figures over all files of a manifest."""

    files: tuple[FileScore, ...]

    def figures(self) -> dict[str, float]:
        """Give each figure by its name; shares are 0-1."""
        records = [score for score in self.files if not score.is_negative]
        negatives = [score for score in self.files if score.is_negative]
        columns, critical = Tally(), Tally()
        for score in records:
            columns += score.columns
            critical += score.critical
        return {
            "files": len(self.files),
            "kind_right": _share(score.kind_right for score in self.files),
            "look_alikes_accepted": _share(not score.kind_right for score in negatives),
            "header_right": _share(score.header_right for score in self.files),
            "columns_f1": columns.f1,
            "critical_columns_f1": critical.f1,
            "dates_right": _share(score.dates_right for score in records),
            "clean": _share(score.is_clean for score in records),
            "asked": _share(score.asked for score in records),
            "silently_wrong": sum(score.is_silently_wrong for score in records),
            "calibration_error": calibration_error([pair for score in records for pair in score.confidences]),
        }


def calibration_error(pairs: list[tuple[float, bool]], bins: int = 10) -> float:
    """Give the expected calibration error: mean distance of stated confidence and share that is right, by bin."""
    error = 0.0
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [pair for pair in pairs if low <= pair[0] < high or (high == 1 and pair[0] == 1)]
        if inside:
            stated = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            error += len(inside) / len(pairs) * abs(stated - right)
    return error


def _share(flags: Iterator[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 1.0
