"""Workbooks of today (xlsx).

Polars is loaded only when a thread has begun to inflate the first sheet: both take a while.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.xlsx_package import describe_package
from ledgerlift.reading.xml_records import Ahead, ListOfItems
from ledgerlift.reading.zip_container import open_container

if TYPE_CHECKING:
    from ledgerlift.reading.contents import Contents

# A value or a text in a cell becomes one record with the cell itself, and so does the end of the cell.
ROWS = ListOfItems(
    root=b"worksheet",
    container=b"sheetData",
    item=b"row",
    shorter=(
        (b"</v></c>", b">       "),
        (b"<v>", b" v>"),
        (b"</t></is></c>", b">       "),
        (b"<is><t>", b" v>"),
    ),
)


def read_xlsx(path: Path, workspace: Path, limits: Limits) -> "Contents":
    """Read an xlsx workbook."""
    with open_container(path, limits) as container:
        package = describe_package(container)
        visible = [sheet for sheet in package.sheets if sheet.is_visible]
        if len({sheet.name for sheet in package.sheets}) != len(package.sheets):
            raise refuse("container_corrupt")
        if len(visible) > limits.sheets:
            raise refuse("too_many_sheets", limit=limits.sheets)
        with Ahead(ROWS.blocks(container.pieces(visible[0].part)) if visible else iter(())) as first:
            from ledgerlift.reading.workbook import SheetFacts, store_workbook
            from ledgerlift.reading.xlsx_sheets import SheetReader

            reader = SheetReader(package, container, limits, {sheet.name: first for sheet in visible[:1]})
            facts = [SheetFacts(sheet.name, sheet.is_visible) for sheet in package.sheets]
            return store_workbook("xlsx", facts, reader.read, workspace, limits)
