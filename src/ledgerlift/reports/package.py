"""Generated rows put into a finished workbook package.

XlsxWriter writes everything but the rows of the large tabs. In their place it writes two template rows of empty cells,
which carry the style ids: the first the plain style of each column, the second the style for special cells.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

import polars as pl

from ledgerlift.problems import column_letters
from ledgerlift.reports.sheet_xml import CellColumn, CellKind, write_rows

# The earliest time a zip can state: the package must not depend on the clock.
TIMESTAMP = (1980, 1, 1, 0, 0, 0)
# Sheet XML repeats itself so much that the highest level costs three times as long for a fifth of the size.
COMPRESSION_LEVEL = 1
# Bytes of XML a cell takes at most on average; zip needs to know beforehand when a member may pass 2 GiB.
BYTES_A_CELL = 120
# Excel stops reading a sheet's links here.
MOST_LINKS = 65_530


@dataclass(frozen=True)
class TabColumn:
    """One column of generated rows. ``linked_when`` names a Boolean column: true cells get the special style."""

    name: str
    kind: CellKind
    linked_when: str | None = None


@dataclass(frozen=True)
class TabRows:
    """The rows of one tab: generated from ``template_row`` on, in place of the two template rows there.

    ``links`` are pairs of a cell and the range it leads to; ``height`` names the column of the rows' heights, if any.
    """

    frame: pl.DataFrame
    columns: tuple[TabColumn, ...]
    template_row: int
    links: tuple[tuple[str, str], ...] = ()
    height: str | None = None


def write_package(template: bytes, rows: Mapping[str, TabRows], path: Path) -> None:
    """Write the package to ``path``, the tabs of ``rows`` filled in (by their member name in the zip)."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with (
            zipfile.ZipFile(BytesIO(template)) as source,
            zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL) as target,
        ):
            for member in source.namelist():
                info = zipfile.ZipInfo(member, TIMESTAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 3
                tab = rows.get(member)
                if tab is not None:
                    info.file_size = tab.frame.height * len(tab.columns) * BYTES_A_CELL
                with target.open(info, "w") as out:
                    if tab is None:
                        out.write(source.read(member))
                    else:
                        _write_tab(source.read(member).decode(), tab, out)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_tab(xml: str, tab: TabRows, out: IO[bytes]) -> None:
    plain, special = (_find_row(xml, tab.template_row + offset) for offset in (0, 1))
    styles, special_styles = _read_styles(plain[0]), _read_styles(special[0])
    columns = tuple(
        CellColumn(
            name=column.name,
            kind=column.kind,
            style=styles[position],
            quoted_style=special_styles[position] if column.kind == "text" else None,
            linked_style=special_styles[position] if column.linked_when else None,
            linked_when=column.linked_when,
        )
        for position, column in enumerate(tab.columns)
    )
    last_row = tab.template_row + max(tab.frame.height, 1) - 1
    dimension = f'<dimension ref="A1:{column_letters(len(columns))}{last_row}"/>'
    before = re.sub(r'<dimension ref="[^"]*"/>', dimension, xml[: plain[1]], count=1)
    out.write(before.encode())
    for chunk in _work_ahead(write_rows(tab.frame, columns, tab.template_row, height=tab.height)):
        out.write(chunk)
    out.write(_add_links(xml[special[2] :], tab.links).encode())


def _work_ahead(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Make the next chunk in a thread while the caller compresses the one before."""
    with ThreadPoolExecutor(max_workers=1) as worker:
        pending = worker.submit(next, chunks, None)
        while (chunk := pending.result()) is not None:
            pending = worker.submit(next, chunks, None)
            yield chunk


def _find_row(xml: str, number: int) -> tuple[str, int, int]:
    """Find a template row: its text, where it starts and where it ends."""
    found = re.search(rf'<row r="{number}"[^>]*>.*?</row>', xml, re.DOTALL)
    if found is None:
        raise ValueError(f"the tab has no template row {number}")
    return found[0], found.start(), found.end()


def _read_styles(row: str) -> list[int]:
    return [int(style) for style in re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"', row)]


def _add_links(rest: str, links: tuple[tuple[str, str], ...]) -> str:
    if not links:
        return rest
    elements = "".join(f'<hyperlink ref="{cell}" location="{target}"/>' for cell, target in links[:MOST_LINKS])
    # The schema wants links after filters and formats, before the print set-up.
    place = min(rest.find(tag) for tag in ("<printOptions", "<pageMargins") if tag in rest)
    return f"{rest[:place]}<hyperlinks>{elements}</hyperlinks>{rest[place:]}"
