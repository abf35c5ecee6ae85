"""Amount fields, each from one column or from a pair of debits and credits."""

from collections.abc import Sequence

import polars as pl

from ledgerlift.mapping.model import ColumnMapping
from ledgerlift.records import AMOUNT
from ledgerlift.values.amounts import NumberStyle, find_number_style, parse_amounts
from ledgerlift.values.sides import find_sides

# No ledger holds this much; sums of such numbers, which are identifiers misread, would overflow.
TOO_LARGE = 10**20


def read_amounts(columns: Sequence[ColumnMapping], body: pl.DataFrame) -> pl.Expr:
    """Read one amount field. A pair of columns gives credits less debits; of other columns the first filled one counts.

    Text that is no amount in its column's style becomes null.
    """
    read = [read_amount(column, body[column.key]) for column in columns]
    if len(columns) == 2 and (sides := find_sides((columns[0].header, columns[1].header))):
        credit, debit = read if sides[0] == "credit" else reversed(read)
        both = credit.fill_null(0) - debit.fill_null(0)
        return pl.when(credit.is_not_null() | debit.is_not_null()).then(both)
    return pl.coalesce(read)


def add_up(columns: Sequence[ColumnMapping], body: pl.DataFrame) -> pl.Expr:
    """Read one amount that stands in several columns, each with a part of it; null where all of them are empty."""
    parts = [read_amount(column, body[column.key]) for column in columns]
    total = pl.sum_horizontal(*(part.fill_null(0) for part in parts))
    return pl.when(pl.any_horizontal(part.is_not_null() for part in parts)).then(total).cast(AMOUNT)


def read_amount(column: ColumnMapping, texts: pl.Series) -> pl.Expr:
    """Read one column of amounts."""
    style = number_style(column, texts)
    if style is None:
        return pl.lit(None, dtype=AMOUNT)
    amount = parse_amounts(pl.col(column.key), style)
    return pl.when(amount.abs() < TOO_LARGE).then(amount)


def number_style(column: ColumnMapping, texts: pl.Series) -> NumberStyle | None:
    """Give the style the mapping found for a column, or find it."""
    return column.number_style or find_number_style(texts)
