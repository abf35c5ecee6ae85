"""What the customer answered to the questions about a file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledgerlift.mapping.model import Question
from ledgerlift.records import FIELDS, DataType

NO_COLUMN = "none"
REPORT = "data_type"  # the field of an answer that says which report a file is


@dataclass(frozen=True)
class Answer:
    """One answer to a question, or a correction.

    ``file`` and ``column`` may be left out where one answer serves for all of them. A correction has a field and,
    as its value, the position of the column that holds it, or ``none`` when no column does.
    """

    field: str
    value: str
    column: int | None = None
    file: str | None = None

    def corrects(self, data_type: DataType | None, file: str | None) -> bool:
        """Whether this is no answer to a question about a file but a correction of it."""
        is_ours = data_type is not None and self.field in FIELDS[data_type] and self.file in (None, file)
        return is_ours and self.column is None and (self.value.isdigit() or self.value == NO_COLUMN)

    @property
    def corrected_column(self) -> int | None:
        """The column a correction says the field stands in; None when it stands in no column."""
        return None if self.value == NO_COLUMN else int(self.value)

    def fits(self, question: Question, file: str | None) -> bool:
        """Whether this answers a question about a file."""
        return (
            self.field == question.field
            and self.file in (None, file)
            and self.column in (None, question.column)
            and self.value in question.choices
        )


class AnswersNotReadableError(ValueError):
    """An answers file that is not what `ledgerlift run` writes out; carries a sentence for the person who wrote it."""


def read_answers(path: Path) -> tuple[Answer, ...]:
    """Read answers from a JSON file: a list of {"field", "value", "column"?, "file"?}, or an object field -> value."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as mistake:
        raise AnswersNotReadableError(f"{path.name} is not JSON: {mistake}") from mistake
    entries: Iterable[Any] = (
        [{"field": name, "value": value} for name, value in data.items()] if isinstance(data, Mapping) else data
    )
    if not isinstance(entries, list):
        raise AnswersNotReadableError(f"{path.name} holds neither a list nor an object of answers")
    return tuple(_answer(entry, path.name) for entry in entries)


def _answer(entry: Any, file: str) -> Answer:  # noqa: ANN401 - whatever JSON holds
    try:
        column = entry.get("column")
        return Answer(str(entry["field"]), str(entry["value"]), int(column) if column else None, entry.get("file"))
    except (AttributeError, KeyError, TypeError, ValueError) as mistake:
        raise AnswersNotReadableError(
            f'{file}: each answer needs a "field" and a "value", this one does not: {entry}'
        ) from mistake


def find_report(answers: Iterable[Answer], file: str) -> str | None:
    """Find what somebody said a file is."""
    return next((each.value for each in answers if each.field == REPORT and each.file in (None, file)), None)


def find_answer(question: Question, answers: Iterable[Answer], file: str | None) -> str | None:
    """Find the answer to a question, if somebody gave it."""
    return next((answer.value for answer in answers if answer.fits(question, file)), None)
