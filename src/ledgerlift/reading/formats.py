"""What a file really is: its first bytes and what its container holds decide, never its name."""

import re
from pathlib import Path

from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.zip_container import Container, is_zip, open_container

_HEAD_BYTES = 2**13
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_BZIP = re.compile(rb"BZh[1-9]1AY&SY")
_DOCUMENTS = (b"{\\rtf",)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif"})

_MACRO_PARTS = re.compile(r"(^|/)(vbaproject\.bin$|macrosheets/|activex/)|^customui/", re.IGNORECASE)
# The type of an xlsb says "binary.macroEnabled" with or without macros.
_MACRO_TYPES = re.compile(rb"(sheet|template|addin)\.macroEnabled")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

_WEB_PAGE = re.compile(
    r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|style|table|tr|div|center)\b", re.I | re.S
)
_MIME_PAGE = re.compile(r"(MIME-Version:|From:.{0,200}\nSubject:)", re.I | re.S)
_SPREADSHEET_XML = re.compile(
    r"<(\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet|progid=[\"']Excel\.Sheet", re.S
)
_OTHER_MARKUP = re.compile(
    r"<\?xml\b|<!doctype\b|<\w+(:\w+)?(\s+[\w:]+=\"|>\s*<)|\s*[\[{]\s*[\[{]?\s*\"\w+\"\s*:", re.I
)


def find_format(path: Path, limits: Limits) -> str:
    """Name the format of a file, as ``READERS`` lists them; refuses everything that is none of them."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise refuse("file_empty")
    if head.startswith(_ZIP):
        with open_container(path, limits) as container:
            return _format_of_container(container)
    if head.startswith(_OLE):
        return "xls"
    if is_zip(path):
        # Two formats in one file: which one a program sees depends on the program.
        raise refuse("type_mismatch", format="XLSX")
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    _refuse_pictures_and_archives(head)
    return _format_of_text(_text_of(head))


def _format_of_container(container: Container) -> str:
    names = {name.lower(): name for name in container.names}
    if any(_MACRO_PARTS.search(name) for name in names):
        raise refuse("macros_found")
    if "mimetype" in names and container.read(names["mimetype"]).startswith(_ODS_TYPE):
        manifest = names.get("meta-inf/manifest.xml")
        if manifest and b"encryption-data" in container.read(manifest):
            raise refuse("password_protected")
        return "ods"
    if "[content_types].xml" in names:
        types = container.read(names["[content_types].xml"])
        if _MACRO_TYPES.search(types):
            raise refuse("macros_found")
        for suffix, format_name in (("workbook.xml", "xlsx"), ("workbook.bin", "xlsb")):
            if any(name.endswith(suffix) for name in names):
                return format_name
        raise refuse("type_mismatch", format="XLSX")
    if "mimetype" in names or any(name.startswith("index/") for name in names):
        raise refuse("type_mismatch", format="XLSX")
    raise refuse("archive_not_allowed")


def _refuse_pictures_and_archives(head: bytes) -> None:
    is_bitmap = head.startswith(b"BM") and head[6:10] == b"\0\0\0\0"
    is_photo = (head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
    if is_bitmap or is_photo or head.startswith(_PICTURES):
        raise refuse("pdf_or_image")
    if head.startswith(_ARCHIVES) or _BZIP.match(head) or head[257:262] == b"ustar":
        raise refuse("archive_not_allowed")
    if head.startswith(_DOCUMENTS):
        raise refuse("type_mismatch", format="XLSX")


def _format_of_text(text: str) -> str:
    if _SPREADSHEET_XML.search(text):
        return "xml"
    if _MIME_PAGE.match(text):
        return "mht"
    if _WEB_PAGE.match(text):
        return "html"
    if _OTHER_MARKUP.match(text):
        raise refuse("type_mismatch", format="XLSX")
    return "csv"


def _text_of(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").lstrip("\ufeff \t\r\n")
    return head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
