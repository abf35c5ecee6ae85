"""The Spend Analysis workbook."""

from pathlib import Path

from ledgerlift.analysis import Analysis
from ledgerlift.reports.book import Book
from ledgerlift.reports.customer_tab import add_customer_tab
from ledgerlift.reports.entity_tab import add_entity_tab
from ledgerlift.reports.method_tab import add_method_tab
from ledgerlift.reports.raw_columns import TABS
from ledgerlift.reports.raw_tabs import add_raw_tab, find_supplier_ranges, list_records
from ledgerlift.reports.read_me_tab import add_read_me_tab
from ledgerlift.reports.settings import USUAL, ReportSettings
from ledgerlift.reports.supplier_tab import add_supplier_tab
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot


def write_spend_analysis(analysis: Analysis, snapshot: Snapshot, path: Path, settings: ReportSettings = USUAL) -> None:
    """Write the workbook: the same analysis, snapshot and settings give the same bytes.

    The tabs are those of the published report (Entity Spend Breakdown only for several companies) and a Read me.
    """
    language, issuer = settings.language, settings.issuer
    is_multi_entity = analysis.entities.height > 0
    records = {tab.name: list_records(tab, snapshot, analysis, language) for tab in TABS}
    ranges = {name: find_supplier_ranges(listed, name, language) for name, listed in records.items()}
    company = snapshot.manifest.company
    title = " – ".join(part for part in (list_words("customer", language)["title"], company.name) if part)
    book = Book(
        title=title, language=language, issuer=issuer, created=snapshot.manifest.last_date, paper=settings.paper
    )
    add_customer_tab(book, company, analysis)
    if is_multi_entity:
        add_entity_tab(book, analysis)
    add_method_tab(book, analysis)
    add_supplier_tab(book, list_words("tabs", language)["suppliers"], analysis.listed_suppliers, ranges)
    for tab in TABS:
        add_raw_tab(book, tab, records[tab.name], is_multi_entity=is_multi_entity)
    add_read_me_tab(book, snapshot, analysis, settings)
    book.save(Path(path))
