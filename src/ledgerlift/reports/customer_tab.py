"""The Customer tab: whose books these are, which months, and the sums over all suppliers."""

from xlsxwriter.worksheet import Worksheet

from ledgerlift.analysis import Analysis
from ledgerlift.analysis.marks import day_number
from ledgerlift.reports.band import write_band
from ledgerlift.reports.book import Book
from ledgerlift.reports.page import LINE_HEIGHT
from ledgerlift.reports.raw_columns import RecordType
from ledgerlift.reports.raw_tabs import find_heading
from ledgerlift.reports.sheet_xml import EPOCH
from ledgerlift.reports.styles import LINE, MUTED
from ledgerlift.reports.words import list_words, say
from ledgerlift.snapshot import Company

# The sums of the tab, their kind, and the tab that holds their records; suppliers have one of their own.
SUMS: tuple[tuple[str, str, RecordType | None], ...] = (
    ("suppliers_count", "count", None),
    ("bills_count", "count", "bills"),
    ("bills_amount", "money", "bills"),
    ("payments_count", "count", "payments"),
    ("payments_amount", "money", "payments"),
    ("direct_costs_count", "count", "direct_costs"),
    ("direct_costs_amount", "money", "direct_costs"),
)


def add_customer_tab(book: Book, company: Company, analysis: Analysis) -> None:
    """Add the tab."""
    sheet = book.add_sheet(list_words("tabs", book.language)["customer"])
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 44)
    words = list_words("customer", book.language)
    write_band(book, sheet, words["title"], 1)
    row = _write_company(book, sheet, 2, company)
    row = _write_period(book, sheet, row + 1, analysis)
    _write_sums(book, sheet, row + 1, analysis)
    sheet.set_portrait()


def _write_company(book: Book, sheet: Worksheet, row: int, company: Company) -> int:
    facts = {
        "company_name": company.name,
        "registration_number": company.registration_number,
        "tax_number": company.tax_number,
        "phone": company.phone,
        "addresses": "\n".join(company.addresses),
        "web_links": "\n".join(company.web_links),
    }
    for key, value in facts.items():
        _write_label(book, sheet, row, key)
        book.write_text(sheet, row, 1, value, book.cell_style("text", quote_prefix=True, text_wrap=True))
        if value and "\n" in value:
            sheet.set_row(row, LINE_HEIGHT * (value.count("\n") + 1))
        row += 1
    return row


def _write_period(book: Book, sheet: Worksheet, row: int, analysis: Analysis) -> int:
    row = _write_group(book, sheet, row, "period")
    period = analysis.period
    for key, day in (("start_date", period and period.start), ("end_date", period and period.end)):
        _write_label(book, sheet, row, key)
        if day:
            sheet.write_number(row, 1, day_number(day) + EPOCH, book.cell_style("date"))
        row += 1
    numbers = (
        ("months_reviewed", analysis.months, "count"),
        ("threshold", float(analysis.settings.supplier_threshold), "money"),
    )
    for key, number, kind in numbers:
        _write_label(book, sheet, row, key)
        sheet.write_number(row, 1, number, book.cell_style(kind, align="left"))
        row += 1
    _write_label(book, sheet, row, "base_currency")
    book.write_text(sheet, row, 1, analysis.base_currency, book.cell_style("text", quote_prefix=True))
    return row + 1


def _write_sums(book: Book, sheet: Worksheet, row: int, analysis: Analysis) -> None:
    row = _write_group(book, sheet, row, "across")
    suppliers, yes = list_words("tabs", book.language)["suppliers"], list_words("values", book.language)["yes"]
    for key, kind, tab in SUMS:
        _write_label(book, sheet, row, key)
        style = book.cell_style(kind, align="left", bold=True, underline=1)
        if tab is None:
            target, tip = f"'{suppliers}'!A1", suppliers
        else:
            # The tabs of records also hold what is left out of the sums.
            target = find_heading(tab, "in_the_figures", book.language, is_multi_entity=analysis.entities.height > 0)
            tip = say("values", "filter_by", book.language, name=yes)
        sheet.write_url(row, 1, f"internal:{target}", style, tip=tip)
        sheet.write_number(row, 1, float(analysis.overall[key]), style)
        row += 1


def _write_group(book: Book, sheet: Worksheet, row: int, key: str) -> int:
    style = book.cell_style("text", bold=True, bottom=1, bottom_color=LINE)
    sheet.write_string(row, 0, list_words("customer", book.language)[key], style)
    sheet.write_blank(row, 1, None, style)
    return row + 1


def _write_label(book: Book, sheet: Worksheet, row: int, key: str) -> None:
    style = book.cell_style("text", font_color=MUTED)
    sheet.write_string(row, 0, list_words("customer", book.language)[key], style)
