"""The Read me tab: what every column means, where the figures come from, and the proof that they add up."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import polars as pl
from xlsxwriter.worksheet import Worksheet

from ledgerlift.analysis import RULES_VERSION, Analysis, definitions
from ledgerlift.reports.book import Book
from ledgerlift.reports.problem_list import list_problems
from ledgerlift.reports.receipt import say_period, say_sum
from ledgerlift.reports.styles import LINE, heading_properties
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Manifest, Snapshot

WIDTHS = (44, 24, 30, 18, 24, 24)
MOST_PROBLEMS = 1_000


def add_read_me_tab(book: Book, snapshot: Snapshot, analysis: Analysis) -> None:
    """Add the tab."""
    page = _Page(book, book.add_sheet(list_words("tabs", book.language)["read_me"]))
    words = list_words("read_me", book.language)
    about = words["about"] if analysis.base_currency else words["about_no_currency"]
    page.write_title(words["title"], about.format(currency=analysis.base_currency))
    _write_origin(page, words, snapshot.manifest, analysis)
    _write_sources(page, words, snapshot.manifest)
    _write_rows(page, words, snapshot.manifest)
    _write_account(page, words, analysis)
    _write_problems(page, words, snapshot)
    _write_definitions(page, words)


class _Page:
    """A sheet written from top to bottom."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book = book
        self.sheet = sheet
        self.row = 0
        for position, width in enumerate(WIDTHS):
            sheet.set_column(position, position, width)

    def write_title(self, title: str, text: str) -> None:
        self.sheet.write_string(0, 0, title, self.book.cell_style("text", bold=True, font_size=16))
        self.sheet.merge_range(1, 0, 1, 3, "", self.book.cell_style("text", text_wrap=True))
        self.sheet.write_string(1, 0, text, self.book.cell_style("text", text_wrap=True))
        self.sheet.set_row(1, 42)
        self.row = 3

    def write_table(self, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write a titled table and leave a row free; a table without rows is left away."""
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
            for position, value in enumerate(row):
                self._write(position, value)
            self.row += 1
        self.row += 1

    def _write(self, position: int, value: Any) -> None:  # noqa: ANN401 - text, count or amount
        if isinstance(value, str):
            style = self.book.cell_style("text", quote_prefix=True, text_wrap=True)
            self.book.write_text(self.sheet, self.row, position, value, style)
        elif value is not None:
            kind = "money" if isinstance(value, Decimal) else "count"
            self.sheet.write_number(self.row, position, float(value), self.book.cell_style(kind))


def _write_origin(page: _Page, words: dict[str, str], manifest: Manifest, analysis: Analysis) -> None:
    language = page.book.language
    customer, receipt = list_words("customer", language), list_words("receipt", language)
    facts: list[tuple[str, str | Decimal | None]] = [
        (words["snapshot_id"], manifest.snapshot_id),
        (words["created_by"], manifest.created_by),
        (words["rules_version"], RULES_VERSION),
        (words["software"], manifest.software),
        (receipt["period"], say_period(analysis, language)),
        (customer["threshold"], Decimal(analysis.settings.supplier_threshold)),
        (customer["base_currency"], analysis.base_currency),
    ]
    page.write_table(words["origin"], (), [fact for fact in facts if fact[1] is not None])


def _write_sources(page: _Page, words: dict[str, str], manifest: Manifest) -> None:
    headings = [words[key] for key in ("file", "sha256", "format", "encoding", "bytes")]
    rows = [(source.name, source.sha256, source.format, source.encoding, source.bytes) for source in manifest.sources]
    page.write_table(words["sources"], headings, rows)


def _write_rows(page: _Page, words: dict[str, str], manifest: Manifest) -> None:
    headings = [words[key] for key in ("file", "sheet", "what_became", "rows")]
    rows = [
        (sheet.file, sheet.sheet, say_sum(sheet, page.book.language), sheet.rows) for sheet in manifest.reconciliation
    ]
    page.write_table(words["rows_title"], headings, rows)


def _write_account(page: _Page, words: dict[str, str], analysis: Analysis) -> None:
    """Write what became of every transaction, with a total for each record type and currency."""
    tabs = list_words("tabs", page.book.language)
    reasons = definitions.list_words("left_out", page.book.language)
    names = {
        name: tabs.get(name, reasons["credit_note"]) for name in ("bills", "payments", "direct_costs", "credit_notes")
    }
    headings = [words[key] for key in ("data_type", "currency", "in_the_figures", "count", "amount", "base_amount")]
    rows: list[tuple[Any, ...]] = []
    for (data_type, currency), group in analysis.account.group_by("data_type", "currency", maintain_order=True):
        rows += [
            (
                names[str(data_type)],
                currency,
                reasons[row["left_out"]] if row["left_out"] else words["analysed"],
                row["count"],
                row["amount"],
                row["base_amount"],
            )
            for row in group.iter_rows(named=True)
        ]
        totals = group.select(pl.col("count", "amount").sum()).row(0)
        rows.append((names[str(data_type)], currency, words["total"], *totals, None))
    page.write_table(words["account_title"], headings, rows)


def _write_problems(page: _Page, words: dict[str, str], snapshot: Snapshot) -> None:
    problems = list_problems(snapshot, page.book.language)[:MOST_PROBLEMS]
    page.write_table(
        words["problems"], (words["problem"], words["count"]), [(each.sentence, each.count) for each in problems]
    )


def _write_definitions(page: _Page, words: dict[str, str]) -> None:
    language = page.book.language
    tabs = list_words("tabs", language)
    headings = [words[key] for key in ("column", "api", "definition")]
    for table in ("methods", "suppliers"):
        rows = [
            (column.label[language], column.api, column.definition[language])
            for column in definitions.list_columns(table)
            if column.definition
        ]
        page.write_table(words["definitions"].format(tab=tabs[table]), headings, rows)
