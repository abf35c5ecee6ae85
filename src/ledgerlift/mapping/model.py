"""What was decided about a table: which report it is, which column is which field, and why."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ledgerlift import catalogue
from ledgerlift.data_files import read_yaml
from ledgerlift.problems import Language, name_field
from ledgerlift.records import DataType
from ledgerlift.values.amounts import NumberStyle
from ledgerlift.values.dates import DateStyle

ChosenBy = Literal["heading", "values", "relation", "answer", "none"]


@dataclass(frozen=True)
class ColumnMapping:
    """One column's decision.

    ``key`` is the column's name in the table's body; ``field`` is None for columns that are nothing we keep.
    ``confidence`` is calibrated: 0.95 is right 95 times in 100.
    """

    position: int
    key: str
    header: str
    field: str | None
    confidence: float
    chosen_by: ChosenBy
    reasons: tuple[str, ...] = ()
    runner_up: str | None = None
    runner_up_confidence: float | None = None
    date_style: DateStyle | None = None
    number_style: NumberStyle | None = None


QuestionKind = Literal["date_order", "decimal_mark", "column", "missing", "data_type"]


@dataclass(frozen=True)
class Question:
    """One plain question to the customer, with examples from the file.

    ``choices`` are the values an answer may have: date orders, decimal marks, column positions as text, or kinds of
    report. ``examples`` has one text a choice; rows of the file where the question is what report it is.
    """

    kind: QuestionKind
    field: str
    column: int | None
    header: str
    why: str
    choices: tuple[str, ...]
    examples: tuple[str, ...] = ()

    def sentence(self, language: Language = "en") -> str:
        """Ask, in one language."""
        words = str(_question_words()[self.kind][language])
        if self.kind == "data_type":
            *others, last = (name_report(choice, language) for choice in self.choices)
            return words.format(", ".join(others), last)
        return words.format(header=self.header or self.column, field=name_field(self.field, language))


def name_report(kind: str, language: Language) -> str:
    """Name a kind of report as it completes "This is ..."."""
    other = catalogue.load().other_reports.get(kind)
    if other is not None:
        return str(getattr(other.name, language))
    return str(_question_words()["reports"][kind][language])


@functools.cache
def _question_words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_yaml(__package__, "questions.yaml")
    return words


@dataclass(frozen=True)
class TableMapping:
    """The decision about one table.

    ``kind`` is the data type, or names what the table is when it is none of our reports (customers, ...); ``data_type``
    is None then. ``sign`` turns the file's amounts into Ledgerlift's signs: what is owed or paid out is positive.
    """

    data_type: DataType | None
    confidence: float
    kind: str
    columns: tuple[ColumnMapping, ...]
    questions: tuple[Question, ...] = ()
    reasons: tuple[str, ...] = ()
    runner_up: str | None = None
    sign: Literal[1, -1] = 1
    software: str | None = None  # slug of the package it was read as: the chosen one, else the one its headings tell
    fit: float = 0.0  # how well the table is what it is said to be, in log-odds: to compare tables of one file
    doubt: tuple[str, ...] = ()  # the kinds it could be, where only a person can tell; the best one first

    @property
    def may_be_another_report(self) -> bool:
        """Tell whether it is in doubt that this is one of our reports at all."""
        return any(kind not in set(DataType) for kind in self.doubt)

    def column_of(self, field: str) -> ColumnMapping | None:
        """Find the column mapped to a field."""
        return next((column for column in self.columns if column.field == field), None)
