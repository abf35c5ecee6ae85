"""Spreadsheets in one XML file, the form of 2003, which is often named .xls."""

from collections.abc import Iterator
from pathlib import Path

from ledgerlift.reading.cell_text import tidy_cells
from ledgerlift.reading.contents import Contents
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.spreadsheet_xml_document import SpreadsheetDocument
from ledgerlift.reading.workbook import store_workbook
from ledgerlift.reading.xml_stream import parse_xml

_PIECE_BYTES = 2**18
_SPACE = b" \t\r\n"


def read_spreadsheet_xml(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read a spreadsheet in XML, as a workbook of any other form is read."""
    document = SpreadsheetDocument(limits)
    parse_xml(_pieces(path), on_start=document.on_start, on_end=document.on_end, on_text=document.on_text)
    cells = {facts.name: cells for facts, cells in document.sheets}
    if len(cells) != len(document.sheets):
        raise refuse("container_corrupt")
    facts = [facts for facts, _ in document.sheets]
    return store_workbook("xml", facts, lambda sheet: (sheet, tidy_cells(cells[sheet.name].frame())), workspace, limits)


def _pieces(path: Path) -> Iterator[bytes]:
    """Give the file piece by piece, without the white space that some programs write in front of it."""
    with path.open("rb") as file:
        is_first = True
        while piece := file.read(_PIECE_BYTES):
            yield piece.lstrip(_SPACE) if is_first else piece
            is_first = False
