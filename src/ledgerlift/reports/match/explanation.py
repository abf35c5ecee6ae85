"""The Read me tab of a match file: settings, where it comes from, the sum of its suppliers, and its columns."""

from decimal import Decimal

import polars as pl

from ledgerlift.analysis import Analysis
from ledgerlift.offers.exclusions import rules_version
from ledgerlift.reports.book import Book
from ledgerlift.reports.match.layouts import Layout, layouts_version
from ledgerlift.reports.match.log import reasons_in
from ledgerlift.reports.match.rows import MONTHS_IN_A_YEAR, MatchRows
from ledgerlift.reports.page import Page
from ledgerlift.reports.provenance import write_origin, write_sources
from ledgerlift.reports.settings import ReportSettings
from ledgerlift.reports.used_settings import say_looks, say_scope, write_rate
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot


def add_explanation(
    book: Book,
    layout: Layout,
    chosen: MatchRows,
    *,
    analysis: Analysis,
    snapshot: Snapshot,
    settings: ReportSettings,
) -> None:
    """Add the tab."""
    words = list_words("match", book.language)
    page = Page(book, book.add_sheet(list_words("tabs", book.language)["read_me"]))
    about = words["about"] if analysis.base_currency else words["about_no_currency"]
    page.write_title(list_words("files", book.language)[layout.network], about.format(currency=analysis.base_currency))
    versions = [
        (words["layout_version"], layouts_version()),
        (words["exclusion_version"], rules_version()),
    ]
    write_origin(page, snapshot.manifest, versions)
    _write_settings(page, layout, analysis, settings)
    write_sources(page, snapshot.manifest)
    _write_sum(page, words, chosen)
    _write_columns(page, words, layout)


def _write_settings(page: Page, layout: Layout, analysis: Analysis, settings: ReportSettings) -> None:
    language, months = page.book.language, analysis.months or MONTHS_IN_A_YEAR
    words = list_words("match", language)
    is_scaled = months != MONTHS_IN_A_YEAR
    facts = [
        *say_scope(analysis, language),
        (words["scaled"], words["scaled_by"].format(months=months) if is_scaled else words["not_scaled"]),
        (words["minimum_spend"], write_rate(settings.minimum_spend, analysis.base_currency, language)),
        (words["limits_title"], _say_limits(layout, words, page)),
        *say_looks(settings),
        (words["headings_title"], words["language"]),
    ]
    if not analysis.overall["payments_count"]:
        facts.append((words["no_payments_title"], words["no_payments"]))
    page.write_table(list_words("settings", language)["title"], (), facts, last_is_wide=True)


def _say_limits(layout: Layout, words: dict[str, str], page: Page) -> str:
    if layout.limits is None:
        return words["no_limits"]
    return words["limits"].format(source=layout.limits[page.book.language])


def _write_sum(page: Page, words: dict[str, str], chosen: MatchRows) -> None:
    """Write how many suppliers, and how much spend, became what."""
    reasons = reasons_in(page.book.language)
    became = pl.coalesce(
        "left_out", pl.when(pl.col("merged_by").is_null()).then(pl.lit("in_file")).otherwise(pl.lit("merged"))
    )
    names = {"in_file": words["in_file"], "merged": words["merged"], **reasons}
    counted = (
        chosen.records.group_by(became=became)
        .agg(count=pl.len(), spend=pl.col("total_spend").sum())
        .sort((pl.col("became") != "in_file"), (pl.col("became") != "merged"), "became")
    )
    rows = [(names[row["became"]], row["count"], row["spend"]) for row in counted.iter_rows(named=True)]
    rows.append((words["total"], chosen.records.height, chosen.records["total_spend"].sum() or Decimal(0)))
    page.write_table(words["sum_title"], (words["what"], words["suppliers"], words["spend"]), rows)


def _write_columns(page: Page, words: dict[str, str], layout: Layout) -> None:
    language = page.book.language
    values = list_words("values", language)
    rows = [
        (column.heading[language], values["yes"] if column.required else None, column.most, column.definition[language])
        for column in layout.columns
    ]
    headings = (words["column"], words["required"], words["most"], list_words("read_me", language)["definition"])
    page.write_table(words["columns_title"], headings, rows, last_is_wide=True)
