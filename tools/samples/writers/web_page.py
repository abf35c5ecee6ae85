"""Spreadsheets that are really web pages: one HTML table, or the same in a MIME archive."""

import datetime as dt
import quopri
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from tools.samples.arrange import Cell, PrintedLine, PrintedSheet

EXCEL = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'
TEXT_STYLE = "style='mso-number-format:\"\\@\"'"
BOUNDARY = "----=_NextPart_01DB2CE5.7A1F0B30"


def write_html(sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write the one sheet as a page, title lines over the full width."""
    encoding: str = options["encoding"]
    text = _page(sheets, encoding)
    return text.encode(encoding, errors="xmlcharrefreplace")


def write_mht(sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write the page into an archive, as programs do that send it by e-mail."""
    body = quopri.encodestring(_page(sheets, "utf-8").encode()).decode("ascii")
    return (
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="{BOUNDARY}"\r\n\r\n'
        f'--{BOUNDARY}\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
        f"Content-Location: file:///C:/report.htm\r\n\r\n{body}\r\n--{BOUNDARY}--\r\n"
    ).encode(options["encoding"])


def _page(sheets: Sequence[PrintedSheet], charset: str) -> str:
    (sheet,) = sheets
    width = len(sheet.shape.columns)
    rows = "\r\n".join(_row(line, width) for line in sheet.lines)
    return (
        f'<html {EXCEL}>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset={charset}">\r\n'
        "<style>td { white-space: nowrap; }</style>\r\n</head>\r\n<body>\r\n"
        f'<table border="1" cellspacing="0">\r\n{rows}\r\n</table>\r\n</body>\r\n</html>\r\n'
    )


def _row(line: PrintedLine, width: int) -> str:
    if line.kind in ("title", "footer") and len(line.cells) == 1:
        return f'<tr><td colspan="{width}"><b>{_text(line.cells[0])}</b></td></tr>'
    name = "th" if line.kind in ("header", "repeated_header") else "td"
    cells = [*line.cells, *[None] * (width - len(line.cells))]
    return f"<tr>{''.join(_cell(name, cell) for cell in cells)}</tr>"


def _cell(name: str, cell: Cell) -> str:
    if name == "td" and isinstance(cell, str) and cell[:1] == "0" and cell.isdigit():
        return f"<td {TEXT_STYLE}>{cell}</td>"
    align = ' align="right"' if isinstance(cell, Decimal) else ""
    return f"<{name}{align}>{_text(cell) or '&nbsp;'}</{name}>"


def _text(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return "" if cell is None else escape(str(cell)).replace("\n", "<br>")
