"""The rows of a web page: those of its tables, one below the other, and each text between them as a row of its own.

A spreadsheet program opens such a page in the same way. Tables inside cells are there for the looks of a page or for
the lines of an address; one of several rows and columns is a table of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.sparse_cells import SparseCells
from ledgerlift.reading.web_numbers import stated_number
from ledgerlift.reading.web_tags import Tag

_DEEPEST = 64
_MOST_COLUMNS = 2_048
# As far as browsers let a cell reach.
_WIDEST_SPAN = 1_000
_TALLEST_SPAN = 65_534

_CELLS = frozenset({"td", "th"})
_ROW_ENDS = frozenset({"tr", "thead", "tbody", "tfoot", "caption"})
_BREAKS = frozenset({"br", "p", "div", "li", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol"})
_EMPTY = frozenset({"br", "hr", "img", "input", "col", "meta", "link", "wbr"})  # elements without an end
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,9})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)

Row = Mapping[int, str]


@dataclass
class _Table:
    """A table that is open; one inside a cell holds its rows back until they prove to be rows of their own."""

    parent: "_Table | None"
    is_held: bool
    rows: list[tuple[Row, bool]] = field(default_factory=list)
    row: dict[int, str] | None = None
    is_row_hidden: bool = False
    column: int = 1
    row_number: int = 0
    reaching: dict[int, int] = field(default_factory=dict)  # column -> the last row that a cell from above covers
    texts: list[str] | None = None  # of the open cell
    attributes: str = ""

    def has_text(self) -> bool:
        return bool(self.row) or (self.texts is not None and bool(_tidy(self.texts)))


class WebTables:
    """Takes the tags of a page; ``cells`` has what was found once the last one has come."""

    def __init__(self, limits: Limits) -> None:
        self.cells = SparseCells(limits)
        self.hidden_rows = 0
        self.table_rows = 0
        self._next_row = 1
        self._depth = 0
        self._table: _Table | None = None
        self._loose: list[str] = []  # text outside all cells
        self._hidden: list[str] = []  # open elements inside one that does not show

    def take(self, tag: Tag) -> None:
        """Take the next tag and the text before it."""
        text, name, is_end, attributes, content = tag
        if text and not self._hidden:
            self._texts().append(_on_one_line(text))
        if content is not None:
            self._hidden.clear()
            self._end_cell()
            self._begin_cell(attributes).append(_on_one_line(content))
            self._end_cell()
            return
        if name in _CELLS:
            self._end_cell()
        elif name in _ROW_ENDS:
            self._end_row()
        if name in _BREAKS:
            self._break(name)
        elif is_end:
            self._end(name)
        else:
            self._begin(name, attributes)
        if self._hidden or (not is_end and _HIDDEN.search(attributes)):
            self._hide(name, is_end=is_end)

    def _begin(self, name: str, attributes: str) -> None:
        if name in _CELLS:
            self._begin_cell(attributes)
        elif name == "tr":
            self._begin_row(attributes)
        elif name == "table":
            self._begin_table()

    def _end(self, name: str) -> None:
        if name == "table":
            self._end_table()
        elif not name:
            while self._table:
                self._end_table()
            self._end_loose()

    def _texts(self) -> list[str]:
        table = self._table
        return table.texts if table is not None and table.texts is not None else self._loose

    def _hide(self, name: str, *, is_end: bool) -> None:
        """Follow the elements inside one that does not show; a cell or row that does not show is read all the same."""
        if name in _CELLS or name in _ROW_ENDS or name in {"table", ""}:
            self._hidden.clear()
        elif not is_end and name not in _EMPTY and (not self._hidden or name == self._hidden[0]):
            self._hidden.append(name)
        elif is_end and self._hidden and name == self._hidden[0]:
            self._hidden.pop()

    def _break(self, name: str) -> None:
        texts = self._texts()
        if texts is self._loose and name != "br":
            self._end_loose()
        else:
            texts.append("\n")

    def _end_loose(self) -> None:
        text = _tidy(self._loose)
        self._loose.clear()
        if text:
            self._write({1: text})

    def _begin_table(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise refuse("saved_as_web_page")
        self._end_loose()
        parent = self._table
        is_inside_cell = parent is not None and parent.texts is not None
        self._table = _Table(parent, is_held=is_inside_cell)
        if parent is not None and not is_inside_cell:
            self._release(parent)

    def _end_table(self) -> None:
        self._end_row()
        table = self._table
        if table is None:
            return
        self._end_loose()
        self._depth -= 1
        self._table = table.parent
        if not table.is_held or table.parent is None or table.parent.texts is None:
            return
        if len(table.rows) == 1 and len(table.rows[0][0]) > 1 and not table.parent.has_text():
            self._release(table)
            return
        lines = [" ".join(row.values()) for row, _ in table.rows]
        table.parent.texts += ["\n", "\n".join(lines), "\n"]

    def _begin_row(self, attributes: str) -> None:
        if self._table is None:
            self._begin_table()
        assert self._table is not None  # noqa: S101 - begun just now
        self._end_loose()
        self._table.row = {}
        self._table.row_number += 1
        self._table.column = 1
        self._table.is_row_hidden = _HIDDEN.search(attributes) is not None

    def _end_row(self) -> None:
        self._end_cell()
        table = self._table
        if table is None or table.row is None:
            return
        row, table.row = table.row, None
        self.table_rows += 1
        if not table.is_held:
            self._write(row, is_hidden=table.is_row_hidden)
            return
        if row:
            table.rows.append((row, table.is_row_hidden))
        if len(table.rows) > 1 and max(len(each) for each, _ in table.rows[:2]) > 1:
            self._release(table)

    def _release(self, table: _Table) -> None:
        """Write the rows that were held back: first what stands before them in the cells around the table."""
        if table.parent is not None and table.is_held:
            self._release(table.parent)
            around = table.parent
            if around.row is not None:
                if around.texts is not None:
                    _put(around, _tidy(around.texts))
                    around.texts = []
                self._write(around.row)
                around.row = {}
        table.is_held = False
        for row, is_hidden in table.rows:
            self._write(row, is_hidden=is_hidden)
        table.rows.clear()

    def _begin_cell(self, attributes: str) -> list[str]:
        if self._table is None or self._table.row is None:
            self._begin_row("")
        table = self._table
        assert table is not None  # noqa: S101 - begun just now
        while table.reaching.get(table.column, 0) >= table.row_number:
            table.column += 1
        if table.column > _MOST_COLUMNS:
            raise refuse("too_many_columns", limit=_MOST_COLUMNS)
        table.texts = []
        table.attributes = attributes
        return table.texts

    def _end_cell(self) -> None:
        table = self._table
        if table is None or table.texts is None:
            return
        texts, table.texts = table.texts, None
        text = _tidy(texts)
        attributes = table.attributes
        if attributes:
            text = stated_number(attributes, text)
        _put(table, text)
        width = 1
        if "span" in attributes.lower():
            spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(attributes)}
            width = min(max(spans.get("col", 1), 1), _WIDEST_SPAN)
            height = min(spans.get("row", 1) or _TALLEST_SPAN, _TALLEST_SPAN)
            if height > 1:
                last = table.row_number + height - 1
                table.reaching |= dict.fromkeys(range(table.column, table.column + width), last)
        table.column += width

    def _write(self, row: Row, *, is_hidden: bool = False) -> None:
        for column, text in row.items():
            self.cells.add(self._next_row, column, text)
        self.hidden_rows += is_hidden and bool(row)
        self._next_row += 1


def _put(table: _Table, text: str) -> None:
    if text and table.row is not None:
        before = table.row.get(table.column)
        table.row[table.column] = f"{before}\n{text}" if before else text


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


def _tidy(texts: list[str]) -> str:
    """Write pieces of a text as a browser shows them: white space is one space, line breaks are those of the page."""
    text = texts[0] if len(texts) == 1 else "".join(texts)
    if "&" in text:
        text = unescape(text)
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
