"""The Ongoing Insights workbook: a quarter beside the one before it, and the records of its new suppliers."""

from pathlib import Path
from typing import Any

import polars as pl
from xlsxwriter.worksheet import Worksheet

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.analysis.marks import day_number
from ledgerlift.analysis.quarters import Quarters, compare_quarters
from ledgerlift.reports.band import write_band
from ledgerlift.reports.book import Book, TableColumn
from ledgerlift.reports.charts import name_row
from ledgerlift.reports.column_definitions import write_definitions, write_raw_definitions
from ledgerlift.reports.method_tab import LEVELS
from ledgerlift.reports.page import Page
from ledgerlift.reports.provenance import write_origin, write_sources
from ledgerlift.reports.raw_columns import TABS, RecordType
from ledgerlift.reports.raw_tabs import add_raw_tab, find_supplier_ranges, list_records
from ledgerlift.reports.settings import USUAL, ReportSettings
from ledgerlift.reports.sheet_xml import EPOCH
from ledgerlift.reports.styles import LINE, MUTED
from ledgerlift.reports.supplier_tab import add_supplier_tab
from ledgerlift.reports.used_settings import say_looks, say_scope
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot

# The sums of the summary, in the order and with the names of the Customer tab, and the tab that holds their rows.
SUMS: tuple[tuple[str, str, RecordType], ...] = (
    ("bills_count", "count", "bills"),
    ("bills_amount", "money", "bills"),
    ("payments_count", "count", "payments"),
    ("payments_amount", "money", "payments"),
    ("direct_costs_count", "count", "direct_costs"),
    ("direct_costs_amount", "money", "direct_costs"),
)
SHARES = ("prior_share", "latest_share", "change")
WIDTH = 24


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
    name = list_words("files", language)["ongoing_insights"]
    title = " – ".join(part for part in (name, snapshot.manifest.company.name) if part)
    book = Book(
        title=title,
        language=language,
        issuer=settings.issuer,
        created=snapshot.manifest.last_date,
        paper=settings.paper,
    )
    is_new = pl.col("supplier_key").is_in(quarters.new_suppliers["supplier_key"].implode())
    records = {
        tab.name: list_records(tab, snapshot, quarters.latest, language).filter(is_new, "is_counted") for tab in TABS
    }
    ranges = {kind: find_supplier_ranges(listed, kind, language) for kind, listed in records.items()}
    is_multi_entity = quarters.latest.entities.height > 0
    _add_summary(book, words, quarters, snapshot)
    _add_methods(book, words, quarters)
    add_supplier_tab(book, words["new_suppliers"], quarters.new_suppliers, ranges)
    for tab in TABS:
        add_raw_tab(book, tab, records[tab.name], is_multi_entity=is_multi_entity)
    _add_read_me(book, words, quarters, snapshot, settings)
    book.save(Path(path))


def _add_summary(book: Book, words: dict[str, str], quarters: Quarters, snapshot: Snapshot) -> None:
    sheet = book.add_sheet(words["summary"])
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 44)
    sheet.set_portrait()
    write_band(book, sheet, list_words("files", book.language)["ongoing_insights"], 1)
    customer, tabs = list_words("customer", book.language), list_words("tabs", book.language)
    period, summary = quarters.latest.period, quarters.summary
    days = (day_number(day) + EPOCH if day else None for day in (period and period.start, period and period.end))
    facts: list[tuple[str, Any, str, str | None]] = [
        (customer["start_date"], next(days), "date", None),
        (customer["end_date"], next(days), "date", None),
        (customer["months_reviewed"], quarters.latest.months, "count", None),
        (words["new_suppliers_count"], summary["new_suppliers_count"], "count", words["new_suppliers"]),
    ]
    sheet.write_string(2, 0, customer["company_name"], book.cell_style("text", font_color=MUTED))
    book.write_text(sheet, 2, 1, snapshot.manifest.company.name, book.cell_style("text", quote_prefix=True))
    row = _write_facts(book, sheet, 3, facts)
    style = book.cell_style("text", bold=True, bottom=1, bottom_color=LINE)
    sheet.write_string(row + 1, 0, words["of_new"], style)
    sheet.write_blank(row + 1, 1, None, style)
    facts = [(customer[key], summary[key], kind, tabs[tab]) for key, kind, tab in SUMS]
    facts += [(words[key], summary[key], "days", None) for key in ("average_settlement_days", "settlement_days_change")]
    _write_facts(book, sheet, row + 2, facts)


def _write_facts(book: Book, sheet: Worksheet, row: int, facts: list[tuple[str, Any, str, str | None]]) -> int:
    for label, value, kind, tab in facts:
        sheet.write_string(row, 0, label, book.cell_style("text", font_color=MUTED))
        if value is not None:
            leads = {"bold": True, "underline": 1} if tab else {}
            style = book.cell_style(kind, align="left", **leads)
            if tab:
                sheet.write_url(row, 1, f"internal:'{tab}'!A1", style, tab)
            sheet.write_number(row, 1, float(value), style)
        row += 1
    return row


def _add_methods(book: Book, words: dict[str, str], quarters: Quarters) -> None:
    sheet = book.add_sheet(words["methods"])
    (method,) = (column for column in definitions.list_columns("methods") if column.key == "payment_method")
    columns = [TableColumn("payment_method", method.label[book.language], "suppliers", "text")]
    columns += [TableColumn(share, words[share], "bills", "percent") for share in SHARES]
    widths = [WIDTH] * len(columns)
    book.write_headings(sheet, 0, columns, widths)
    book.fit_width(sheet, widths)
    sheet.freeze_panes(1, 1)
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


def _add_read_me(
    book: Book, words: dict[str, str], quarters: Quarters, snapshot: Snapshot, settings: ReportSettings
) -> None:
    language, latest = book.language, quarters.latest
    read_me, period, before = list_words("read_me", language), latest.period, quarters.prior.period
    page = Page(book, book.add_sheet(list_words("tabs", language)["read_me"]))
    about = words["about"] if latest.base_currency else words["about_no_currency"]
    start, end = (day.isoformat() if day else "" for day in (period and period.start, period and period.end))
    page.write_title(read_me["title"], about.format(start=start, end=end, currency=latest.base_currency))
    prior = f"{before.start.isoformat()} – {before.end.isoformat()}" if before else None
    write_origin(page, snapshot.manifest, [(words["prior_quarter"], prior)])
    used = [*say_scope(latest, language), *say_looks(settings)]
    page.write_table(list_words("settings", language)["title"], (), used)
    write_sources(page, snapshot.manifest)
    rows = [
        (words["new_suppliers_count"], words["new_definition"]),
        (words["average_settlement_days"], words["settlement_definition"]),
        (words["settlement_days_change"], words["change_definition"]),
        (words["prior_share"], words["share_definition"]),
        (words["latest_share"], words["share_definition"]),
        (words["change"], words["points_definition"]),
    ]
    title = read_me["definitions"].format(tab=f"{words['summary']}, {words['methods']}")
    page.write_table(title, (read_me["column"], read_me["definition"]), rows, last_is_wide=True)
    write_definitions(page, "suppliers", words["new_suppliers"])
    write_raw_definitions(page, is_multi_entity=latest.entities.height > 0)
