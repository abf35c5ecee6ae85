"""The Read me tab of a match file: settings, where it comes from, the sum of its suppliers, and its columns."""

from decimal import Decimal
from typing import Any

import polars as pl

from ledgerlift.analysis import RULES_VERSION, Analysis
from ledgerlift.offers.exclusions import rules_version
from ledgerlift.reports.book import Book
from ledgerlift.reports.match.layouts import Layout, layouts_version
from ledgerlift.reports.match.log import reasons_in
from ledgerlift.reports.match.rows import MONTHS_IN_A_YEAR, MatchRows
from ledgerlift.reports.page import Page
from ledgerlift.reports.receipt import say_period
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot


def add_explanation(
    book: Book,
    layout: Layout,
    chosen: MatchRows,
    *,
    analysis: Analysis,
    snapshot: Snapshot,
    minimum_spend: Decimal,
) -> None:
    """Add the tab."""
    words = list_words("match", book.language)
    page = Page(book, book.add_sheet(list_words("tabs", book.language)["read_me"]))
    about = words["about"] if analysis.base_currency else words["about_no_currency"]
    page.write_title(list_words("files", book.language)[layout.network], about.format(currency=analysis.base_currency))
    _write_settings(page, layout, analysis=analysis, snapshot=snapshot, minimum_spend=minimum_spend)
    _write_sum(page, words, chosen)
    _write_columns(page, words, layout)


def _write_settings(
    page: Page, layout: Layout, *, analysis: Analysis, snapshot: Snapshot, minimum_spend: Decimal
) -> None:
    language, months = page.book.language, analysis.months or MONTHS_IN_A_YEAR
    words = list_words("match", language)
    origin, receipt = list_words("read_me", language), list_words("receipt", language)
    is_scaled = months != MONTHS_IN_A_YEAR
    facts: list[tuple[str, Any]] = [
        (origin["snapshot_id"], snapshot.manifest.snapshot_id),
        (origin["created_by"], snapshot.manifest.created_by),
        (origin["rules_version"], RULES_VERSION),
        (words["layout_version"], layouts_version()),
        (words["exclusion_version"], rules_version()),
        (receipt["period"], say_period(analysis, language)),
        (words["scaled"], words["scaled_by"].format(months=months) if is_scaled else words["not_scaled"]),
        (words["minimum_spend"], minimum_spend),
        (words["limits_title"], _say_limits(layout, words, page)),
        (words["language_title"], words["language"]),
    ]
    if not analysis.overall["payments_count"]:
        facts.append((words["no_payments_title"], words["no_payments"]))
    page.write_table(words["settings"], (), facts)


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
        (column.heading[language], column.most, values["yes"] if column.required else None, column.definition[language])
        for column in layout.columns
    ]
    headings = (words["column"], words["most"], words["required"], list_words("read_me", language)["definition"])
    page.write_table(words["columns_title"], headings, rows)
