"""Which files are taken at all, by the last extension of their name. What a file is, its bytes decide later."""

from pathlib import PurePath

from ledgerlift_server.ui.refusals import Refusal

WORKBOOKS = ("xlsx", "xls", "xlsb", "ods")
# Lists and printed reports are text under many names.
TEXTS = ("csv", "tsv", "tab", "txt", "prn", "prt", "lst", "rpt", "rep", "asc", "dat", "out")
PAGES = ("xml", "htm", "html", "mht", "mhtml", "pdf")
READ = (*WORKBOOKS, *TEXTS, *PAGES)
# Never read, but whoever sends one is told what to do instead: the reader knows a picture, an archive and macros.
EXPLAINED = frozenset(
    (
        *("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif"),
        *("zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "zst"),
        *("xlsm", "xltm", "xlam", "xltx", "xlt"),
    )
)
ACCEPTED = ",".join(f".{extension}" for extension in READ)


def check_name(name: str) -> None:
    """Refuse a file whose name says that it is nothing we read; a name without an extension says nothing."""
    extension = PurePath(name).suffix.lower().removeprefix(".")
    if extension and extension not in READ and extension not in EXPLAINED:
        raise Refusal("type_not_allowed")
