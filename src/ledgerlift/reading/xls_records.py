"""The records of an old workbook (xls): its sheets, a password, macros, hidden rows and error values.

The native reader gives the cells; it leaves error values empty and knows nothing of the rest.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.workbook import ERROR_CODES, Cell, SheetFacts

_HEADER = struct.Struct("<HH")
_FORMULA, _EOF, _FILE_PASS, _BOUND_SHEET, _BOOL_ERROR, _ROW = 0x0006, 0x000A, 0x002F, 0x0085, 0x0205, 0x0208
_MANY_NUMBERS = 0x00BD
_CELLS = frozenset({_FORMULA, _BOOL_ERROR, _MANY_NUMBERS, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x027E})
_COLUMNS = 256  # the native reader takes minutes over a cell that claims to stand further right
_WORKSHEET, _MACRO_SHEET = 0, 1
_HIDDEN_ROW = 0x20


@dataclass(frozen=True)
class _BoundSheet:
    name: str
    start: int
    is_visible: bool


def describe_sheets(workbook: bytes) -> list[SheetFacts]:
    """List the worksheets of a workbook stream; refuses one with a password or macro sheets."""
    return [_describe(workbook, sheet) for sheet in list(_bound_sheets(workbook))]


def _bound_sheets(workbook: bytes) -> Iterator[_BoundSheet]:
    for kind, at, size in _records(workbook, 0):
        if kind == _FILE_PASS:
            raise refuse("password_protected")
        if kind != _BOUND_SHEET or size < 8:
            continue
        start, state, sheet_type = struct.unpack_from("<IBB", workbook, at)
        if sheet_type == _MACRO_SHEET:
            raise refuse("macros_found")
        if sheet_type == _WORKSHEET:
            yield _BoundSheet(_short_text(workbook[at + 6 : at + size]), start, is_visible=state & 3 == 0)


def _describe(workbook: bytes, sheet: _BoundSheet) -> SheetFacts:
    hidden_rows = 0
    errors: dict[Cell, str] = {}
    for kind, at, size in _records(workbook, sheet.start):
        if kind in _CELLS and size >= 6 and _last_column(workbook, kind, at, size) >= _COLUMNS:
            raise refuse("container_corrupt")
        if kind == _ROW and size >= 16:
            hidden_rows += workbook[at + 12] & _HIDDEN_ROW != 0
        elif kind == _BOOL_ERROR and size >= 8 and workbook[at + 7]:
            errors[_cell(workbook, at)] = ERROR_CODES.get(workbook[at + 6], "#N/A")
        # A formula's eight bytes of result are a number, or 2 and the error when they end in FF FF.
        elif kind == _FORMULA and size >= 14 and workbook[at + 12 : at + 14] == b"\xff\xff" and workbook[at + 6] == 2:
            errors[_cell(workbook, at)] = ERROR_CODES.get(workbook[at + 8], "#N/A")
    return SheetFacts(sheet.name, sheet.is_visible, hidden_rows, errors)


def _records(workbook: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Give kind, place and size of every record up to the end of its part of the stream."""
    at = start
    while at + 4 <= len(workbook):
        kind, size = _HEADER.unpack_from(workbook, at)
        if kind == _EOF:
            return
        yield kind, at + 4, size
        at += 4 + size


def _last_column(workbook: bytes, kind: int, at: int, size: int) -> int:
    """Give the column, counted from 0, of a cell or of the last one of a row of numbers."""
    column: int = _HEADER.unpack_from(workbook, at)[1]
    return column + (size - 6) // 6 - 1 if kind == _MANY_NUMBERS else column


def _cell(workbook: bytes, at: int) -> Cell:
    row, column = _HEADER.unpack_from(workbook, at)
    return row + 1, column + 1


def _short_text(data: bytes) -> str:
    """Read a name: its length, in Excel 97 and later whether its characters have two bytes, the characters."""
    length, flags = data[0], data[1]
    if flags & 1 and len(data) >= 2 + 2 * length:
        return data[2 : 2 + 2 * length].decode("utf-16-le", errors="replace")
    if flags == 0:
        return data[2 : 2 + length].decode("latin-1")
    return data[1 : 1 + length].decode("cp1252", errors="replace")
