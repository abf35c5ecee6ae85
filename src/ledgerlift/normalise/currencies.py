"""The currency of a table's amounts: from its column, else from the amounts' cells, else from a heading."""

import re
from collections.abc import Iterable, Sequence

import polars as pl

from ledgerlift.mapping.model import ColumnMapping
from ledgerlift.values.amounts import currency_in
from ledgerlift.values.currencies import codes, parse_currencies

# A code in a heading stands in brackets, or in capitals at the end: "Amount (USD)", "Montant CAD", "Total - EUR".
CODE_IN_HEADING = re.compile(r"[(\[]\s*([A-Za-z]{3})\s*[)\]]|[^A-Z\s].*\b([A-Z]{3})$")

DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "BSD", "BBD", "BMD", "BZD", "FJD", "JMD", "KYD", "TTD", "XCD")


def dollar_of(base_currency: str | None) -> str | None:
    """Tell what a mere dollar sign stands for in the books of a company, where that is known."""
    return base_currency if base_currency in DOLLARS else None


def read_currency(
    columns: Sequence[ColumnMapping], amounts: Sequence[ColumnMapping], *, dollar: str | None
) -> pl.Expr | None:
    """Read the currency of each row, or give None when nothing may name one.

    ``columns`` are mapped to the currency, ``amounts`` to amount fields, the main one first. ``dollar`` is what a mere
    dollar sign stands for.
    """
    named = [parse_currencies(pl.col(column.key), dollar=dollar) for column in columns]
    beside = [currency_in(pl.col(column.key)) for column in amounts[:1]]
    in_heading = find_in_headings(column.header for column in amounts)
    sources = [*named, *beside, *([pl.lit(in_heading)] if in_heading else [])]
    return pl.coalesce(sources) if sources else None


def find_in_headings(headings: Iterable[str]) -> str | None:
    """Find the one currency that headings of amounts name; None when they name none, or several."""
    found = {currency for heading in headings if (currency := find_in_heading(heading))}
    return found.pop() if len(found) == 1 else None


def find_in_heading(heading: str) -> str | None:
    """Find the currency that a heading names by its code or its symbol."""
    match = CODE_IN_HEADING.search(heading.strip())
    code = codes().get((match.group(1) or match.group(2)).lower()) if match else None
    symbols = re.sub(r"[\w\s]+", " ", heading)
    return code or pl.select(currency_in(pl.lit(symbols))).item()
