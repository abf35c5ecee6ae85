"""The Ongoing Insights workbook: a quarter beside the one before it."""

from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ledgerlift.analysis import RULES_VERSION, Analysis, definitions
from ledgerlift.analysis.definitions import Column
from ledgerlift.analysis.marks import day_number
from ledgerlift.analysis.quarters import Quarters, compare_quarters
from ledgerlift.reports.book import Book
from ledgerlift.reports.charts import name_row
from ledgerlift.reports.figures import show, table_column
from ledgerlift.reports.method_tab import LEVELS
from ledgerlift.reports.page import Page
from ledgerlift.reports.settings import USUAL, ReportSettings
from ledgerlift.reports.sheet_xml import EPOCH
from ledgerlift.reports.styles import LINE, MUTED, heading_properties
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot

# The sums of the summary, in the order and with the names of the Customer tab.
SUMS = (("bills_count", "count"), ("bills_amount", "money"), ("payments_count", "count"), ("payments_amount", "money"),
        ("direct_costs_count", "count"), ("direct_costs_amount", "money"))  # fmt: skip
SHARES = ("prior_share", "latest_share", "change")


def write_ongoing_insights(
    analysis: Analysis,
    snapshot: Snapshot,
    path: Path,
    settings: ReportSettings = USUAL,
    *,
    earlier: Snapshot | None = None,
) -> None:
    """Write the workbook of the latest complete quarter; the same arguments give the same bytes.

    The settings are those of ``analysis``, but for its period. Raises FileRejectedError when the books do not hold
    two whole quarters, which an ``earlier`` snapshot may help out with.
    """
    language = settings.language
    quarters = compare_quarters(snapshot, analysis.settings, earlier=earlier)
    words = list_words("quarters", language)
    title = list_words("files", language)["ongoing_insights"]
    book = Book(
        title=title,
        language=language,
        issuer=settings.issuer,
        created=snapshot.manifest.last_date,
        paper=settings.paper,
    )
    _add_summary(book, words, quarters)
    _add_methods(book, words, quarters)
    _add_suppliers(book, words, quarters)
    _add_read_me(book, words, quarters, snapshot)
    book.save(Path(path))


def _add_summary(book: Book, words: dict[str, str], quarters: Quarters) -> None:
    sheet = book.add_sheet(words["summary"])
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 24)
    customer = list_words("customer", book.language)
    period, summary = quarters.latest.period, quarters.summary
    days = (day_number(day) + EPOCH if day else None for day in (period and period.start, period and period.end))
    facts: list[tuple[str, Any, str]] = [
        (customer["start_date"], next(days), "date"),
        (customer["end_date"], next(days), "date"),
        (customer["months_reviewed"], quarters.latest.months, "count"),
        (words["new_suppliers_count"], summary["new_suppliers_count"], "count"),
    ]
    row = _write_facts(book, sheet, 0, facts)
    style = book.cell_style("text", bold=True, bottom=1, bottom_color=LINE)
    sheet.write_string(row + 1, 0, words["of_new"], style)
    sheet.write_blank(row + 1, 1, None, style)
    facts = [(customer[key], summary[key], kind) for key, kind in SUMS]
    facts += [(words[key], summary[key], "days") for key in ("average_settlement_days", "settlement_days_change")]
    _write_facts(book, sheet, row + 2, facts)


def _write_facts(book: Book, sheet: Worksheet, row: int, facts: list[tuple[str, Any, str]]) -> int:
    for label, value, kind in facts:
        sheet.write_string(row, 0, label, book.cell_style("text", font_color=MUTED))
        if value is not None:
            sheet.write_number(row, 1, float(value), book.cell_style(kind, align="left"))
        row += 1
    return row


def _add_methods(book: Book, words: dict[str, str], quarters: Quarters) -> None:
    sheet = book.add_sheet(words["methods"])
    (method,) = (column for column in definitions.list_columns("methods") if column.key == "payment_method")
    headings = (method.label[book.language], *(words[share] for share in SHARES))
    sheet.set_row(0, 42)
    sheet.set_column(0, len(headings) - 1, 24)
    sheet.freeze_panes(1, 1)
    for position, heading in enumerate(headings):
        sheet.write_string(0, position, heading, book.style(**heading_properties("bills")))
    for row, figures in enumerate(quarters.methods.iter_rows(named=True), 1):
        level = LEVELS[figures["level"]]
        indent = {"indent": 1} if figures["level"] == "method" else {}
        sheet.write_string(row, 0, name_row(figures, book.language), book.cell_style("text", **level, **indent))
        for position, share in enumerate(SHARES, 1):
            # Percentage points are written as such: 12.5, not 12.5 %.
            kind, scale = ("days", 1) if share == "change" else ("percent", 100)
            style = book.cell_style(kind, **level)
            if figures[share] is None:
                sheet.write_blank(row, position, None, style)
            else:
                sheet.write_number(row, position, figures[share] / scale, style)


def _add_suppliers(book: Book, words: dict[str, str], quarters: Quarters) -> None:
    columns: tuple[Column, ...] = definitions.list_columns("suppliers")
    book.fill(
        book.add_sheet(words["new_suppliers"]),
        [table_column(column, book.language) for column in columns],
        quarters.new_suppliers.select(show(column, book.language) for column in columns),
        bands=definitions.list_words("sections", book.language),
    )


def _add_read_me(book: Book, words: dict[str, str], quarters: Quarters, snapshot: Snapshot) -> None:
    language = book.language
    read_me, period, before = list_words("read_me", language), quarters.latest.period, quarters.prior.period
    page = Page(book, book.add_sheet(list_words("tabs", language)["read_me"]))
    about = words["about"] if quarters.latest.base_currency else words["about_no_currency"]
    start, end = (day.isoformat() if day else "" for day in (period and period.start, period and period.end))
    title = list_words("files", language)["ongoing_insights"]
    page.write_title(title, about.format(start=start, end=end, currency=quarters.latest.base_currency))
    prior = f"{before.start.isoformat()} – {before.end.isoformat()}" if before else ""
    facts = (
        (read_me["snapshot_id"], snapshot.manifest.snapshot_id),
        (read_me["created_by"], snapshot.manifest.created_by),
        (read_me["rules_version"], RULES_VERSION),
        (words["prior_quarter"], prior),
    )
    page.write_table(read_me["origin"], (), facts)
    rows = [
        (words["average_settlement_days"], words["settlement_definition"]),
        (words["settlement_days_change"], words["change_definition"]),
        (f"{words['prior_share']} / {words['latest_share']}", words["share_definition"]),
    ]
    rows += [
        (column.label[language], column.definition[language])
        for column in definitions.list_columns("suppliers")
        if column.definition
    ]
    page.write_table(words["summary"], (read_me["column"], read_me["definition"]), rows)
