"""The Entity Spend Breakdown tab: one row a child company, for books that hold several."""

from dataclasses import replace

import polars as pl

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.problems import column_letters
from ledgerlift.reports.book import Book
from ledgerlift.reports.figures import table_column
from ledgerlift.reports.raw_columns import RecordType
from ledgerlift.reports.raw_tabs import find_heading
from ledgerlift.reports.words import list_words

# The amounts that lead somewhere: to the column of the company, by which the records are filtered.
LINKED: dict[str, RecordType] = {"bills_amount": "bills", "direct_costs_amount": "direct_costs"}
FIRST_ROW = 2


def add_entity_tab(book: Book, analysis: Analysis) -> None:
    """Add the tab; the caller decides whether the books are those of several companies."""
    columns = [table_column(column, book.language) for column in definitions.list_columns("entities")]
    columns = [replace(each, linked_when=f"{each.name}_leads") if each.name in LINKED else each for each in columns]
    leads = [(pl.col(name) != 0).alias(f"{name}_leads") for name in LINKED]
    shown = analysis.entities.with_columns(leads)
    letters = {column.name: column_letters(position) for position, column in enumerate(columns, 1)}
    links = [
        (f"{letters[name]}{row}", find_heading(kind, "entity_name", book.language, is_multi_entity=True))
        for name, kind in LINKED.items()
        for row, is_linked in enumerate(shown[f"{name}_leads"], FIRST_ROW)
        if is_linked
    ]
    book.fill(book.add_sheet(list_words("tabs", book.language)["entities"]), columns, shown, links=links)
