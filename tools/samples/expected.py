"""The right answer for an export, from the ledger and the export's description: never from a reader."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tools.samples.arrange import PrintedSheet
from tools.samples.describe import Case, Column, Fields, SheetShape
from tools.samples.ledger import ZERO
from tools.samples.rows import Row
from tools.samples.values import ROW_VALUES

from ledgerlift.records import FIELDS, DataType, Kind

ORDER = [DataType.BILLS, DataType.PAYMENTS, DataType.DIRECT_COSTS, DataType.SUPPLIERS]
SKIPPED = {"repeated_header", "group", "subtotal", "total", "blank", "footer", "page_furniture"}


def expect(case: Case, sheets: Sequence[PrintedSheet]) -> dict[str, Any]:
    """Give everything the reader has to find in a file, ready for ``expected.json``."""
    about = {"software": case.software, "file": case.file}
    if case.options["outcome"]:
        return {**about, "outcome": case.options["outcome"], "kind": case.options["kind"], "notes": case.notes}
    tables = [table for sheet in sheets for table in _tables(case, sheet)]
    questions = sorted({field for table in tables for field in table.pop("asked")})
    return {
        **about,
        "outcome": "needs_answer" if questions else "ready",
        "data_type": tables[0]["data_type"],
        "tables": tables,
        "questions": questions,
        "notes": case.notes,
    }


def _tables(case: Case, sheet: PrintedSheet) -> Iterator[dict[str, Any]]:
    found = {row.data_type for _, row in sheet.data_rows}
    for data_type in ORDER:
        if data_type in found:
            yield _table(case, sheet, data_type)


def _table(case: Case, sheet: PrintedSheet, data_type: DataType) -> dict[str, Any]:
    shape = sheet.shape
    placed = [(at, row) for at, row in sheet.data_rows if row.data_type == data_type]
    rows = [row for _, row in placed]
    columns = dict(enumerate(shape.columns, start=1))
    right = {at: column.field(data_type) for at, column in columns.items()}
    strict = {at: field for at, field in right.items() if isinstance(field, str)}
    either = {at: list(field) for at, field in right.items() if isinstance(field, list)}
    others = {row.data_type for _, row in sheet.data_rows} - {data_type}
    elsewhere = [at for at, column in columns.items() if right[at] is None and any(map(column.field, others))]
    empty = [at for at, column in columns.items() if right[at] is None and column.value is None]
    groups: dict[int, Fields] = {at: field for group in shape.groups for at, field in group.fields.items()}
    orders = {at: order for at in (*strict, *either) if (order := _date_order(columns[at], rows))}
    amounts = {at: field for at, field in strict.items() if FIELDS[data_type][field] is Kind.AMOUNT}
    currencies = sorted({str(row.values["currency"]) for row in rows if "currency" in row.values})
    by_currency = "currency" in strict.values() and len(currencies) > 1
    offset = 1 if case.options["sep_line"] else 0
    header = [at + offset for at, line in enumerate(sheet.lines, start=1) if line.kind == "header"]
    start = header[-1] if header else 0
    records = rows if shape.rows_are_records else {(row.kind, row.record) for row in rows}
    return {
        "sheet": shape.sheet,
        "data_type": str(data_type),
        "header_rows": header,
        "first_row": placed[0][0] + offset,
        "last_row": placed[-1][0] + offset,
        "rows": len(rows),
        "records": len(records),
        "layout": _layout(shape, has_lines=len(records) < len(rows)),
        "columns": strict,
        "either": either,
        "one_of": _one_of(strict, either),
        "group_columns": groups,
        "ignored": [at for at, field in right.items() if field is None and at not in (*elsewhere, *empty)],
        "empty": empty,
        "other_tables": elsewhere,
        "date_orders": orders,
        "decimal": shape.numbers.decimal,
        "totals": {field: _sum(shape.view, columns[at], rows) for at, field in amounts.items()},
        "either_totals": {
            at: _sum(shape.view, columns[at], rows)
            for at, fields in either.items()
            if any(field and FIELDS[data_type][field] is Kind.AMOUNT for field in fields)
        },
        "totals_by_currency": {
            currency: {
                field: _sum(shape.view, columns[at], [row for row in rows if row.values["currency"] == currency])
                for at, field in amounts.items()
            }
            for currency in currencies
        }
        if by_currency
        else None,
        "suppliers": _suppliers(rows, [*right.values(), *groups.values()]),
        "skipped": [
            {"row": at + offset, "reason": line.kind}
            for at, line in enumerate(sheet.lines, start=1)
            if line.kind in SKIPPED and at + offset > start
        ],
        "asked": [strict[at] for at, order in orders.items() if order == "ambiguous" and at in strict],
    }


def _layout(shape: SheetShape, *, has_lines: bool) -> str | list[str]:
    """Name the layout; a grouped list with several rows a record may be called either."""
    if shape.layout or not shape.groups:
        return shape.layout or ("lines" if has_lines else "flat")
    return ["grouped", "lines"] if has_lines else "grouped"


def _one_of(strict: Mapping[int, str], either: Mapping[int, Sequence[str | None]]) -> dict[str, list[int]]:
    """Give fields that several grey columns may stand for: one of these has to be found."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, fields in either.items():
        for field in fields:
            if field and field not in strict.values():
                places[field].append(at)
    return {field: at for field, at in sorted(places.items()) if len(at) > 1}


def _date_order(column: Column, rows: Sequence[Row]) -> str | None:
    values = [row.values.get(column.value) for row in rows] if column.value else []
    dates = [value for value in values if isinstance(value, dt.date)]
    return column.dates.order(dates) if dates else None


def _sum(view: str, column: Column, rows: Sequence[Row]) -> str:
    """Add one column up over the records: what stands on several rows of a record counts once, voids do not."""
    is_per_row = column.value in ROW_VALUES.get(view, ())
    values = [row.values[column.value or ""] for row in rows if not row.is_void and (row.first or is_per_row)]
    return str(sum((value for value in values if isinstance(value, Decimal)), ZERO))


def _suppliers(rows: Sequence[Row], fields: Iterable[Fields]) -> int | None:
    """Count the suppliers of a table that names them for certain."""
    certain = [{field} if isinstance(field, str) else set(field or ()) for field in fields]
    if not any(field and field <= {"supplier_id", "supplier_name"} for field in certain):
        return None
    return len({row.values["supplier_id"] for row in rows})
