"""A sheet whose few cells lie far apart, read cell by cell: slow, but in memory no larger than its cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from ledgerlift.reading.cell_text import date_text, is_date_format, number_text
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.sparse_cells import SparseCells
from ledgerlift.reading.xlsx_scan import column_position
from ledgerlift.reading.xml_stream import parse_xml

_PRONUNCIATION = "rPh"  # how a Japanese name is spoken; not part of the text
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Stylebook:
    """What the cells of a workbook refer to: its strings, which styles show dates, and its calendar."""

    strings: Sequence[str] = ()
    date_styles: frozenset[int] = frozenset()
    uses_1904: bool = False


def read_shared_strings(pieces: Iterable[bytes]) -> list[str]:
    """Read the table of strings that cells refer to by number."""
    strings: list[str] = []
    collector = _TextCollector()

    def on_start(name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            collector.clear()
        collector.enter(name)

    def on_end(name: str) -> None:
        collector.leave(name)
        if name == "si":
            strings.append(collector.text())

    parse_xml(pieces, on_start=on_start, on_end=on_end, on_text=collector.add)
    return strings


def read_date_styles(pieces: Iterable[bytes]) -> frozenset[int]:
    """Find the cell styles that show a number as a date."""
    patterns: dict[int, str] = {}
    codes: list[int] = []
    inside_cell_formats = False

    def on_start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside_cell_formats
        if name == "numFmt":
            patterns[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "xf" and inside_cell_formats:
            codes.append(int(attributes.get("numFmtId", "0")))
        elif name == "cellXfs":
            inside_cell_formats = True

    def on_end(name: str) -> None:
        nonlocal inside_cell_formats
        if name == "cellXfs":
            inside_cell_formats = False

    parse_xml(pieces, on_start=on_start, on_end=on_end)
    return frozenset(style for style, code in enumerate(codes) if is_date_format(code, patterns.get(code)))


def read_sparse_sheet(pieces: Iterable[bytes], book: Stylebook, limits: Limits) -> pl.DataFrame:
    """Read one sheet into its filled rows and columns."""
    reader = _SheetReader(book, SparseCells(limits))
    parse_xml(pieces, on_start=reader.on_start, on_end=reader.on_end, on_text=reader.collector.add)
    return reader.cells.frame()


@dataclass
class _TextCollector:
    """The text inside the elements that hold any."""

    _parts: list[str] = field(default_factory=list)
    _is_open: bool = False
    _is_spoken: bool = False

    def clear(self) -> None:
        self._parts.clear()

    def enter(self, name: str) -> None:
        if name == _PRONUNCIATION:
            self._is_spoken = True
        elif name in ("t", "v"):
            self._is_open = not self._is_spoken

    def leave(self, name: str) -> None:
        self._is_open = False
        if name == _PRONUNCIATION:
            self._is_spoken = False

    def add(self, data: str) -> None:
        if self._is_open:
            self._parts.append(data)

    def text(self) -> str:
        text = "".join(self._parts)
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


@dataclass
class _SheetReader:
    book: Stylebook
    cells: SparseCells
    collector: _TextCollector = field(default_factory=_TextCollector)
    _row: int = 0
    _column: int = 0
    _kind: str = "n"
    _style: int = 0

    def on_start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name == "c":
            reference = attributes.get("r")
            letters = reference.rstrip("0123456789") if reference else ""
            self._column = column_position(letters.encode("ascii", "replace")) if letters else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self.collector.clear()
        else:
            self.collector.enter(name)

    def on_end(self, name: str) -> None:
        self.collector.leave(name)
        if name == "c":
            self.cells.add(self._row, self._column, self._value(self.collector.text()))

    def _value(self, text: str) -> str:
        if self._kind == "s":
            return self.book.strings[int(text)] if text.isdigit() and int(text) < len(self.book.strings) else ""
        if self._kind == "b":
            return {"1": "true", "0": "false"}.get(text, text)
        if self._kind != "n":
            return text
        try:
            number = float(text)
        except ValueError:
            return text
        if self._style in self.book.date_styles:
            return date_text(number, uses_1904=self.book.uses_1904)
        return number_text(number)
