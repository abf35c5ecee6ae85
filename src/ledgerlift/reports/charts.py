"""The charts of the Spend Analysis tab, each over a small table of its figures."""

from dataclasses import dataclass
from typing import Any

import polars as pl
from xlsxwriter.worksheet import Worksheet

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.problems import Language
from ledgerlift.reports.book import Book
from ledgerlift.reports.styles import INK, LINE, MUTED, heading_properties, number_format
from ledgerlift.reports.words import list_words, say

# Rows and columns of the sheet that one chart covers, and its size in pixels. They stand beside the first column,
# which every printed page repeats.
ROWS_A_CHART, COLUMNS_A_CHART, FIRST_COLUMN = 17, 5, 1
HEADING = 30  # points: two lines
SIZE = {"width": 560, "height": 300}


@dataclass(frozen=True)
class _Bars:
    """The cells of one chart: rows of labels in the first column, values in ``column``."""

    tab: str
    first_row: int
    last_row: int
    column: int


def add_charts(book: Book, sheet: Worksheet, analysis: Analysis, *, colour: str, row: int) -> None:
    """Add total spend and suppliers by method from ``row`` on, most spend first; nothing when no supplier is paid."""
    used = analysis.methods.filter(pl.col("level") == "method", pl.col("suppliers_count") > 0)
    if not used.height:
        return
    used = used.sort("total_spend", descending=True, maintain_order=True)
    first_row = _write_figures(book, sheet, used, row + ROWS_A_CHART)
    suppliers = list_words("charts", book.language)["suppliers"]
    titles = (title_spend(analysis.base_currency, book.language), suppliers)
    for number, title in enumerate(titles):
        bars = _Bars(sheet.get_name(), first_row, first_row + used.height - 1, FIRST_COLUMN + 1 + number)
        place = FIRST_COLUMN + number * COLUMNS_A_CHART
        options = {"object_position": 3, "description": title}
        sheet.insert_chart(row, place, _make_chart(book, bars, title, colour), options)


def title_spend(currency: str | None, language: Language) -> str:
    """Name the chart of spend by payment method, with the currency of its amounts."""
    return say("charts", "spend_in", language, currency=currency) if currency else say("charts", "spend", language)


def name_row(figures: dict[str, Any], language: Language) -> str:
    """Name a row of the method table."""
    if figures["level"] == "method":
        return definitions.get_words("methods", figures["payment_method"])[language]
    return definitions.get_words("categories", figures["category"])[language]


def _write_figures(book: Book, sheet: Worksheet, used: pl.DataFrame, row: int) -> int:
    """Write the table the charts read and give the row its figures start in."""
    title = list_words("charts", book.language)["figures"]
    sheet.write_string(row, FIRST_COLUMN, title, book.cell_style("text", bold=True, font_color=MUTED))
    columns = {column.key: column for column in definitions.list_columns("methods")}
    shown = [columns[key] for key in ("payment_method", "total_spend", "suppliers_count")]
    for position, column in enumerate(shown, FIRST_COLUMN):
        heading = column.label[book.language]
        sheet.write_string(row + 1, position, heading, book.style(**heading_properties("details", column.format)))
    sheet.set_row(row + 1, HEADING)
    for number, figures in enumerate(used.iter_rows(named=True), row + 2):
        sheet.write_string(number, FIRST_COLUMN, name_row(figures, book.language), book.cell_style("text"))
        for position, column in enumerate(shown[1:], FIRST_COLUMN + 1):
            sheet.write_number(number, position, float(figures[column.key]), book.cell_style(column.format))
    return row + 2


def _make_chart(book: Book, bars: _Bars, title: str, colour: str) -> Any:  # noqa: ANN401 - XlsxWriter's charts
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": title,
            "categories": [bars.tab, bars.first_row, FIRST_COLUMN, bars.last_row, FIRST_COLUMN],
            "values": [bars.tab, bars.first_row, bars.column, bars.last_row, bars.column],
            "fill": {"color": colour},
            "gap": 60,
            # A label at each bar instead of an axis to read it off.
            "data_labels": {
                "value": True,
                "num_format": number_format("count", book.language),
                "font": {"color": INK, "size": 9},
            },
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 12, "color": INK}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"color": LINE}, "num_font": {"color": INK, "size": 9}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size(SIZE)
    return chart
