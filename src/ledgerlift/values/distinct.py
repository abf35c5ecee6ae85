"""Work on the distinct values of a column: a ledger repeats its dates, names and codes thousands of times."""

from collections.abc import Callable
from typing import TypeVar, overload

import polars as pl

# What callers may hand in: an expression of a lazy frame, or a column in hand. They get back the same.
Column = TypeVar("Column", pl.Expr, pl.Series)
Read = Callable[[pl.Series], pl.Series]
PolarsType = pl.DataType | type[pl.DataType]

# So few texts cost little either way. Of more, each has to come up so often.
FEW, MIN_REPEATS = 20_000, 30


def on_distinct(column: Column, read: Read, dtype: PolarsType) -> Column:
    """Apply ``read`` once to each distinct text of ``column``; null stays null.

    ``read`` gets a String series without nulls or repeats and returns a series of the same length and of ``dtype``.
    """
    return in_batches(column, lambda series: _look_up(series, read, dtype), dtype)


@overload
def in_batches(column: pl.Expr, read: Read, dtype: PolarsType) -> pl.Expr: ...
@overload
def in_batches(column: pl.Series, read: Read, dtype: PolarsType) -> pl.Series: ...
def in_batches(column: pl.Expr | pl.Series, read: Read, dtype: PolarsType) -> pl.Expr | pl.Series:
    """Apply ``read`` to a whole column, or to each batch of it in a lazy or streaming frame.

    ``read`` works row by row in meaning, so that batches may be cut anywhere.
    """

    def safely(series: pl.Series) -> pl.Series:
        # A column without a single value has no type of its own.
        return read(series.cast(pl.String)).alias(series.name)

    if isinstance(column, pl.Series):
        return safely(column)
    return column.map_batches(safely, return_dtype=dtype, is_elementwise=True)


def has_repeats(texts: pl.Series) -> bool:
    """Tell, without counting, whether texts repeat so often that bringing equal ones together pays."""
    if texts.len() <= FEW:
        return True
    about: int = texts.to_frame().select(pl.all().approx_n_unique()).item()
    return about * MIN_REPEATS < texts.len()


def rows_where(texts: pl.Series, test: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Give the rows, counted from 0, of the texts that pass a test; null passes none.

    ``test`` gets texts without nulls, each once where they repeat, and returns as many booleans.
    """
    if not has_repeats(texts):
        filled = texts.is_not_null().arg_true()
        return filled.filter(test(texts.drop_nulls()))
    distinct = texts.drop_nulls().unique()
    passing = distinct.filter(test(distinct))
    return texts.is_in(passing.implode()).arg_true() if passing.len() else texts.clear().is_null().arg_true()


def all_differ(texts: pl.Series) -> bool:
    """Tell whether no text comes up twice; null does not count."""
    filled = texts.drop_nulls()
    if filled.is_sorted():
        return not (filled == filled.shift(1)).any()
    # Texts of different hashes differ; only where two share one are the texts themselves compared.
    return filled.hash().n_unique() == filled.len() or filled.n_unique() == filled.len()


def _look_up(series: pl.Series, read: Read, dtype: PolarsType) -> pl.Series:
    distinct = series.drop_nulls().unique()
    if distinct.is_empty():
        return pl.Series(series.name, [None] * series.len(), dtype=dtype)
    return series.replace_strict(distinct, read(distinct), default=None, return_dtype=dtype)
