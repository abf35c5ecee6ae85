"""What can be wrong with a file, as data: a permanent code, a place, what was found and what to do.

Every code has its English and French sentence in ``sentences.yaml``; nothing here knows how a code comes about.
"""

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any, Literal

from ledgerlift.data_files import read_yaml

Language = Literal["en", "fr"]
Severity = Literal["refusal", "question", "warning", "note"]


@dataclasses.dataclass(frozen=True)
class Place:
    """Where something is, as the person who sent the file sees it: rows and columns count from 1."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None


@dataclasses.dataclass(frozen=True)
class Problem:
    """Something in a file that a person can act on.

    ``count`` is how many times it occurs; ``place`` is the first of them. ``found`` is the text of that cell, kept for
    the person who owns the file and never written to a log. ``details`` fill the sentence's other placeholders.
    """

    code: str
    place: Place = Place()
    found: str | None = None
    field: str | None = None
    count: int = 1
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How much this stands in the way."""
        severity: Severity = sentences()[self.code]["severity"]
        return severity

    def sentence(self, language: Language = "en") -> str:
        """Say what is wrong and what to do, in one language."""
        return fill(sentences()[self.code][language], self.code, {**self._values(language), **self.details})

    def _values(self, language: Language) -> dict[str, Any]:
        place = self.place
        return {
            "file": place.file, "sheet": place.sheet, "row": place.row, "column": column_letters(place.column),
            "found": self.found, "field": self.field and name_field(self.field, language), "count": self.count,
        }  # fmt: skip


class FileRejectedError(Exception):
    """A file that cannot be read at all; carries the problem that says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@functools.cache
def sentences() -> Mapping[str, Mapping[str, Any]]:
    """Load every problem code with its severity and its English and French sentence."""
    loaded: Mapping[str, Mapping[str, Any]] = read_yaml(__name__, "sentences.yaml")
    return loaded


def name_field(field: str, language: Language) -> str:
    """Name a field inside a sentence: English follows "the", French brings its own article."""
    return _field_names()[field][language]


@functools.cache
def _field_names() -> Mapping[str, Mapping[Language, str]]:
    loaded: Mapping[str, Mapping[Language, str]] = read_yaml(__name__, "field_names.yaml")
    return loaded


def fill(template: str, code: str, values: Mapping[str, Any]) -> str:
    """Fill a sentence's placeholders; a value that is missing is a bug in whoever raised the problem."""
    missing = {name for name in values if "{" + name + "}" in template and values[name] is None}
    if missing:
        raise ValueError(f"problem {code} needs {', '.join(sorted(missing))}")
    return template.format(**values)


def column_letters(position: int | None) -> str | None:
    """Name a column as a spreadsheet does: 1 is A, 27 is AA."""
    if position is None:
        return None
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
