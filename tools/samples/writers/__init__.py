"""One writer a file format: each takes the printed sheets and gives the bytes of the file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.samples.arrange import PrintedSheet
from tools.samples.writers.ods import write_ods
from tools.samples.writers.printed import write_bordered, write_spool
from tools.samples.writers.spreadsheet_xml import write_spreadsheet_xml
from tools.samples.writers.text import write_text
from tools.samples.writers.web_page import write_html, write_mht
from tools.samples.writers.xls import write_xls
from tools.samples.writers.xlsx import write_xlsx

Writer = Callable[[Sequence[PrintedSheet], Mapping[str, Any]], bytes]

# A case picks a writer with ``writer`` where the file's ending says something else.
WRITERS: dict[str, Writer] = {
    "csv": write_text,
    "tsv": write_text,
    "txt": write_text,
    "xlsx": write_xlsx,
    "xls": write_xls,
    "ods": write_ods,
    "html": write_html,
    "mht": write_mht,
    "xml": write_spreadsheet_xml,
    "spool": write_spool,
    "bordered": write_bordered,
}


def write(file: str, sheets: Sequence[PrintedSheet], options: Mapping[str, Any]) -> bytes:
    """Write sheets as a file's ending says, unless the options name a writer."""
    return WRITERS[options.get("writer") or Path(file).suffix.lower().removeprefix(".")](sheets, options)
