"""Workbooks in the Excel 97-2003 format."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlwt
from tools.samples.arrange import PrintedSheet


def write_xls(sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write sheets and the extra sheets after them."""
    book = xlwt.Workbook(encoding="utf-8")
    amount = xlwt.easyxf(num_format_str="#,##0.00")
    for sheet in sheets:
        page = book.add_sheet(sheet.shape.sheet or "Sheet1")
        date = xlwt.easyxf(num_format_str=sheet.shape.dates.display)
        for at, line in enumerate(sheet.lines):
            for position, cell in enumerate(line.cells):
                if isinstance(cell, Decimal):
                    page.write(at, position, float(cell), amount)
                elif isinstance(cell, dt.date):
                    page.write(at, position, cell, date)
                elif cell is not None:
                    page.write(at, position, cell)
    for item in options["extra_sheets"]:
        page = book.add_sheet(item["name"])
        page.visibility = 1 if item.get("hidden") else 0
        for at, cells in enumerate(item["rows"]):
            for position, cell in enumerate(cells):
                page.write(at, position, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
