"""docs/reference/fields.md and snapshot.md: canonical fields, Parquet columns, and manifest.json."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

import polars as pl
from tools.docs.markdown import code, codes, meanings, page, table

from ledgerlift.problems import Language
from ledgerlift.records import FIELDS, POLARS_TYPES, SNAPSHOT, BillStatus, DataType, DocumentType, Kind, Method
from ledgerlift.reports.words import count_of
from ledgerlift.snapshot import manifest

KINDS = {
    Kind.IDENTIFIER: "kept as written, leading zeros included",
    Kind.NAME: "a name, spaces tidied",
    Kind.TEXT: "text",
    Kind.DATE: "a day",
    Kind.AMOUNT: "an exact decimal with six places",
    Kind.RATE: "an exact decimal with nine places",
    Kind.CURRENCY: "an ISO 4217 code",
    Kind.COUNTRY: "an ISO 3166 code",
    Kind.EMAIL: "an address whose form is right",
    Kind.PHONE: "a telephone number",
    Kind.TAX_NUMBER: "a tax number without spaces and marks",
    Kind.STATUS: "a status",
    Kind.METHOD: "a payment method, as recorded",
    Kind.TERMS: "payment terms, as recorded",
    Kind.DOCUMENT_TYPE: "a document type, as recorded",
}
MANIFEST_CLASSES = {
    manifest.Manifest: "The manifest itself",
    manifest.Company: "`company`",
    manifest.SourceEntry: "An entry of `sources`",
    manifest.TableEntry: "An entry of `tables`",
    manifest.ColumnEntry: "An entry of `columns`",
    manifest.FileEntry: "An entry of `files`",
    manifest.Reconciliation: "An entry of `reconciliation`",
    manifest.ProblemCount: "An entry of `problems`",
}
# Why a row is in no record; the words of the receipt say the same.
SET_ASIDE = (
    "total", "subtotal", "group", "blank", "repeated_header", "footer", "page_furniture", "wrapped", "empty_record",
    "duplicate_supplier",
)  # fmt: skip
ENGLISH: Language = "en"


def render_fields() -> str:
    """Write the page of canonical fields."""
    about = (
        "The one vocabulary of columns: in `inspect --json`, in snapshots, in the catalogue and in the scoreboard. "
        "Amounts are in Ledgerlift's signs: what is owed or paid out is positive, credit notes and refunds are "
        "negative."
    )
    sections = [
        f"## {_title(data_type)}\n\n"
        + table(
            ("Field", "Kind", "Meaning"),
            [(code(field), kind.value, _meaning_of_field(data_type, field)) for field, kind in fields.items()],
        )
        for data_type, fields in FIELDS.items()
    ]
    kinds = "## Kinds\n\n" + table(
        ("Kind", "Type in a snapshot", "What is kept"),
        [(kind.value, _type(POLARS_TYPES[kind]), KINDS[kind]) for kind in Kind],
    )
    values = "## Values\n\n" + table(
        ("What", "One of"),
        [
            ("payment method", codes(each.value for each in Method)),
            ("status of a bill", codes(each.value for each in BillStatus)),
            ("document type", codes(each.value for each in DocumentType)),
        ],
    )
    return page("Fields", about, *sections, kinds, values)


def render_snapshot() -> str:
    """Write the page of a snapshot's files."""
    about = (
        "A snapshot is a folder of Parquet files and `manifest.json`. It is never changed: a new run makes a new one. "
        "Any Parquet reader opens it; [How to check a snapshot with "
        "DuckDB](../how-to/check-a-snapshot-with-duckdb.md) shows one. The same files and settings give the same "
        "bytes."
    )
    files = [
        f"## {name}.parquet\n\n{meanings()['snapshot_files'][name]}\n\n"
        + table(
            ("Column", "Type", "Meaning"),
            [(code(column), _type(kind), _meaning_of_column(name, column)) for column, kind in columns.items()],
        )
        for name, columns in SNAPSHOT.items()
    ]
    reasons = "## Reasons for setting rows aside\n\n" + table(
        ("Reason", "In words"), [(code(reason), count_of("set_aside", reason, 1, ENGLISH)[2:]) for reason in SET_ASIDE]
    )
    described = [
        f"### {title}\n\n"
        + table(
            ("Key", "JSON", "Meaning"),
            [
                (code(field.name), _json_type(get_type_hints(kind)[field.name]), _meaning_in_manifest(kind, field.name))
                for field in dataclasses.fields(kind)
            ],
        )
        for kind, title in MANIFEST_CLASSES.items()
    ]
    return page("Snapshot", about, *files, reasons, "## manifest.json", *described)


def _title(data_type: DataType) -> str:
    return data_type.value.replace("_", " ").capitalize()


def _type(kind: pl.DataType) -> str:
    is_decimal = isinstance(kind, pl.Decimal)
    return code(f"Decimal({kind.precision}, {kind.scale})" if is_decimal else kind)


def _meaning_of_field(data_type: DataType, field: str) -> str:
    fields = meanings()["fields"]
    return fields.get(f"{data_type.value}.{field}") or fields[field]


def _meaning_of_column(file: str, column: str) -> str:
    own = meanings()["snapshot_columns"]
    if f"{file}.{column}" in own:
        return own[f"{file}.{column}"]
    # A file of records has the canonical fields of its data type; lines and credit notes have those of bills.
    data_type = DataType(file) if file in set(DataType) else DataType.BILLS
    is_canonical = column in FIELDS[data_type]
    return own[column] if column in own and not is_canonical else _meaning_of_field(data_type, column)


def _meaning_in_manifest(kind: type, name: str) -> str:
    return meanings()["manifest"][f"{kind.__name__}.{name}"]


def _json_type(hint: Any) -> str:  # noqa: ANN401 - a type hint
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " or ".join("null" if each is type(None) else _json_type(each) for each in arguments)
    if origin is tuple:
        return "list"
    if origin is Mapping or dataclasses.is_dataclass(hint):
        return "object"
    return {str: "text", int: "number", float: "number", date: "text (ISO date)"}[hint]
