"""Delimited text: any delimiter, quoting, line end and encoding."""

from collections.abc import Mapping, Sequence
from typing import Any

from tools.samples.arrange import Cell, PrintedLine, PrintedSheet


def write_text(sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write the one sheet of a text file."""
    (sheet,) = sheets
    width = len(sheet.shape.columns)
    lines = [_line(line, width, options) for line in sheet.lines]
    if options["sep_line"]:
        lines.insert(0, f"sep={options['delimiter']}")
    end: str = options["line_end"]
    text = end.join(lines) + (end if options["final_line_end"] else "")
    encoding: str = options["encoding"]
    return text.encode(encoding)


def _line(line: PrintedLine, width: int, options: Mapping[str, Any]) -> str:
    cells = list(line.cells)
    if options["pad"] or line.kind in ("data", "header", "repeated_header"):
        cells += [None] * (width - len(cells))
    delimiter: str = options["delimiter"]
    return delimiter.join(_cell(cell, options) for cell in cells)


def _cell(cell: Cell, options: Mapping[str, Any]) -> str:
    text = "" if cell is None else str(cell)
    quoting, delimiter = options["quoting"], options["delimiter"]
    needs_quotes = delimiter in text or '"' in text or "\n" in text
    has_letters = any(char.isalpha() for char in text)
    if quoting == "all" or needs_quotes or (quoting == "text" and has_letters):
        return '"' + text.replace('"', '""') + '"'
    return text
