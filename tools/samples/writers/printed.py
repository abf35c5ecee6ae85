"""Reports as a printer gets them: each cell in its place in the line, form feeds between pages, drawn lines."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tools.samples.arrange import RULE, Cell, PrintedLine, PrintedSheet

TABLE = frozenset({"header", "repeated_header", "data", "subtotal", "total"})


def write_spool(sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write a spool file: columns set apart by spaces, a new page where the title lines come again."""
    (sheet,) = sheets
    places = _places(sheet)
    lines: list[str] = []
    begins_page = False
    for line in sheet.lines:
        if list(line.cells) == [RULE]:
            text = " ".join("-" * width for width, _ in places)
        elif line.kind in TABLE:
            text = " ".join(_placed(line, places)).rstrip()
        else:
            text = "  ".join(_text(cell) for cell in line.cells if cell is not None)
        is_page_line = line.kind == "page_furniture" and list(line.cells) != [RULE]
        lines.append("\f" + text if is_page_line and not begins_page else text)
        begins_page = is_page_line
    return _encode(lines, options)


def write_bordered(sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write a list display as it is drawn: bars between the cells; empty columns at its sides are its border."""
    (sheet,) = sheets
    places = _places(sheet)
    lines = []
    for line in sheet.lines:
        if list(line.cells) == [RULE]:
            lines.append("-" * (sum(width for width, _ in places) + len(places) - 1))
        elif line.kind in TABLE:
            lines.append("|".join(_placed(line, places)))
        else:
            lines.append("  ".join(_text(cell) for cell in line.cells))
    return _encode(lines, options)


def _places(sheet: PrintedSheet) -> list[tuple[int, bool]]:
    """Give each column's width and whether it is flush right, as columns of amounts are."""
    table = [line for line in sheet.lines if line.kind in TABLE]
    # A label such as "*** TOTAL" goes where it is put; it makes no column wider.
    telling = [line for line in table if line.kind not in ("subtotal", "total")]
    places = []
    for at, column in enumerate(sheet.shape.columns):
        width = max(len(_text(line.cells[at])) for line in telling)
        amounts = [len(_text(line.cells[at])) for line in table if line.kind in ("subtotal", "total")]
        is_amount = any(_is_amount(line, at) for line in table)
        places.append((max([width, *amounts]) if is_amount or column.value is None else width, is_amount))
    return places


def _is_amount(line: PrintedLine, at: int) -> bool:
    if line.row is None:
        return False
    text = _text(line.cells[at]).strip("()-+ ")
    return bool(text) and text[-3:-2] in (".", ",") and text.replace(",", "").replace(".", "").isdigit()


def _placed(line: PrintedLine, places: Sequence[tuple[int, bool]]) -> list[str]:
    cells = [*line.cells, *[None] * (len(places) - len(line.cells))]
    return [
        _text(cell).rjust(width) if is_amount else _text(cell).ljust(width)
        for cell, (width, is_amount) in zip(cells, places, strict=True)
    ]


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:.2f}"
    return "" if cell is None else str(cell)


def _encode(lines: Sequence[str], options: Mapping[str, Any]) -> bytes:
    end: str = options["line_end"]
    encoding: str = options["encoding"]
    return (end.join(lines) + end).encode(encoding)
