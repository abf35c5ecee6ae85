"""The Spend Analysis tab: one row a payment method under its category, the company as a whole, and two charts."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.analysis.definitions import Column
from ledgerlift.problems import column_letters
from ledgerlift.reports.book import Book
from ledgerlift.reports.charts import add_charts, name_row
from ledgerlift.reports.figures import table_column
from ledgerlift.reports.raw_tabs import find_heading
from ledgerlift.reports.styles import DEFAULT_ACCENT, INK, LINE
from ledgerlift.reports.supplier_tab import LINKED
from ledgerlift.reports.words import list_words, say

HEADING_ROW = 1
FIRST_WIDTH, WIDTH = 20, 16
# How a row stands out, by its level.
LEVELS: dict[str, dict[str, Any]] = {
    "category": {"bold": True, "top": 1, "top_color": LINE},
    "method": {},
    "overall": {"bold": True, "top": 2, "top_color": INK},
}


def add_method_tab(book: Book, analysis: Analysis) -> None:
    """Add the tab; its counts lead to the column to filter by for the rows behind them."""
    sheet = book.add_sheet(list_words("tabs", book.language)["methods"])
    columns = definitions.list_columns("methods")
    sections = [column.section for column in columns]
    widths = [FIRST_WIDTH, *[WIDTH] * (len(columns) - 1)]
    book.write_bands(sheet, 0, sections, definitions.list_words("sections", book.language))
    book.write_headings(sheet, HEADING_ROW, [table_column(column, book.language) for column in columns], widths)
    book.fit_width(sheet, widths)
    sheet.freeze_panes(HEADING_ROW + 1, 1)
    targets = _find_targets(book, is_multi_entity=analysis.entities.height > 0)
    for row, figures in enumerate(analysis.methods.iter_rows(named=True), HEADING_ROW + 1):
        for position, column in enumerate(columns):
            _write_figure(book, sheet, (row, position), column, figures, target=targets.get(column.key))
    add_charts(book, sheet, analysis, colour=book.issuer.colour if book.issuer else DEFAULT_ACCENT, row=row + 2)


def _find_targets(book: Book, *, is_multi_entity: bool) -> Mapping[str, str]:
    """Find where each count leads: to the suppliers, or to the records, by the method of the supplier."""
    keys = [column.key for column in definitions.list_columns("suppliers")]
    letters = column_letters(keys.index("biggest_count_payment_method") + 1)
    targets = {"suppliers_count": f"'{list_words('tabs', book.language)['suppliers']}'!{letters}2"}
    for count, name in LINKED.items():
        targets[count] = find_heading(name, "supplier_method", book.language, is_multi_entity=is_multi_entity)
    return targets


def _write_figure(
    book: Book, sheet: Worksheet, cell: tuple[int, int], column: Column, figures: dict[str, Any], *, target: str | None
) -> None:
    level, value = LEVELS[figures["level"]], figures[column.key]
    if column.format == "method":
        indent = {"indent": 1} if figures["level"] == "method" else {}
        sheet.write_string(*cell, name_row(figures, book.language), book.cell_style("text", **level, **indent))
        return
    leads = bool(target and value)
    style = book.cell_style(column.format, **level, **({"underline": 1} if leads else {}))
    if leads:
        tip = say("values", "filter_by", book.language, name=name_row(figures, book.language))
        sheet.write_url(*cell, f"internal:{target}", style, tip=tip)
    if value is None:
        sheet.write_blank(*cell, None, style)
    else:
        sheet.write_number(*cell, value / 100 if column.format == "percent" else float(value), style)
