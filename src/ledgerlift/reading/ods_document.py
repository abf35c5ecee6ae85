"""The elements of an OpenDocument spreadsheet, followed from the first to the last."""

import re
from collections.abc import Mapping

from ledgerlift.reading.cell_text import number_text
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.sparse_cells import SparseCells
from ledgerlift.reading.workbook import Cell, SheetFacts

_CELLS = frozenset({"table-cell", "covered-table-cell"})
_PARAGRAPHS = frozenset({"p", "h"})
_NUMBERS = frozenset({"float", "currency", "percentage"})
_HIDDEN = frozenset({"collapse", "filter"})
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}).*)?")
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


class OdsDocument:
    """Takes the events of content.xml; ``sheets`` has what was found, once the last event has come."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[tuple[SheetFacts, SparseCells]] = []
        self._limits = limits
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._open: list[str] = [""]
        self._row: Mapping[str, str] = {}
        self._cell: Mapping[str, str] = {}
        self._begin_table({})

    def on_start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        parent = self._open[-1]
        self._open.append(name)
        if name in _CELLS:
            self._cell = attributes
            self._text.clear()
        elif name in _PARAGRAPHS and parent in _CELLS:
            self._text.append("\n" if self._text else "")
            self._is_in_paragraph = True
        elif self._is_in_paragraph:
            self._text.append({"s": " " * _count(attributes, "text:c"), "tab": "\t", "line-break": "\n"}.get(name, ""))
        elif name == "table-row":
            self._row = attributes
            self._column = 1
            self._row_cells.clear()
        elif name == "table":
            self._begin_table(attributes)
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def on_end(self, name: str) -> None:
        """End an element."""
        self._open.pop()
        if name in _CELLS:
            self._end_cell()
        elif name in _PARAGRAPHS and self._open[-1] in _CELLS:
            self._is_in_paragraph = False
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._end_table()

    def on_text(self, data: str) -> None:
        """Take the text of a cell; that of its comment stands elsewhere."""
        if self._is_in_paragraph:
            self._text.append(data)

    def _begin_table(self, attributes: Mapping[str, str]) -> None:
        self._table = attributes
        self._cells = SparseCells(self._limits)
        self._row_number = 1
        self._row_cells: list[tuple[int, str]] = []
        self._column = 1
        self._text: list[str] = []
        self._is_in_paragraph = False
        self._hidden_rows = 0
        self._uncached: list[Cell] = []

    def _end_cell(self) -> None:
        repeated = _count(self._cell, "table:number-columns-repeated")
        text = _value(self._cell, "".join(self._text))
        if text:
            # One more than allowed is enough to be refused.
            last = self._column + min(repeated, self._limits.columns + 1)
            self._row_cells.extend((column, text) for column in range(self._column, last))
        elif "table:formula" in self._cell and "office:value-type" not in self._cell:
            self._uncached.append((self._row_number, self._column))
        self._column += repeated

    def _end_row(self) -> None:
        repeated = _count(self._row, "table:number-rows-repeated")
        if self._row_cells:
            if self._row.get("table:visibility") in _HIDDEN:
                self._hidden_rows += repeated
            for row in range(self._row_number, self._row_number + repeated):
                for column, text in self._row_cells:
                    self._cells.add(row, column, text)
        self._row_number += repeated

    def _end_table(self) -> None:
        facts = SheetFacts(
            self._table.get("table:name", ""),
            is_visible=self._table.get("table:style-name") not in self._hidden_styles,
            hidden_rows=self._hidden_rows,
            uncached_formulas=self._uncached,
        )
        self.sheets.append((facts, self._cells))
        if len(self.sheets) > self._limits.sheets:
            raise refuse("too_many_sheets", limit=self._limits.sheets)


def _value(attributes: Mapping[str, str], text: str) -> str:
    kind = attributes.get("office:value-type")
    if kind in _NUMBERS:
        return _number(attributes.get("office:value", text))
    if kind == "boolean":
        return attributes.get("office:boolean-value", text)
    if kind == "date" and (date := _DATE.fullmatch(attributes.get("office:date-value", ""))):
        return f"{date[1]} {date[2] or '00:00:00'}"
    if kind == "time" and (time := _TIME.fullmatch(attributes.get("office:time-value", ""))):
        # As a workbook of the other kind writes it: on the day before the calendar begins.
        return f"1899-12-31 {int(time[1]) % 24:02}:{time[2]:0>2}:{time[3]:0>2}"
    return text or attributes.get("office:string-value", "")


def _number(text: str) -> str:
    try:
        return number_text(float(text))
    except (ValueError, OverflowError):
        return text


def _count(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
