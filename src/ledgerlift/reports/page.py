"""A sheet that is read like a page: a title, then small tables one below the other."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ledgerlift.reports.book import Book
from ledgerlift.reports.styles import LINE, heading_properties
from ledgerlift.reports.text_fit import measure

WIDTHS = (44, 40, 30, 18, 24, 24)
# Points: a unit of column width, a line of text, and the highest row a spreadsheet has.
WIDTH_UNIT, TEXT_SIZE, LINE_HEIGHT, HIGHEST_ROW = 5.25, 10, 13.5, 409


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
        self.sheet.write_string(0, 0, title, self.book.cell_style("text", bold=True, font_size=16))
        self.sheet.merge_range(1, 0, 1, 3, "", self.book.cell_style("text", text_wrap=True))
        self.sheet.write_string(1, 0, text, self.book.cell_style("text", text_wrap=True))
        self.sheet.set_row(1, 42)
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
        self.sheet.write_string(self.row, 0, title, bold)
        self.row += 1
        for position, heading in enumerate(headings):
            self.sheet.write_string(self.row, position, heading, self.book.style(**heading_properties("details")))
        self.row += 1 if headings else 0
        for row in rows:
            self._set_height(row, last_is_wide=last_is_wide)
            for position, value in enumerate(row):
                self._write(position, value)
            if last_is_wide and len(row) < len(WIDTHS):
                self._widen(len(row) - 1, row[-1])
            self.row += 1
        self.row += 1

    def _set_height(self, row: Sequence[Any], *, last_is_wide: bool) -> None:
        """Make the row as high as its wrapped texts need: not every reader does so by itself."""
        lines = 1
        for position, value in enumerate(row):
            if isinstance(value, str):
                is_wide = last_is_wide and position == len(row) - 1
                room = (sum(WIDTHS[position:]) if is_wide else WIDTHS[position]) * WIDTH_UNIT
                lines = max(lines, sum(max(1, ceil(measure(part, TEXT_SIZE) / room)) for part in value.split("\n")))
        if lines > 1:
            self.sheet.set_row(self.row, min(lines * LINE_HEIGHT, HIGHEST_ROW))

    def _widen(self, position: int, value: Any) -> None:  # noqa: ANN401 - text, count or amount
        style = self.book.cell_style("text", quote_prefix=True, text_wrap=True)
        self.sheet.merge_range(self.row, position, self.row, len(WIDTHS) - 1, "", style)
        self._write(position, value)

    def _write(self, position: int, value: Any) -> None:  # noqa: ANN401 - text, count or amount
        if isinstance(value, str):
            style = self.book.cell_style("text", quote_prefix=True, text_wrap=True)
            self.book.write_text(self.sheet, self.row, position, value, style)
        elif value is not None:
            kind = "money" if isinstance(value, Decimal) else "count"
            self.sheet.write_number(self.row, position, float(value), self.book.cell_style(kind))
