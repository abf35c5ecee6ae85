"""Answers about a file: to the question that was asked, and to "what is this column"."""

import dataclasses
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from ledgerlift_server.link.field_names import FIELD_NAMES
from ledgerlift_server.syncs.models import Upload

NOTHING = "nothing"


@dataclasses.dataclass(frozen=True)
class ColumnChoice:
    """One column of the file as the correction page shows it."""

    key: str
    letters: str
    header: str
    examples: tuple[str, ...]
    field: str


@dataclasses.dataclass(frozen=True)
class TableColumns:
    """The columns of one table of the file."""

    sheet: str
    columns: tuple[ColumnChoice, ...]


def read_answer(upload: Upload, sent: QueryDict) -> dict[str, Any]:
    """Read the answer to the file's first question; empty when it is none of the choices, or the question is old."""
    questions = (upload.inspection or {}).get("questions", [])
    if not questions or sent.get("question") != questions[0]["key"]:
        return {}
    question = questions[0]
    if sent.get("choice") not in {choice["value"] for choice in question["choices"]}:
        return {}
    return {question["key"]: {**question["answer"], "choice": sent["choice"]}}


def list_columns(upload: Upload) -> list[TableColumns]:
    """List what each column of a file was taken for."""
    tables = (upload.inspection or {}).get("tables", [])
    return [
        TableColumns(
            table["sheet"] or "",
            tuple(
                ColumnChoice(
                    key=f"{index}-{column['position']}",
                    letters=column["letters"],
                    header=column["header"],
                    examples=tuple(column["examples"]),
                    field=column["field"] or NOTHING,
                )
                for column in table["columns"]
            ),
        )
        for index, table in enumerate(tables)
        if table["data_type"] == upload.data_type
    ]


def list_fields(data_type: str) -> list[tuple[str, str]]:
    """List what a column of a report can be, in words."""
    return [(NOTHING, _("Not needed")), *((field, str(name)) for field, name in FIELD_NAMES[data_type].items())]


def read_columns(upload: Upload, sent: QueryDict) -> dict[str, Any]:
    """Read the corrections: one answer for each column that was changed."""
    allowed = {NOTHING, *FIELD_NAMES[upload.data_type]}
    answers = {}
    for table in list_columns(upload):
        for column in table.columns:
            chosen = sent.get(column.key, column.field)
            if chosen != column.field and chosen in allowed:
                answers[f"column:{column.key}"] = {
                    "column": int(column.key.split("-")[1]),
                    "sheet": table.sheet,
                    "field": None if chosen == NOTHING else chosen,
                }
    return answers
