"""OpenDocument spreadsheets (ods), read cell by cell.

The native reader is faster, but it makes texts and dates alike, loses times, and allocates whatever a repeated row
asks for.
"""

from pathlib import Path

from ledgerlift.reading.cell_text import tidy_cells
from ledgerlift.reading.contents import Contents
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.ods_document import OdsDocument
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.workbook import store_workbook
from ledgerlift.reading.xml_stream import parse_xml
from ledgerlift.reading.zip_container import open_container

_CONTENT = "content.xml"


def read_ods(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read an ods workbook."""
    document = OdsDocument(limits)
    with open_container(path, limits) as container:
        if _CONTENT not in container.names:
            raise refuse("container_corrupt")
        container.weigh([_CONTENT])
        pieces = container.pieces(_CONTENT)
        parse_xml(pieces, on_start=document.on_start, on_end=document.on_end, on_text=document.on_text)
    cells = {facts.name: cells for facts, cells in document.sheets}
    if len(cells) != len(document.sheets):
        raise refuse("container_corrupt")
    facts = [facts for facts, _ in document.sheets]
    return store_workbook("ods", facts, lambda sheet: (sheet, tidy_cells(cells[sheet.name].frame())), workspace, limits)
