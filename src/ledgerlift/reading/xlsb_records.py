"""The records of a binary workbook (xlsb): its sheets, how large they are, hidden rows and error values.

The native reader gives the cells; it leaves error values empty and knows nothing of the rest.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.workbook import ERROR_CODES, Cell, SheetFacts
from ledgerlift.reading.xlsx_package import find_relations
from ledgerlift.reading.zip_container import Container

_WORKBOOK = "xl/workbook.bin"
_ROW_HEADER, _CELL_BLANK, _CELL_ERROR, _FORMULA_ERROR, _BUNDLE_SHEET = 0, 1, 3, 11, 156
_HIDDEN_ROW = 0x10
_NUMBER = struct.Struct("<I")


@dataclass
class Survey:
    """What the records of one sheet say: the rectangle its cells take, and what their values do not show."""

    name: str
    is_visible: bool
    last_row: int = 0
    last_column: int = 0
    hidden_rows: int = 0
    errors: dict[Cell, str] = field(default_factory=dict)

    @property
    def facts(self) -> SheetFacts:
        """The facts every kind of workbook gives of a sheet."""
        return SheetFacts(self.name, self.is_visible, self.hidden_rows, self.errors)


def survey_sheets(container: Container, limits: Limits) -> list[Survey]:
    """Survey every worksheet, inflating under the limits what the native reader will inflate."""
    if _WORKBOOK not in container.names:
        raise refuse("container_corrupt")
    targets = find_relations(container, _WORKBOOK)
    sheets = [
        (Survey(name, state == 0), targets[relation][1])
        for kind, body in _records(container.pieces(_WORKBOOK))
        if kind == _BUNDLE_SHEET
        for state, relation, name in [_bundle(body)]
        if targets.get(relation, ("",))[0] == "worksheet"
    ]
    if len(sheets) > limits.sheets:
        raise refuse("too_many_sheets", limit=limits.sheets)
    visible = [(survey, part) for survey, part in sheets if survey.is_visible]
    others = (part for kind, part in targets.values() if kind in {"sharedStrings", "styles"})
    container.weigh([*(part for _, part in visible), *others])
    for survey, part in visible:
        _look_through(container.pieces(part), survey)
    return [survey for survey, _ in sheets]


def _look_through(pieces: Iterable[bytes], survey: Survey) -> None:
    row = 0
    for kind, body in _records(pieces):
        if kind == _ROW_HEADER and len(body) >= 12:
            row = _NUMBER.unpack_from(body)[0] + 1
            survey.hidden_rows += body[11] & _HIDDEN_ROW != 0
        elif _CELL_BLANK < kind <= _FORMULA_ERROR and len(body) >= 8:
            column = _NUMBER.unpack_from(body)[0] + 1
            survey.last_row = max(survey.last_row, row)
            survey.last_column = max(survey.last_column, column)
            if kind in {_CELL_ERROR, _FORMULA_ERROR} and len(body) >= 9:
                survey.errors[row, column] = ERROR_CODES.get(body[8], "#N/A")


def _bundle(body: bytes) -> tuple[int, str, str]:
    """Read the visibility of a sheet, the id of its relation and its name."""
    relation, rest = _text(body[8:])
    name, _ = _text(rest)
    return _NUMBER.unpack_from(body)[0], relation, name


def _text(data: bytes) -> tuple[str, bytes]:
    length = _NUMBER.unpack_from(data)[0]
    end = 4 if length == 0xFFFFFFFF else 4 + 2 * length
    return data[4:end].decode("utf-16-le", errors="replace"), data[end:]


def _records(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give kind and body of every record; a record cut off by the end of the part is left out."""
    data = b""
    for piece in pieces:
        data += piece
        at = 0
        while record := _record(data, at):
            kind, start, at = record
            yield kind, data[start:at]
        data = data[at:]


def _record(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Give the kind of the record at a place, and where its body begins and ends; None when it is not all there."""
    kind, at = _varying_number(data, at, longest=2)
    size, at = _varying_number(data, at, longest=4)
    return (kind, at, at + size) if at + size <= len(data) else None


def _varying_number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """Read a number in groups of seven bits; past the end of the data it ends past the end."""
    number = 0
    for shift in range(longest):
        byte = data[at] if at < len(data) else 0x80
        at += 1
        number |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            return number, at
    return number, at
