"""The table of suppliers: one row a supplier, its counts leading to the rows behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import polars as pl

from ledgerlift.analysis import definitions
from ledgerlift.analysis.definitions import Column
from ledgerlift.problems import Language, column_letters
from ledgerlift.reports.book import Book, TableColumn
from ledgerlift.reports.figures import show, table_column
from ledgerlift.reports.raw_columns import RecordType

# The counts that lead somewhere, and to which records.
LINKED: Mapping[str, RecordType] = {
    "bills_count": "bills",
    "payments_count": "payments",
    "direct_costs_count": "direct_costs",
}

# Record type and supplier key to the range of the supplier's rows.
Ranges = Mapping[RecordType, Mapping[str, str]]

# Rows above the data: the sections and the headings.
FIRST_ROW = 3


def add_supplier_tab(book: Book, name: str, suppliers: pl.DataFrame, ranges: Ranges) -> None:
    """Add the tab of some suppliers of an analysis; ``ranges`` says where the rows of each are."""
    columns = definitions.list_columns("suppliers")
    marks = [pl.col("supplier_key").is_in(list(ranges[kind])).alias(_mark(count)) for count, kind in LINKED.items()]
    shown = suppliers.select(*(show(column, book.language) for column in columns), *marks)
    book.fill(
        book.add_sheet(name),
        [_table_column(column, book.language) for column in columns],
        shown,
        bands=definitions.list_words("sections", book.language),
        links=list(_list_links(columns, suppliers["supplier_key"], ranges)),
    )


def _table_column(column: Column, language: Language) -> TableColumn:
    linked_when = _mark(column.key) if column.key in LINKED else None
    return replace(table_column(column, language), linked_when=linked_when)


def _mark(count: str) -> str:
    return f"{count}_leads"


def _list_links(columns: tuple[Column, ...], keys: pl.Series, ranges: Ranges) -> Iterator[tuple[str, str]]:
    letters = {column.key: column_letters(position) for position, column in enumerate(columns, 1)}
    for row, key in enumerate(keys, FIRST_ROW):
        for count, kind in LINKED.items():
            if target := ranges[kind].get(key):
                yield f"{letters[count]}{row}", target
