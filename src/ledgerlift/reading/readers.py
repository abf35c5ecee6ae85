"""Which reader reads which format."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ledgerlift.reading.formats import find_format
from ledgerlift.reading.limits import Limits

if TYPE_CHECKING:
    from ledgerlift.reading.contents import Contents

# The module and its function; only the one that is needed is loaded.
READERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "csv": ("text", "read_text"),
        "xlsx": ("xlsx", "read_xlsx"),
        "xls": ("xls", "read_xls"),
        "xlsb": ("xlsb", "read_xlsb"),
        "ods": ("ods", "read_ods"),
        "xml": ("spreadsheet_xml", "read_spreadsheet_xml"),
        "html": ("web_page", "read_web_page"),
        "mht": ("web_page", "read_web_archive"),
        "pdf": ("pdf", "read_pdf"),
    }
)


def read_contents(path: Path, workspace: Path, limits: Limits) -> "Contents":
    """Read a file whatever its format, the cells into the workspace; raises ``FileRejectedError``."""
    module, function = READERS[find_format(path, limits)]
    reader: Callable[[Path, Path, Limits], Contents] = getattr(import_module(f"ledgerlift.reading.{module}"), function)
    return reader(path, workspace, limits)
