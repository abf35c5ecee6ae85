"""The one question a file leaves open, in plain words with two real examples."""

import dataclasses
import re
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ledgerlift_server.syncs.field_names import FIELD_NAMES
from ledgerlift_server.syncs.models import Upload
from ledgerlift_server.ui.templatetags.written import day

DATE_PARTS = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})")


@dataclasses.dataclass(frozen=True)
class Choice:
    """One answer to pick."""

    value: str
    label: str
    examples: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Asked:
    """A question as the page shows it."""

    key: str
    sentence: str
    examples: tuple[str, ...]
    choices: tuple[Choice, ...]


def ask_first(upload: Upload) -> Asked | None:
    """Put a file's first open question into words."""
    question = find_first(upload)
    if question is None:
        return None
    if question["field"] == "data_type":
        return Asked(question["key"], question[_language()], tuple(question["examples"]), name_reports(question))
    values = [choice["value"] for choice in question["choices"]]
    heading = question["header"] or _("this column")
    if values == ["DMY", "MDY"]:
        sentence = _("How are the dates in “{column}” written?").format(column=heading)
        choices = tuple(Choice(value, write_order(value, question["examples"])) for value in values)
        return Asked(question["key"], sentence, tuple(question["examples"]), choices)
    if values == [".", ","]:
        sentence = _("Which mark stands before the cents in “{column}”?").format(column=heading)
        labels = {".": _("The point: 1,234.50"), ",": _("The comma: 1.234,50")}
        choices = tuple(Choice(value, labels[value]) for value in values)
        return Asked(question["key"], sentence, tuple(question["examples"]), choices)
    name = FIELD_NAMES[upload.data_type].get(question["field"], question["field"])
    sentence = question.get(_language()) or _("Which column is this: {field}?").format(field=name)
    choices = tuple(
        Choice(choice["value"], choice["header"] or choice["value"], tuple(choice["examples"]))
        for choice in question["choices"]
    )
    return Asked(question["key"], sentence, (), choices)


def name_reports(question: dict[str, Any]) -> tuple[Choice, ...]:
    """Name the reports a file could be, as the engine names them."""
    named = ((choice["value"], choice[_language()]) for choice in question["choices"])
    return tuple(Choice(value, name[:1].upper() + name[1:]) for value, name in named)


def _language() -> str:
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def find_first(upload: Upload) -> dict[str, Any] | None:
    """Return the first open question as it was kept."""
    questions: list[dict[str, Any]] = (upload.inspection or {}).get("questions", [])
    return questions[0] if questions else None


def write_order(order: str, examples: list[str]) -> str:
    """Say what an order of day and month makes of the first example."""
    label = _("Day first") if order == "DMY" else _("Month first")
    found = DATE_PARTS.search(examples[0]) if examples else None
    if found is None:
        return label
    first, second, year = (int(part) for part in found.groups())
    days, months = (first, second) if order == "DMY" else (second, first)
    try:
        meant = date(year + 2000 if year < 100 else year, months, days)
    except ValueError:
        return label
    return _("{label}: {example} is {day}").format(label=label, example=found[0], day=day(meant))


def read_answer(upload: Upload, sent: QueryDict) -> dict[str, Any]:
    """Read the answer to the file's first question; empty when it is none of the choices, or the question is old."""
    question = find_first(upload)
    if question is None or sent.get("question") != question["key"]:
        return {}
    if sent.get("choice") not in {choice["value"] for choice in question["choices"]}:
        return {}
    answer = {"field": question["field"], "value": sent["choice"], "column": question["column"]}
    return {question["key"]: answer}
