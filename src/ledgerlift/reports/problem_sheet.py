"""The problem sheet: what was found in the files and what to do about it, and every row that is in no record."""

from pathlib import Path

import polars as pl

from ledgerlift.analysis import Analysis
from ledgerlift.problems import Language, column_letters
from ledgerlift.reports.book import Book, TableColumn
from ledgerlift.reports.page import Page
from ledgerlift.reports.problem_list import SEVERITIES, say_problem
from ledgerlift.reports.provenance import write_origin, write_rows, write_sources
from ledgerlift.reports.settings import USUAL, ReportSettings
from ledgerlift.reports.used_settings import say_looks
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot, read_problem_row

PROBLEM_COLUMNS = {"severity": "text", "file": "text", "sheet": "text", "cell": "text", "count": "count",
                   "sentence": "sentence", "found": "text"}  # fmt: skip
ROW_COLUMNS = {"file": "text", "sheet": "text", "row": "row", "data_type": "text", "reason": "text", "amount": "money"}


def write_problem_sheet(analysis: Analysis, snapshot: Snapshot, path: Path, settings: ReportSettings = USUAL) -> None:
    """Write the sheet; the same snapshot and settings give the same bytes. It has no figure of the analysis."""
    language = settings.language
    words = list_words("problem_sheet", language)
    title = list_words("files", language)["problem_sheet"]
    book = Book(
        title=title,
        language=language,
        issuer=settings.issuer,
        created=snapshot.manifest.last_date,
        paper=settings.paper,
    )
    tabs = {"problems": (PROBLEM_COLUMNS, _list_problems(snapshot, language)),
            "set_aside": (ROW_COLUMNS, _list_set_aside(snapshot, language))}  # fmt: skip
    for tab, (columns, frame) in tabs.items():
        shown = [TableColumn(name, words[name], "details", kind) for name, kind in columns.items()]
        book.fill(book.add_sheet(words[tab]), shown, frame)
    _add_read_me(book, snapshot, settings)
    book.save(Path(path))


def _add_read_me(book: Book, snapshot: Snapshot, settings: ReportSettings) -> None:
    language = book.language
    words, read_me = list_words("problem_sheet", language), list_words("read_me", language)
    page = Page(book, book.add_sheet(list_words("tabs", language)["read_me"]))
    page.write_title(read_me["title"], words["about"])
    write_origin(page, snapshot.manifest)
    page.write_table(list_words("settings", language)["title"], (), say_looks(settings))
    write_sources(page, snapshot.manifest)
    write_rows(page, snapshot.manifest)


def _list_problems(snapshot: Snapshot, language: Language) -> pl.DataFrame:
    severities, order = list_words("severities", language), pl.Enum(SEVERITIES)
    found = snapshot.frames["problems"].sort(pl.col("severity").cast(order), maintain_order=True).collect()
    rows = [
        (
            severities[row["severity"]],
            row["file"],
            row["sheet"],
            _name_cell(row["column"], row["row"]),
            row["count"] or 1,
            say_problem(read_problem_row(row), language),
            row["found"],
        )
        for row in found.iter_rows(named=True)
    ]
    kinds = {name: pl.Int64 if kind == "count" else pl.String for name, kind in PROBLEM_COLUMNS.items()}
    if not rows:
        rows = [(severities["note"], None, None, None, 0, list_words("problem_sheet", language)["none"], None)]
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _name_cell(column: int | None, row: int | None) -> str | None:
    return f"{column_letters(column) or ''}{row or ''}" or None


def _list_set_aside(snapshot: Snapshot, language: Language) -> pl.DataFrame:
    tabs = list_words("tabs", language)
    # The words come as one of a thing, and several.
    reasons = {reason: forms[0] for reason, forms in list_words("set_aside", language).items()}
    reason = pl.col("reason")
    return (
        snapshot.frames["set_aside"]
        .select(
            "file",
            "sheet",
            pl.col("row").cast(pl.Int64),
            pl.col("data_type").replace_strict(tabs, default=pl.col("data_type"), return_dtype=pl.String),
            reason.replace_strict(reasons, default=reason.str.replace_all("_", " "), return_dtype=pl.String),
            pl.col("amount").cast(pl.Float64),
        )
        .collect()
    )
