"""The elements of a spreadsheet in XML, followed from the first to the last."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ledgerlift.reading.cell_text import date_text, is_date_format, number_text
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.sparse_cells import SparseCells
from ledgerlift.reading.workbook import Cell, SheetFacts

_MOST_COLUMNS = 16_384
_MOST_ROWS = 2**24
_DATE_FORMATS = re.compile(r"(?:General|Short|Medium|Long) (?:Date|Time)")
_LONG_CODE = re.compile(r"-?\d{16,}")  # has more digits than a number can hold
_BOOLEANS = MappingProxyType({"0": "false", "1": "true"})

Attributes = Mapping[str, str]
_NONE: Attributes = MappingProxyType({})


class SpreadsheetDocument:
    """Takes the events of the file; ``sheets`` has what was found, once the last event has come."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[tuple[SheetFacts, SparseCells]] = []
        self._limits = limits
        self._open: list[str] = [""]
        self._style = ""
        self._date_styles: set[str] = set()
        self._uses_1904 = False
        self._texts: list[str] | None = None  # of the element that is read as text
        self._begin_sheet(_NONE)

    def on_start(self, name: str, attributes: Attributes) -> None:
        """Begin an element."""
        # A comment has data as well, beside those of its cell.
        is_text = (name == "Data" and self._open[-1] == "Cell") or name == "Visible"
        self._open.append(name)
        if name == "Cell":
            self._begin_cell(attributes)
        elif is_text:
            self._type = _text(attributes, "Type")
            self._texts = []
        elif name == "Row":
            self._begin_row(attributes)
        elif name == "Worksheet":
            self._begin_sheet(attributes)
        elif name == "Style":
            self._style = _text(attributes, "ID")
        elif name == "NumberFormat" and _shows_dates(_text(attributes, "Format")):
            self._date_styles.add(self._style)
        elif name == "Date1904":
            self._uses_1904 = True

    def on_end(self, name: str) -> None:
        """End an element."""
        self._open.pop()
        if name == "Cell":
            self._end_cell()
        elif name == "Row":
            self._end_row()
        elif name == "Worksheet":
            self._end_sheet()
        elif self._texts is not None and name in {"Data", "Visible"}:
            text = "".join(self._texts)
            self._texts = None
            if name == "Data":
                self._value = self._read_value(text)
            else:
                self._is_visible = not text.strip().startswith(("SheetHidden", "SheetVeryHidden"))

    def on_text(self, data: str) -> None:
        """Take a piece of text."""
        if self._texts is not None:
            self._texts.append(data)

    def _begin_sheet(self, attributes: Attributes) -> None:
        self._name = _text(attributes, "Name")
        self._is_visible = True
        self._cells = SparseCells(self._limits)
        self._row, self._column = 1, 1
        self._row_attributes = self._cell_attributes = _NONE
        self._has_cells = False
        self._type = self._value = ""
        self._hidden_rows = 0
        self._uncached: list[Cell] = []

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = _count(attributes, "Index") or self._row
        if self._row > _MOST_ROWS:
            raise refuse("too_many_rows", limit=self._limits.rows)
        self._row_attributes = attributes
        self._has_cells = False
        self._column = 1

    def _end_row(self) -> None:
        self._hidden_rows += self._has_cells and _text(self._row_attributes, "Hidden") == "1"
        self._row += 1 + _count(self._row_attributes, "Span")

    def _begin_cell(self, attributes: Attributes) -> None:
        self._column = _count(attributes, "Index") or self._column
        if self._column > _MOST_COLUMNS:
            raise refuse("too_many_columns", limit=self._limits.columns)
        self._cell_attributes = attributes
        self._type = self._value = ""

    def _end_cell(self) -> None:
        if self._value:
            self._cells.add(self._row, self._column, self._value)
            self._has_cells = True
        elif not self._type and _text(self._cell_attributes, "Formula"):
            self._uncached.append((self._row, self._column))
        self._column += 1 + _count(self._cell_attributes, "MergeAcross")

    def _read_value(self, text: str) -> str:
        if self._type == "Boolean":
            return _BOOLEANS.get(text.strip(), text)
        if self._type != "Number" or _LONG_CODE.fullmatch(text):
            return text
        if _text(self._cell_attributes, "StyleID") in self._date_styles:
            return _convert(text, lambda serial: date_text(serial, uses_1904=self._uses_1904))
        return _convert(text, number_text)

    def _end_sheet(self) -> None:
        facts = SheetFacts(
            self._name,
            is_visible=self._is_visible,
            hidden_rows=self._hidden_rows,
            uncached_formulas=self._uncached,
        )
        self.sheets.append((facts, self._cells))
        if len(self.sheets) > self._limits.sheets:
            raise refuse("too_many_sheets", limit=self._limits.sheets)


def _shows_dates(number_format: str) -> bool:
    return bool(number_format) and (
        _DATE_FORMATS.fullmatch(number_format) is not None or is_date_format(0, number_format)
    )


def _convert(text: str, write: Callable[[float], str]) -> str:
    try:
        return write(float(text))
    except (ValueError, OverflowError):
        return text


def _text(attributes: Attributes, name: str) -> str:
    """Give an attribute, whichever prefix the file has chosen for the names of spreadsheets."""
    return attributes.get(f"ss:{name}") or attributes.get(name, "")


def _count(attributes: Attributes, name: str) -> int:
    text = _text(attributes, name)
    return int(text) if text.isdecimal() and len(text) < 10 else 0
