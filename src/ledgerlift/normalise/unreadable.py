"""Cells with text in them that could not be read as what their column holds."""

import polars as pl

from ledgerlift.mapping.model import ColumnMapping
from ledgerlift.normalise.texts import is_nothing
from ledgerlift.problems import Place, Problem
from ledgerlift.records import DocumentType, Kind
from ledgerlift.values.dates import is_placeholder

CODES = {
    Kind.AMOUNT: "amount_not_readable",
    Kind.RATE: "rate_not_readable",
    Kind.DATE: "date_not_readable",
    Kind.CURRENCY: "currency_not_readable",
    Kind.COUNTRY: "country_not_readable",
    Kind.EMAIL: "email_not_readable",
}


def find_unreadable(column: ColumnMapping, kind: Kind, cells: pl.DataFrame, place: Place) -> Problem | None:
    """Count the cells of a column that hold something but were not read; None when there are none.

    ``cells`` has the ``text`` of each cell, what it was ``read`` as, and its ``row``; ``place`` has the file and sheet.
    """
    if kind is Kind.DOCUMENT_TYPE:
        unknown = cells.filter(pl.col("read") == str(DocumentType.OTHER))
        return tell("document_type_not_known", column, unknown, place)
    # A column whose order is still to be asked is a question, not a thousand bad cells.
    is_open = column.date_style is not None and column.date_style.order == "ambiguous"
    if kind not in CODES or is_open or cells["read"].null_count() == cells["text"].null_count():
        return None
    empty = is_nothing(pl.col("text"))
    if kind is Kind.DATE:
        empty |= is_placeholder(pl.col("text"))
    unread = cells.filter(pl.col("read").is_null() & pl.col("text").is_not_null())
    return tell(CODES[kind], column, unread.filter(~empty), place)


def tell(code: str, column: ColumnMapping, cells: pl.DataFrame, place: Place) -> Problem | None:
    """Say how many cells of a column have a problem, and show the first of them."""
    if cells.is_empty():
        return None
    where = Place(place.file, place.sheet, cells["row"][0], column.position)
    found, details = cells["text"][0].strip(), {"header": column.header}
    return Problem(code, where, found, column.field, cells.height, details)
