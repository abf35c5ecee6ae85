"""Amounts: which decimal and grouping marks a column uses, decided from the whole column, and the column read so."""

import polars as pl

from ledgerlift.records import AMOUNT, RATE
from ledgerlift.values.amount_notation import peel
from ledgerlift.values.amount_style import NumberStyle, find_number_style, number_pattern
from ledgerlift.values.currencies import currency_of_symbols
from ledgerlift.values.distinct import in_batches, on_distinct

__all__ = ["NumberStyle", "currency_in", "find_number_style", "parse_amounts", "parse_rates"]


def parse_amounts(column: pl.Expr, style: NumberStyle) -> pl.Expr:
    """Read a column of amounts exactly, to six decimals; text that does not fit the style becomes null."""
    return in_batches(column, lambda texts: _parse(texts, style, AMOUNT), AMOUNT)


def parse_rates(column: pl.Expr, style: NumberStyle) -> pl.Expr:
    """Read a column of exchange rates exactly, to nine decimals; text that does not fit the style becomes null."""
    return in_batches(column, lambda texts: _parse(texts, style, RATE), RATE)


def currency_in(column: pl.Expr) -> pl.Expr:
    """Give the ISO code of the currency an amount's cell names; null where it names none, or one of several ($)."""
    return in_batches(column, _find_currencies, pl.String)


def _parse(texts: pl.Series, style: NumberStyle, dtype: pl.Decimal) -> pl.Series:
    # Most columns hold nothing but figures, which need no second look.
    if not style.implied_decimals:
        if style.decimal == ".":
            value = texts.cast(dtype, strict=False)
            if value.null_count() == texts.null_count():
                return value
        if texts.str.contains(rf"^-?{number_pattern(style)[1:]}").all():
            return _read_figures(texts, style, dtype)
    rows = peel(texts)
    figures = rows["figures"]
    value = _read_figures(figures, style, dtype).alias("value")
    if style.implied_decimals:
        # Files of some systems leave the decimal mark out; a cell that has it has been through other hands.
        has_decimals = figures.str.contains(style.decimal, literal=True)
        value = value.zip_with(has_decimals, (value / 10**style.implied_decimals).cast(dtype))
    is_credit = rows["mark"].is_in(["CR", "H"] if style.credit_sign < 0 else ["DR", "S"]).fill_null(value=False)
    is_negative = rows["sign"].is_not_null() | is_credit
    signed = pl.when(is_negative).then(-value).otherwise(value)
    return rows.select(pl.when(figures.str.contains(number_pattern(style))).then(signed).alias("value")).to_series()


def _read_figures(figures: pl.Series, style: NumberStyle, dtype: pl.Decimal) -> pl.Series:
    for mark in style.groups:
        figures = figures.str.replace_all(mark, "", literal=True)
    if style.decimal != ".":
        figures = figures.str.replace(style.decimal, ".", literal=True)
    return figures.cast(dtype, strict=False)


def _find_currencies(texts: pl.Series) -> pl.Series:
    # Most columns of amounts name no currency at all.
    if not texts.str.contains(r"[^\d\s.,'()+-]").any():
        return pl.Series(texts.name, [None], dtype=pl.String).new_from_index(0, texts.len())
    beside = texts.str.replace_all(r"[\d\s.,'()\[\]<>=+-]+", " ")
    return on_distinct(beside, currency_of_symbols, pl.String)
