"""The Entity Spend Breakdown tab: one row a child company, for books that hold several."""

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.reports.book import Book
from ledgerlift.reports.figures import table_column
from ledgerlift.reports.words import list_words


def add_entity_tab(book: Book, analysis: Analysis) -> None:
    """Add the tab; the caller decides whether the books are those of several companies."""
    columns = [table_column(column, book.language) for column in definitions.list_columns("entities")]
    sheet = book.add_sheet(list_words("tabs", book.language)["entities"])
    book.fill(sheet, columns, analysis.entities.select(column.name for column in columns))
