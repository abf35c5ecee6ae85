"""Which reader reads which format."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ledgerlift.reading.contents import Contents
from ledgerlift.reading.formats import find_format
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.ods import read_ods
from ledgerlift.reading.pdf import read_pdf
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.spreadsheet_xml import read_spreadsheet_xml
from ledgerlift.reading.text import read_text
from ledgerlift.reading.web_page import read_web_archive, read_web_page
from ledgerlift.reading.xls import read_xls
from ledgerlift.reading.xlsb import read_xlsb
from ledgerlift.reading.xlsx import read_xlsx, read_xlsx_again

Reader = Callable[[Path, Path, Limits], Contents]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "csv": read_text,
        "xlsx": read_xlsx,
        "xls": read_xls,
        "xlsb": read_xlsb,
        "ods": read_ods,
        "xml": read_spreadsheet_xml,
        "html": read_web_page,
        "mht": read_web_archive,
        "pdf": read_pdf,
    }
)

# For a file on which the first reader died.
SECOND_READERS: Mapping[str, Reader] = MappingProxyType({"xlsx": read_xlsx_again})


def read_contents(path: Path, workspace: Path, limits: Limits, *, is_retry: bool) -> Contents:
    """Read a file whatever its format, the cells into the workspace; raises ``FileRejectedError``."""
    format_name = find_format(path, limits)
    reader = (SECOND_READERS if is_retry else READERS).get(format_name)
    if reader is None:
        raise refuse("file_unreadable")
    return reader(path, workspace, limits)
