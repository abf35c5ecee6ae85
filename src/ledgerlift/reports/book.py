"""A workbook in the making: sheets by XlsxWriter, large tables by generated rows, one file that never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledgerlift.problems import Language
from ledgerlift.reports.package import TabColumn, TabRows, write_package
from ledgerlift.reports.settings import Paper
from ledgerlift.reports.sheet_xml import CellKind
from ledgerlift.reports.styles import WORDS, Issuer, cell_properties, heading_properties, keep_apart
from ledgerlift.reports.text import clean
from ledgerlift.reports.text_fit import count_lines
from ledgerlift.reports.words import say

# The creation date of a workbook whose records have no date.
NO_DATE = date(2000, 1, 1)
WIDEST, NARROWEST = 44, 9
# Characters that a printed page across holds in letters large enough to be read.
WIDEST_PAGE = 190
SAMPLE = 1_000
# Width of a column that holds sentences; they go on in further lines.
SENTENCE = 80
# Points: a unit of column width, a line of a heading, and the button of a filter below it.
WIDTH_UNIT, HEADING_LINE, FILTER_BUTTON = 5.25, 13.5, 16
# Units of column width that the indent of a heading takes.
INDENT = 1.5
# Bold letters are wider than those that are measured.
HEADING_SIZE = 10.8
TEXT_SIZE, HIGHEST_ROW = 10, 409
HEIGHT = "height of the row"
# Inches around a printed page; the footer stands in the lowest.
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.65}
LONGEST_FOOTER_TITLE = 80
# Letters a document property may hold.
LONGEST_PROPERTY = 255
# Paper as a spreadsheet numbers it.
PAPER_CODES: dict[Paper, int] = {"letter": 1, "a4": 9, "screen": 1}


@dataclass(frozen=True)
class TableColumn:
    """One column of a table tab: its place in the frame, its heading, its section and its kind of value.

    ``linked_when`` names a Boolean column of the frame that tells which cells look like links.
    """

    name: str
    heading: str
    section: str
    kind: str
    linked_when: str | None = None


class Book:
    """One workbook; `save` writes it. The same calls give the same bytes."""

    def __init__(
        self,
        *,
        title: str,
        language: Language,
        issuer: Issuer | None,
        created: date | None,
        paper: Paper = "letter",
    ) -> None:
        self.language = language
        self.issuer = issuer
        self._title = " ".join(clean(title).split())
        self._paper = PAPER_CODES[paper]
        self._buffer = BytesIO()
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._rows: dict[str, TabRows] = {}
        self._book = xlsxwriter.Workbook(
            self._buffer,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._book.set_properties(
            {
                "title": self._title[:LONGEST_PROPERTY],
                "author": clean(issuer.name)[:LONGEST_PROPERTY] if issuer else "Ledgerlift",
                "created": datetime.combine(created or NO_DATE, time()),
            }
        )

    def add_sheet(self, name: str) -> Worksheet:
        """Add an empty sheet."""
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(self._paper)
        sheet.set_margins(**MARGINS)
        title, page = self._title[:LONGEST_FOOTER_TITLE].replace("&", "&&"), say("values", "page", self.language)
        sheet.set_footer(f"&L&8 {title}&C&8 &A&R&8 {page}", {"margin": 0.3})
        return sheet

    def add_chart(self, options: dict[str, Any]) -> Any:  # noqa: ANN401 - XlsxWriter's charts share no type
        """Make a chart to be put on a sheet."""
        return self._book.add_chart(options)

    def style(self, **properties: Any) -> Format:  # noqa: ANN401 - XlsxWriter's property values
        """Give the format with these properties, the same object for the same ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def cell_style(self, kind: str, **properties: Any) -> Format:  # noqa: ANN401 - XlsxWriter's property values
        """Give the format of a value cell, with properties of its own."""
        return self.style(**(cell_properties(kind, self.language) | properties))

    def write_text(self, sheet: Worksheet, row: int, column: int, text: str | None, style: Format) -> None:
        """Write text as text, whatever it starts with; nothing when there is none."""
        if text:
            sheet.write_string(row, column, clean(text), style)

    def fill(
        self,
        sheet: Worksheet,
        columns: Sequence[TableColumn],
        frame: pl.DataFrame,
        *,
        bands: dict[str, str] | None = None,
        links: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Make a sheet one table with a frozen, filtered heading; ``bands`` names the sections in a row above it."""
        heading_row = 1 if bands else 0
        if bands:
            self.write_bands(sheet, 0, [column.section for column in columns], bands)
        widths = [_width(frame, column) for column in columns]
        self.write_headings(sheet, heading_row, columns, widths, is_filtered=True)
        first = heading_row + 1
        self.fit_width(sheet, widths)
        for position, column in enumerate(columns):
            # The two template rows of `package`: plain cells, then those that need a style of their own.
            apart = keep_apart(column.kind, position)
            sheet.write_blank(first, position, None, self.cell_style(column.kind, **apart))
            special = {"underline": 1} if column.linked_when else {"quote_prefix": True}
            sheet.write_blank(first + 1, position, None, self.cell_style(column.kind, **special, **apart))
        sheet.freeze_panes(first, 1)
        sheet.autofilter(heading_row, 0, heading_row + frame.height, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.repeat_rows(0, heading_row)
        sentences = [column.name for column in columns if column.kind == "sentence"]
        if sentences:
            frame = frame.with_columns(_find_height(frame, sentences).alias(HEIGHT))
        self._rows[f"xl/worksheets/sheet{sheet.index + 1}.xml"] = TabRows(
            frame=frame,
            columns=tuple(TabColumn(column.name, _cell_kind(column.kind), column.linked_when) for column in columns),
            template_row=first + 1,
            links=tuple(links),
            height=HEIGHT if sentences else None,
        )

    def fit_width(self, sheet: Worksheet, widths: Sequence[int]) -> None:
        """Set the widths of the columns, and print them on as many pages side by side as it takes to stay legible."""
        for position, width in enumerate(widths):
            sheet.set_column(position, position, width)
        sheet.fit_to_pages(-(-sum(widths) // WIDEST_PAGE), 0)
        # Each page has the names of the rows.
        sheet.repeat_columns(0)

    def write_headings(
        self,
        sheet: Worksheet,
        row: int,
        columns: Sequence[TableColumn],
        widths: Sequence[int],
        *,
        is_filtered: bool = False,
    ) -> None:
        """Write a row of column headings in the colours of their sections, as high as the longest needs."""
        lines = max(
            count_lines(column.heading, (width - INDENT) * WIDTH_UNIT, HEADING_SIZE)
            for column, width in zip(columns, widths, strict=True)
        )
        sheet.set_row(row, lines * HEADING_LINE + (FILTER_BUTTON if is_filtered else 4))
        for position, column in enumerate(columns):
            style = self.style(**heading_properties(column.section, column.kind) | keep_apart(column.kind, position))
            sheet.write_string(row, position, column.heading, style)

    def write_bands(self, sheet: Worksheet, row: int, sections: Sequence[str], names: dict[str, str]) -> None:
        """Write the name of each section over its first column, its colour over all of them."""
        sheet.set_row(row, 18)
        for position, section in enumerate(sections):
            is_first = position == 0 or sections[position - 1] != section
            style = self.style(**heading_properties(section, band=True))
            if is_first:
                sheet.write_string(row, position, names[section], style)
            else:
                sheet.write_blank(row, position, None, style)

    def save(self, path: Path) -> None:
        """Write the workbook; nothing is at ``path`` until it is complete."""
        self._book.close()
        write_package(self._buffer.getvalue(), self._rows, path)


def _cell_kind(kind: str) -> CellKind:
    if kind == "date":
        return "date"
    return "text" if kind in WORDS else "number"


def _find_height(frame: pl.DataFrame, sentences: list[str]) -> pl.Series:
    """Find how high each row must be to show its sentences whole: not every reader sees to that by itself."""
    texts = pl.concat([frame[name] for name in sentences]).drop_nulls().unique()
    room = (SENTENCE - 2) * WIDTH_UNIT
    lines = pl.Series([count_lines(text, room, TEXT_SIZE) for text in texts], dtype=pl.Int64)
    most = frame.select(
        pl.max_horizontal(
            pl.col(name).replace_strict(texts, lines, default=1, return_dtype=pl.Int64) for name in sentences
        )
    )
    return (most.to_series() * HEADING_LINE + 2).clip(upper_bound=HIGHEST_ROW)


def _width(frame: pl.DataFrame, column: TableColumn) -> int:
    if column.kind == "sentence":
        return SENTENCE
    if column.kind == "text":
        longest = frame[column.name].head(SAMPLE).str.len_chars().quantile(0.95) or 0
    else:
        longest = {"date": 11, "money": 16, "method": 16, "flag": 10}.get(column.kind, NARROWEST)
    # Headings wrap to about three lines, but no word of theirs is broken.
    word = max(map(len, column.heading.split()), default=0)
    return min(WIDEST, max(NARROWEST, int(longest) + 2, word + 4, -(-len(column.heading) // 3) + 4))
