"""The tabs that list the records themselves: every bill, bill payment and direct cost of the snapshot.

Records stand in the order of the supplier table, those in the figures first, so that one range holds a supplier's rows.
"""

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.analysis.marks import mark
from ledgerlift.problems import Language, column_letters
from ledgerlift.records import Method
from ledgerlift.reports.book import Book, TableColumn
from ledgerlift.reports.raw_columns import TABS, RawColumn, RawTab, RecordType, list_shown
from ledgerlift.reports.sheet_xml import LAST_ROW
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Snapshot

# Rows below the heading that one sheet can hold; what is left goes on in a second sheet.
ROWS_A_SHEET = LAST_ROW - 1


def list_records(tab: RawTab, snapshot: Snapshot, analysis: Analysis, language: Language) -> pl.DataFrame:
    """Give a tab's rows in their order, with ``supplier_key`` and ``is_counted`` beside its columns."""
    marked: pl.LazyFrame = mark(nw.from_native(snapshot.frames[tab.name]), tab.transactions, analysis.scope).to_native()
    known = analysis.suppliers.lazy().select(
        "supplier_key",
        known_id="supplier_id",
        known_name="supplier_name",
        known_method="biggest_count_payment_method",
        rank=pl.int_range(pl.len()),
    )
    return (
        marked.join(known, on="supplier_key", how="left")
        .with_columns(is_counted=pl.col("left_out").is_null())
        .sort(
            pl.col("rank"),
            ~pl.col("is_counted"),
            pl.col("day"),
            pl.col("file", "sheet", "row"),
            nulls_last=True,
            maintain_order=True,
        )
        .select("supplier_key", "is_counted", *(_show(column, language) for column in tab.columns))
        .collect()
    )


def add_raw_tab(book: Book, tab: RawTab, records: pl.DataFrame, *, is_multi_entity: bool) -> None:
    """Add a tab to the workbook, and further ones when there are more rows than a sheet can hold."""
    shown = list_shown(tab, is_multi_entity=is_multi_entity)
    headings = list_words("raw", book.language)
    columns = [TableColumn(column.key, headings[column.key], column.section, _value_kind(column)) for column in shown]
    for number, start in enumerate(range(0, max(records.height, 1), ROWS_A_SHEET)):
        sheet = book.add_sheet(name_sheet(tab.name, number, book.language))
        book.fill(sheet, columns, records[start : start + ROWS_A_SHEET])


def find_supplier_ranges(records: pl.DataFrame, name: RecordType, language: Language) -> Mapping[str, str]:
    """Find the amounts of each supplier's counted records, as a link target.

    A spreadsheet selects them and shows how many they are and their sum.
    """
    spans = (
        records.select("supplier_key", "is_counted")
        .with_row_index("position")
        .filter("is_counted")
        .group_by("supplier_key")
        .agg(first=pl.col("position").min(), last=pl.col("position").max())
    )
    return {key: _target(name, first, last, language) for key, first, last in spans.iter_rows()}


def find_heading(name: RecordType, key: str, language: Language, *, is_multi_entity: bool) -> str:
    """Find the heading cell of a column, whose filter shows the rows behind a figure, as a link target."""
    return f"'{name_sheet(name, 0, language)}'!{_find_letters(name, key, is_multi_entity=is_multi_entity)}1"


def name_sheet(name: RecordType, number: int, language: Language) -> str:
    """Name the first, second, ... sheet of a record type: Bills, Bills 2."""
    tab = list_words("tabs", language)[name]
    return f"{tab} {number + 1}" if number else tab


def _target(name: RecordType, first: int, last: int, language: Language) -> str:
    number, row = divmod(first, ROWS_A_SHEET)
    end = min(row + last - first, ROWS_A_SHEET - 1)
    # The company's columns stand behind that of the amounts.
    letters = _find_letters(name, "base_amount", is_multi_entity=True)
    # Row 1 is the heading.
    return f"'{name_sheet(name, number, language)}'!{letters}{row + 2}:{letters}{end + 2}"


def _find_letters(name: RecordType, key: str, *, is_multi_entity: bool) -> str | None:
    (tab,) = (tab for tab in TABS if tab.name == name)
    keys = [column.key for column in list_shown(tab, is_multi_entity=is_multi_entity)]
    return column_letters(keys.index(key) + 1)


def _value_kind(column: RawColumn) -> str:
    return "text" if column.kind in {"status", "basis", "left_out"} else column.kind


def _show(column: RawColumn, language: Language) -> pl.Expr:
    value = pl.coalesce(*column.source)
    if column.kind == "method":
        words = definitions.list_words("methods", language)
        value = value.replace_strict({str(method): words[method] for method in Method}, default=value)
    elif column.kind == "left_out":
        value = value.replace_strict(definitions.list_words("left_out", language)).fill_null(
            list_words("values", language)["yes"]
        )
    elif column.kind in {"status", "basis"}:
        group = {"status": "statuses", "basis": "bases"}[column.kind]
        value = value.replace_strict(list_words(group, language), default=value)
    return value.alias(column.key)
