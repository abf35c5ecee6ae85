"""Spreadsheets in one XML file, the form of 2003."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tools.samples.arrange import Cell, PrintedSheet

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def write_spreadsheet_xml(sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write sheets; empty cells are left out, the next one says where it stands."""
    body = "".join(
        f"<Worksheet ss:Name={quoteattr(sheet.shape.sheet or 'Sheet1')}><Table>\r\n"
        + "".join(f"<Row>{_cells(line.cells)}</Row>\r\n" for line in sheet.lines)
        + "</Table></Worksheet>\r\n"
        for sheet in sheets
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n'
        f'<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">\r\n'
        '<Styles><Style ss:ID="date"><NumberFormat ss:Format="Short Date"/></Style></Styles>\r\n'
        f"{body}</Workbook>\r\n"
    ).encode(options["encoding"])


def _cells(cells: Sequence[Cell]) -> str:
    texts = []
    skipped = False
    for position, cell in enumerate(cells, start=1):
        if cell is not None:
            place = f' ss:Index="{position}"' if skipped else ""
            texts.append(f"<Cell{place}{_data(cell)}</Cell>")
        skipped = cell is None
    return "".join(texts)


def _data(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return f' ss:StyleID="date"><Data ss:Type="DateTime">{cell.isoformat()}T00:00:00.000</Data>'
    if isinstance(cell, Decimal | int):
        return f'><Data ss:Type="Number">{cell}</Data>'
    return f'><Data ss:Type="String">{escape(str(cell))}</Data>'
