"""A sheet that is read like a page: a title, then small tables one below the other."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledgerlift.reports.band import write_band
from ledgerlift.reports.book import HIGHEST_ROW, TEXT_SIZE, WIDTH_UNIT, Book
from ledgerlift.reports.styles import LINE, heading_properties, keep_apart
from ledgerlift.reports.text_fit import count_lines

WIDTHS = (44, 40, 30, 18, 24, 24)
LINE_HEIGHT = 13.5  # points


class Page:
    """A sheet written from top to bottom."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book = book
        self.sheet = sheet
        self.row = 0
        for position, width in enumerate(WIDTHS):
            sheet.set_column(position, position, width)

    def write_title(self, title: str, text: str) -> None:
        """Write what the sheet is, and a sentence on how to read it."""
        last = len(WIDTHS) - 1
        write_band(self.book, self.sheet, title, last)
        style = self.book.cell_style("sentence")
        self.sheet.merge_range(1, 0, 1, last, "", style)
        self.sheet.write_string(1, 0, text, style)
        lines = count_lines(text, sum(WIDTHS) * WIDTH_UNIT, TEXT_SIZE)
        self.sheet.set_row(1, (lines + 1) * LINE_HEIGHT)
        self.row = 3

    def write_table(
        self, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, last_is_wide: bool = False
    ) -> None:
        """Write a titled table and leave a row free; a table without rows is left away.

        ``last_is_wide`` gives the last column, which holds sentences, the whole rest of the page.
        """
        rows = list(rows)
        if not rows:
            return
        bold = self.book.cell_style("text", bold=True, font_size=12, bottom=1, bottom_color=LINE)
        self.sheet.set_row(self.row, 1.5 * LINE_HEIGHT)
        self.sheet.write_string(self.row, 0, title, bold)
        self.row += 1
        if headings:
            self._write_headings(headings, rows, last_is_wide=last_is_wide)
        for row in rows:
            self._set_height(row, last_is_wide=last_is_wide)
            for position, value in enumerate(row):
                self._write(position, value)
            if last_is_wide and len(row) < len(WIDTHS):
                self._widen(len(row) - 1, row[-1])
            self.row += 1
        self.row += 1

    def _write_headings(self, headings: Sequence[str], rows: Sequence[Sequence[Any]], *, last_is_wide: bool) -> None:
        """Write the headings, each aligned as the values below it."""
        for position, heading in enumerate(headings):
            is_number = any(isinstance(row[position], int | Decimal) for row in rows)
            kind = "count" if is_number else "text"
            style = self.book.style(**heading_properties("details", kind) | keep_apart(kind, position))
            if last_is_wide and position == len(headings) - 1 < len(WIDTHS) - 1:
                self.sheet.merge_range(self.row, position, self.row, len(WIDTHS) - 1, "", style)
            self.sheet.write_string(self.row, position, heading, style)
        self._set_height(headings, last_is_wide=last_is_wide)
        self.row += 1

    def _set_height(self, row: Sequence[Any], *, last_is_wide: bool) -> None:
        """Make the row as high as its wrapped texts need: not every reader does so by itself."""
        lines = 1
        for position, value in enumerate(row):
            if isinstance(value, str):
                is_wide = last_is_wide and position == len(row) - 1
                room = (sum(WIDTHS[position:]) if is_wide else WIDTHS[position]) * WIDTH_UNIT
                lines = max(lines, count_lines(value, room, TEXT_SIZE))
        if lines > 1:
            self.sheet.set_row(self.row, min(lines * LINE_HEIGHT + 2, HIGHEST_ROW))

    def _widen(self, position: int, value: Any) -> None:  # noqa: ANN401 - text, count or amount
        style = self._text_style(position)
        self.sheet.merge_range(self.row, position, self.row, len(WIDTHS) - 1, "", style)
        self._write(position, value)

    def _write(self, position: int, value: Any) -> None:  # noqa: ANN401 - text, count or amount
        if isinstance(value, str):
            self.book.write_text(self.sheet, self.row, position, value, self._text_style(position))
        elif value is not None:
            kind = "money" if isinstance(value, Decimal) else "count"
            self.sheet.write_number(self.row, position, float(value), self.book.cell_style(kind, valign="top"))

    def _text_style(self, position: int) -> Format:
        look = {"quote_prefix": True, "valign": "top", **keep_apart("text", position)}
        return self.book.cell_style("sentence", **look)
