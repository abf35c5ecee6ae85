"""The Spend Analysis tab: one row a payment method under its category, the company as a whole, and two charts."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.analysis.definitions import Column
from ledgerlift.reports.book import Book
from ledgerlift.reports.charts import add_charts, name_row
from ledgerlift.reports.figures import table_column
from ledgerlift.reports.styles import DEFAULT_ACCENT, INK, LINE, Issuer
from ledgerlift.reports.words import list_words

HEADING_ROW = 1
# How a row stands out, by its level.
LEVELS: dict[str, dict[str, Any]] = {
    "category": {"bold": True, "top": 1, "top_color": LINE},
    "method": {},
    "overall": {"bold": True, "top": 2, "top_color": INK},
}


def add_method_tab(book: Book, analysis: Analysis, issuer: Issuer | None) -> None:
    """Add the tab."""
    sheet = book.add_sheet(list_words("tabs", book.language)["methods"])
    columns = definitions.list_columns("methods")
    sections = [column.section for column in columns]
    book.write_bands(sheet, 0, sections, definitions.list_words("sections", book.language))
    book.write_headings(sheet, HEADING_ROW, [table_column(column, book.language) for column in columns])
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, len(columns) - 1, 15)
    sheet.freeze_panes(HEADING_ROW + 1, 1)
    for row, figures in enumerate(analysis.methods.iter_rows(named=True), HEADING_ROW + 1):
        for position, column in enumerate(columns):
            _write_figure(book, sheet, (row, position), column, figures)
    add_charts(book, sheet, analysis, colour=issuer.colour if issuer else DEFAULT_ACCENT, row=row + 2)


def _write_figure(book: Book, sheet: Worksheet, cell: tuple[int, int], column: Column, figures: dict[str, Any]) -> None:
    level, value = LEVELS[figures["level"]], figures[column.key]
    if column.format == "method":
        indent = {"indent": 1} if figures["level"] == "method" else {}
        sheet.write_string(*cell, name_row(figures, book.language), book.cell_style("text", **level, **indent))
        return
    style = book.cell_style(column.format, **level)
    if value is None:
        sheet.write_blank(*cell, None, style)
    else:
        sheet.write_number(*cell, value / 100 if column.format == "percent" else float(value), style)
