"""Workbooks in the present Excel format."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from tools.samples.arrange import PrintedSheet

WRITTEN_AT = dt.datetime(2026, 11, 2, 9, 0)  # noqa: DTZ001 - the file format knows no time zones


def write_xlsx(sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write sheets and the extra sheets around them."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": WRITTEN_AT})
    extra = options["extra_sheets"]
    _write_extra(book, [item for item in extra if item.get("before")])
    for sheet in sheets:
        _write_sheet(book, sheet)
    _write_extra(book, [item for item in extra if not item.get("before")])
    book.close()
    return target.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, sheet: PrintedSheet) -> None:
    page = book.add_worksheet(sheet.shape.sheet)
    bold, plain = book.add_format({"bold": True}), book.add_format()
    amount = book.add_format({"num_format": "#,##0.00"})
    date = book.add_format({"num_format": sheet.shape.dates.display})
    for at, line in enumerate(sheet.lines):
        for position, cell in enumerate(line.cells):
            if isinstance(cell, str):
                page.write_string(at, position, cell, plain if line.kind == "data" else bold)
            elif isinstance(cell, dt.date):
                page.write_datetime(at, position, cell, date)
            elif isinstance(cell, Decimal):
                page.write_number(at, position, float(cell), amount)
            elif cell is not None:
                page.write_number(at, position, cell)
    page.set_column(0, max(len(sheet.shape.columns) - 1, 0), 16)


def _write_extra(book: xlsxwriter.Workbook, items: Sequence[Mapping[str, Any]]) -> None:
    for item in items:
        page = book.add_worksheet(item["name"])
        for at, cells in enumerate(item["rows"]):
            page.write_row(at, 0, cells)
        if item.get("hidden"):
            page.hide()
