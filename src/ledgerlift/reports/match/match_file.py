"""The match file of any network: the suppliers in its columns, a log, the ids, and what it all means."""

from decimal import Decimal
from pathlib import Path

import polars as pl

from ledgerlift.analysis import Analysis
from ledgerlift.reports.book import Book, TableColumn
from ledgerlift.reports.match.explanation import add_explanation
from ledgerlift.reports.match.fitting import fit, prepare
from ledgerlift.reports.match.layouts import MatchColumn, get_layout
from ledgerlift.reports.match.log import make_log
from ledgerlift.reports.match.rows import choose_rows
from ledgerlift.reports.settings import USUAL, ReportSettings
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot

# How the workbook formats each form of a value; all others are text.
KINDS = {"amount": "money", "plain_amount": "plain_money", "whole": "plain_count", "days": "days", "date": "date"}
LOG_KINDS = {"spend": "money", "reason": "sentence"}
LOG_COLUMNS = (
    "event",
    "key",
    "supplier_id",
    "supplier_name",
    "column",
    "recorded",
    "written",
    "reason",
    "rule",
    "spend",
)


def write_match_file(
    analysis: Analysis, snapshot: Snapshot, path: Path, settings: ReportSettings = USUAL, *, network: str
) -> str:
    """Write the file of a network, and give its totals; the same arguments give the same bytes.

    Raises KeyError for an unknown network and ValueError for a chosen column it does not have.
    """
    language = settings.language
    layout = get_layout(network).choose(settings.match_columns.get(network, ()))
    chosen = choose_rows(analysis, snapshot, minimum_spend=settings.minimum_spend)
    rows = prepare(chosen.rows)
    fitted = [(column, fit(rows, column, language)) for column in layout.columns]
    log = make_log(chosen, [(column, values.changes) for column, values in fitted], language)
    title = list_words("files", language)[network]
    words = list_words("match", language)
    book = Book(
        title=title,
        language=language,
        issuer=settings.issuer,
        created=snapshot.manifest.last_date,
        paper=settings.paper,
    )
    book.fill(
        book.add_sheet(title),
        [
            TableColumn(column.key, column.heading[language], _section(column), _kind(column))
            for column in layout.columns
        ],
        pl.DataFrame([values.values for _, values in fitted]),
    )
    book.fill(
        book.add_sheet(words["log"]),
        [TableColumn(name, words[name], "details", LOG_KINDS.get(name, "text")) for name in LOG_COLUMNS],
        log,
    )
    keys = chosen.records.filter(pl.col("left_out").is_null()).select(
        key="our_key", supplier_id="supplier_id", supplier_name="supplier_name"
    )
    book.fill(
        book.add_sheet(words["keys"]),
        [TableColumn(name, words[name], "suppliers", "text") for name in keys.columns],
        keys.sort("key", "supplier_id", "supplier_name", nulls_last=True),
    )
    add_explanation(book, layout, chosen, analysis=analysis, snapshot=snapshot, settings=settings)
    book.save(Path(path))
    spend = sum(chosen.rows["total_spend"].drop_nulls(), Decimal(0))
    return f"{chosen.rows.height} of {chosen.records.height} suppliers, {spend} {analysis.base_currency or ''}".strip()


def _kind(column: MatchColumn) -> str:
    return KINDS.get(column.form, "text")


def _section(column: MatchColumn) -> str:
    if column.form in ("amount", "plain_amount", "whole"):
        return "total_spend"
    return "payment_terms" if column.form in ("days", "method", "date") else "suppliers"
