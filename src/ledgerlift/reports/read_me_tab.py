"""The Read me tab: what every column means, where the figures come from, and the proof that they add up."""

from typing import Any

import polars as pl

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.reports.book import Book
from ledgerlift.reports.column_definitions import write_definitions, write_raw_definitions
from ledgerlift.reports.page import Page
from ledgerlift.reports.problem_list import list_problems
from ledgerlift.reports.provenance import write_origin, write_rows, write_sources
from ledgerlift.reports.settings import ReportSettings
from ledgerlift.reports.used_settings import say_settings
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot

MOST_PROBLEMS = 1_000


def add_read_me_tab(book: Book, snapshot: Snapshot, analysis: Analysis, settings: ReportSettings) -> None:
    """Add the tab."""
    page = Page(book, book.add_sheet(list_words("tabs", book.language)["read_me"]))
    words = list_words("read_me", book.language)
    about = words["about"] if analysis.base_currency else words["about_no_currency"]
    page.write_title(words["title"], about.format(currency=analysis.base_currency))
    write_origin(page, snapshot.manifest)
    page.write_table(list_words("settings", book.language)["title"], (), say_settings(analysis, settings))
    write_sources(page, snapshot.manifest)
    write_rows(page, snapshot.manifest)
    _write_account(page, words, analysis)
    _write_problems(page, words, snapshot)
    _write_definitions(page, analysis)


def _write_account(page: Page, words: dict[str, str], analysis: Analysis) -> None:
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


def _write_problems(page: Page, words: dict[str, str], snapshot: Snapshot) -> None:
    problems = list_problems(snapshot, page.book.language)[:MOST_PROBLEMS]
    rows = [(each.count, each.sentence) for each in problems]
    page.write_table(words["problems"], (words["count"], words["problem"]), rows, last_is_wide=True)


def _write_definitions(page: Page, analysis: Analysis) -> None:
    tables: tuple[definitions.Table, ...] = ("entities", "methods", "suppliers")
    for table in tables if analysis.entities.height else tables[1:]:
        write_definitions(page, table, list_words("tabs", page.book.language)[table])
    write_raw_definitions(page, is_multi_entity=analysis.entities.height > 0)
