"""Writes binary workbooks (xlsb) of records made by hand, for no library writes them."""

import io
import struct
import zipfile
from collections.abc import Sequence

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
INTEGER, ERROR, BOOLEAN, REAL, TEXT, SHARED_TEXT = 2, 3, 4, 5, 6, 7
_NO_FORMAT, _DATE_FORMAT = 0, 14


def record(kind: int, body: bytes = b"") -> bytes:
    """Write one record: its kind, its size in groups of seven bits, its body."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while left > 0x7F:
        size += bytes([left & 0x7F | 0x80])
        left >>= 7
    return head + size + bytes([left]) + body


def text(value: str) -> bytes:
    """Write a text with its length before it."""
    letters = value.encode("utf-16-le")
    return struct.pack("<I", len(letters) // 2) + letters


def cell(column: int, kind: int, value: bytes, style: int = 0) -> bytes:
    """Write a cell; columns count from 1, style 1 shows a date."""
    return record(kind, struct.pack("<II", column - 1, style) + value)


def row(number: int, *cells: bytes, is_hidden: bool = False) -> bytes:
    """Write a row, counted from 1, and its cells."""
    header = struct.pack("<IIHBBBI", number - 1, 0, 300, 0, 0x10 if is_hidden else 0, 0, 0)
    return record(0, header) + b"".join(cells)


def rows_of(table: Sequence[Sequence[str | None]]) -> bytes:
    """Write a table: what looks like a number as a number, all else as text."""
    return b"".join(
        row(number, *(_cell_of(column, value) for column, value in enumerate(values, start=1) if value))
        for number, values in enumerate(table, start=1)
    )


def binary_workbook(*sheets: bytes, states: Sequence[int] = (), strings: Sequence[str] = ()) -> dict[str, bytes]:
    """Give the parts of a workbook of these sheets, which are called S0, S1, …; a state of 1 hides a sheet."""
    bundles = b"".join(
        record(156, struct.pack("<II", states[at] if states else 0, at + 1) + text(f"r{at}") + text(f"S{at}"))
        for at in range(len(sheets))
    )
    styles = record(617, struct.pack("<I", 2))
    styles += b"".join(record(47, struct.pack("<HH", 0, code) + bytes(12)) for code in (_NO_FORMAT, _DATE_FORMAT))
    targets = [(f"r{at}", "worksheet", f"worksheets/s{at}.bin") for at in range(len(sheets))]
    targets += [("s", "styles", "styles.bin"), ("t", "sharedStrings", "sharedStrings.bin")]
    binary = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{binary}</Types>',
        "_rels/.rels": _relations(("a", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": _relations(*targets),
    }
    return {
        **{name: content.encode() for name, content in parts.items()},
        "xl/workbook.bin": record(131) + record(143) + bundles + record(144) + record(132),
        "xl/styles.bin": record(278) + styles + record(618) + record(279),
        "xl/sharedStrings.bin": _shared(strings),
        **{f"xl/worksheets/s{at}.bin": _sheet(sheet) for at, sheet in enumerate(sheets)},
    }


def pack(parts: dict[str, bytes]) -> bytes:
    """Put parts into a container, the same bytes every time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _cell_of(column: int, value: str) -> bytes:
    try:
        number = float(value)
    except ValueError:
        return cell(column, TEXT, text(value))
    return cell(column, REAL, struct.pack("<d", number))


def _sheet(rows: bytes) -> bytes:
    size = record(148, struct.pack("<IIII", 0, 9, 0, 9))
    return record(129) + size + record(145) + rows + record(146) + record(130)


def _shared(strings: Sequence[str]) -> bytes:
    counts = record(159, struct.pack("<II", len(strings), len(strings)))
    return counts + b"".join(record(19, b"\0" + text(value)) for value in strings) + record(160)


def _relations(*targets: tuple[str, str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in targets
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
