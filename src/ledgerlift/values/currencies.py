"""Currencies: codes, names in several languages and symbols, as ISO 4217 codes."""

import functools
from collections.abc import Mapping
from typing import Final

import polars as pl

from ledgerlift.values import lookups, text, words
from ledgerlift.values.distinct import Column, on_distinct

# The languages whose names of currencies and countries are known.
LANGUAGES: Final = ("en", "fr", "de", "es", "nl", "it", "pt")


def parse_currencies(column: Column, *, dollar: str | None = None) -> Column:
    """Give the ISO code of each currency; null for what is none, or may be several.

    ``dollar`` is the code that a mere "$" or "dollar" stands for, where that is known.
    """
    return on_distinct(column, lambda texts: _read(texts, dollar), pl.String)


def is_currency(texts: pl.Series) -> pl.Series:
    """Tell the texts that are ISO codes or symbols of one currency: a quick look, without any names."""
    return text.fold(texts).is_in([*codes(), *_symbols()])


def currency_of_symbols(texts: pl.Series) -> pl.Series:
    """Give the ISO code in what is left of amounts without their figures: ``$ US``, ``EUR CR``, ``US$``."""
    folded = text.fold(texts)
    known = {**_symbols(), **codes()}
    parts = folded.str.split(" ").list.eval(pl.element().replace_strict(known, default=None, return_dtype=pl.String))
    whole = folded.str.replace_all(" ", "", literal=True).replace_strict(known, default=None, return_dtype=pl.String)
    return whole.fill_null(parts.list.drop_nulls().list.first())


@functools.cache
def codes() -> Mapping[str, str]:
    """Every ISO code, by its lower-case form."""
    return {code.lower(): code for code in words.load("currencies")["codes"]}


def _read(texts: pl.Series, dollar: str | None) -> pl.Series:
    found = currency_of_symbols(texts)
    if dollar:
        is_dollar = text.fold(texts).is_in(["$", "dollar", "dollars"])
        found = found.zip_with(~is_dollar, pl.Series([dollar]).new_from_index(0, texts.len()))
    if found.null_count():
        found = found.fill_null(lookups.look_up(texts, _names()))
    return found


@functools.cache
def _symbols() -> Mapping[str, str]:
    """Symbols of one currency, also without their spaces and full stops."""
    listed = words.load("currencies")["symbols"].items()
    return {form: code for symbol, code in listed for form in (symbol, symbol.replace(" ", ""), symbol.rstrip("."))}


@functools.cache
def _names() -> Mapping[str, str]:
    """Names of currencies in every language; a name that several currencies share is left out."""
    from babel.numbers import get_currency_name

    pairs = [
        (get_currency_name(code, count=count, locale=language), code)
        for language in LANGUAGES
        for code in codes().values()
        for count in (None, 1, 2)
    ]
    return {**lookups.fold_keys(pairs), **words.load("currencies")["names"]}
