"""What inspecting a file gives, and its JSON form, which other programs rely on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from ledgerlift.mapping.model import ColumnMapping, Question, TableMapping
from ledgerlift.problems import Problem
from ledgerlift.reading.source import Source
from ledgerlift.records import DataType
from ledgerlift.resolve.model import LogicalRecords
from ledgerlift.table.model import Table

Verdict = Literal["ready", "needs_answer", "wrong_report", "not_recognised", "rejected"]


@dataclass(frozen=True)
class FileFacts:
    """A file as far as it could be looked at: of a rejected one often only its name and size are known."""

    name: str
    bytes: int
    sha256: str | None = None
    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class InspectedTable:
    """One kind of record found in one table; a list that mixes bills and payments gives one of these for each."""

    table: Table
    mapping: TableMapping
    data_type: DataType
    logical: LogicalRecords

    @property
    def rows(self) -> int:
        """The data rows of this kind."""
        return int(self.logical.frame["line_count"].sum())

    @property
    def records(self) -> int:
        """The records those rows make."""
        return self.logical.frame.height

    @property
    def suppliers(self) -> int:
        """How many different suppliers they name."""
        return self.logical.supplier_count

    @property
    def totals(self) -> Mapping[str, Decimal]:
        """Exact sums of the amount fields over the records, in Ledgerlift's signs."""
        return self.logical.totals

    def to_json(self) -> dict[str, Any]:
        """Give the documented JSON form."""
        table, logical = self.table, self.logical
        return {
            "sheet": table.sheet,
            "data_type": {
                "value": None if self.mapping.may_be_another_report else self.data_type.value,
                "confidence": round(self.mapping.confidence, 4),
            },
            "header_rows": list(table.header_rows),
            "first_row": table.first_row,
            "last_row": table.last_row,
            "rows": self.rows,
            "layout": logical.layout,
            "skipped": [{"row": skipped.row, "reason": skipped.reason} for skipped in table.skipped],
            "columns": [column_to_json(column) for column in self.mapping.columns],
            "records": self.records,
            "totals": amounts_to_json(self.totals),
            "totals_by_currency": (
                {currency: amounts_to_json(totals) for currency, totals in logical.totals_by_currency.items()}
                if logical.totals_by_currency
                else None
            ),
            "suppliers": self.suppliers,
        }


def other_table_to_json(table: Table, mapping: TableMapping) -> dict[str, Any]:
    """Give the JSON form of a table that is none of our reports: where it is and what it seems to be."""
    return {
        "sheet": table.sheet,
        "data_type": {"value": None, "confidence": round(mapping.confidence, 4)},
        "header_rows": list(table.header_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "rows": table.body.height,
        "layout": table.layout,
        "skipped": [{"row": skipped.row, "reason": skipped.reason} for skipped in table.skipped],
        "columns": [column_to_json(replace(column, field=None)) for column in mapping.columns],
        "records": None,
        "totals": None,
        "totals_by_currency": None,
        "suppliers": None,
    }


@dataclass(frozen=True)
class Inspection:
    """What one file is, and why. ``source`` is None when the file was rejected."""

    file: FileFacts
    outcome: Verdict
    data_type: DataType | None
    confidence: float | None
    kind: str | None
    tables: tuple[InspectedTable, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: Source | None = None
    # Every table of the file with its decision, also those that are none of our reports.
    considered: tuple[tuple[Table, TableMapping], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the documented JSON form: unknown values are null, never missing."""
        file = self.file
        return {
            "file": {
                "name": file.name, "bytes": file.bytes, "sha256": file.sha256, "format": file.format,
                "encoding": file.encoding, "delimiter": file.delimiter, "sheet": file.sheet,
            },
            "outcome": self.outcome,
            "data_type": {
                "value": self.data_type.value if self.data_type else None,
                "confidence": round(self.confidence, 4) if self.confidence is not None else None,
            },
            "kind": self.kind,
            "decisions": [asdict(decision) for decision in self.source.decisions] if self.source else [],
            "tables": (
                [table.to_json() for table in self.tables]
                or [other_table_to_json(table, mapping) for table, mapping in self.considered]
            ),
            "questions": [question_to_json(question) for question in self.questions],
            "problems": [problem_to_json(problem) for problem in self.problems],
        }  # fmt: skip


def column_to_json(column: ColumnMapping) -> dict[str, Any]:
    """Give one column's decision as JSON."""
    return {
        "position": column.position,
        "header": column.header,
        "field": column.field,
        "confidence": round(column.confidence, 4),
        "chosen_by": column.chosen_by,
        "reasons": list(column.reasons),
        "runner_up": column.runner_up,
        "date_order": column.date_style.order if column.date_style else None,
        "decimal": column.number_style.decimal if column.number_style else None,
    }


def question_to_json(question: Question) -> dict[str, Any]:
    """Give one question as JSON."""
    return {
        "field": question.field, "column": question.column, "kind": question.kind, "why": question.why,
        "question": question.sentence("en"), "choices": list(question.choices), "examples": list(question.examples),
    }  # fmt: skip


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """Give one problem as JSON; the sentence is for people, the code for programs."""
    place = problem.place
    return {
        "code": problem.code, "severity": problem.severity, "sheet": place.sheet, "row": place.row,
        "column": place.column, "field": problem.field, "found": problem.found, "count": problem.count,
        "message": problem.sentence("en"),
    }  # fmt: skip


def amounts_to_json(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    """Write exact sums as text: at least two decimals, more only where the amounts have them."""
    return {field: write_amount(amount) for field, amount in amounts.items()}


def write_amount(amount: Decimal) -> str:
    """Write an amount with two decimals or as many as it needs."""
    plain = amount.normalize()
    exponent = plain.as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{amount:.{decimals}f}"
