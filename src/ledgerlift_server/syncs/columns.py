"""What each column of a file was taken for, and corrections of that: by the customer, or by staff."""

import dataclasses
from typing import Any

from django.http import QueryDict

from ledgerlift_server.syncs.field_names import FIELD_NAMES
from ledgerlift_server.syncs.models import Upload

# What the engine takes for "this field stands in no column".
NO_COLUMN = "none"


@dataclasses.dataclass(frozen=True)
class ColumnChoice:
    """One column of the file as the correction page shows it."""

    key: str
    position: int
    letters: str
    header: str
    examples: tuple[str, ...]
    field: str


@dataclasses.dataclass(frozen=True)
class TableColumns:
    """The columns of one table of the file."""

    sheet: str
    columns: tuple[ColumnChoice, ...]


def list_columns(upload: Upload) -> list[TableColumns]:
    """List what each column of a file was taken for."""
    tables = (upload.inspection or {}).get("tables", [])
    return [
        TableColumns(
            table["sheet"] or "",
            tuple(
                ColumnChoice(
                    key=f"{index}-{column['position']}",
                    position=column["position"],
                    letters=column["letters"],
                    header=column["header"],
                    examples=tuple(column["examples"]),
                    field=column["field"] or "",
                )
                for column in table["columns"]
            ),
        )
        for index, table in enumerate(tables)
        if table["data_type"] == upload.data_type
    ]


def list_fields(data_type: str) -> list[tuple[str, str]]:
    """List what a column of a report can be, in words."""
    return [(field, str(name)) for field, name in FIELD_NAMES[data_type].items()]


def read_columns(upload: Upload, sent: QueryDict) -> dict[str, Any]:
    """Read the corrections: "this field is in that column", or in none, for each column that was changed."""
    places: dict[str, str] = {}
    for table in list_columns(upload):
        chosen_now = {column: str(sent.get(column.key, column.field)) for column in table.columns}
        changed = {column: chosen for column, chosen in chosen_now.items() if chosen != column.field}
        places |= {column.field: NO_COLUMN for column in changed if column.field}
        places |= {chosen: str(column.position) for column, chosen in changed.items() if chosen}
    known = FIELD_NAMES[upload.data_type]
    return {
        f"{field}:": {"field": field, "value": value, "column": None}
        for field, value in places.items()
        if field in known
    }
