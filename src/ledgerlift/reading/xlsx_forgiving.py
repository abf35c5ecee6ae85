"""The forgiving reader of an xlsx workbook: element by element, however the XML is written; slow."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from ledgerlift.reading.cell_text import is_date_format, tidy_texts
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.sparse_cells import SparseCells, filled, lay_out
from ledgerlift.reading.xlsx_strings import decode_escapes
from ledgerlift.reading.xlsx_values import LINK, Kind, Sheet, Stylebook, column_position
from ledgerlift.reading.xml_stream import parse_xml

_PRONUNCIATION = "rPh"  # how a Japanese name is spoken; not part of the text


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
        return decode_escapes("".join(self._parts))


class ForgivingSheet(Sheet):
    """A sheet that is read element by element."""

    def __init__(self, book: Stylebook, limits: Limits, *, finds_links: bool) -> None:
        super().__init__(book, limits, finds_links=finds_links)
        self._cells = SparseCells(limits)
        self._collector = _TextCollector()
        self._formula: list[str] | None = None
        self._is_inside_formula = False
        self._has_value = False
        self._row = self._column = 0
        self._kind = Kind.NUMBER

    def read(self, pieces: Iterable[bytes]) -> pl.DataFrame:
        """Take the whole part; give the cells, with the column ``row`` and one per position."""
        parse_xml(pieces, on_start=self._on_start, on_end=self._on_end, on_text=self._on_text)
        columns = self._cells.columns
        return lay_out({each: filled(rows, tidy_texts(texts)) for each, (rows, texts) in columns.items()}, self._limits)

    def _on_start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = column_position(letters) if letters else self._column + 1
            self._kind = self._book.kind(attributes.get("t"), int(attributes.get("s", "0")))
            self._collector.clear()
            self._formula, self._has_value = None, False
        elif name == "f":
            self._formula, self._is_inside_formula = [], True
        else:
            self._has_value = self._has_value or name == "v"
            self._collector.enter(name)

    def _on_text(self, data: str) -> None:
        if self._is_inside_formula and self._formula is not None:
            self._formula.append(data)
        else:
            self._collector.add(data)

    def _on_end(self, name: str) -> None:
        self._collector.leave(name)
        self._is_inside_formula = False
        if name == "c":
            text = self._collector.text()
            self._cells.add(self._row, self._column, self._book.text(self._kind, text))
            if self._formula is not None:
                self._note_formula("".join(self._formula), text)

    def _note_formula(self, formula: str, text: str) -> None:
        place = self._row, self._column
        # A formula whose result is an empty text has a value: the empty one.
        is_empty_text = self._kind is Kind.FORMULA_TEXT and self._has_value
        if not text.strip() and not is_empty_text:
            self.uncached_formulas.append(place)
        if self._finds_links and re.search(LINK, formula):
            self.linked_formulas.append(place)
