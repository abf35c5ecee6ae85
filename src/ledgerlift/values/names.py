"""Supplier names made comparable: what is written differently for one business becomes the same."""

import functools

import polars as pl

from ledgerlift.values import text, words
from ledgerlift.values.distinct import Column, on_distinct


def normalise_name(column: Column) -> Column:
    """Give each name without case, accents, punctuation, legal form, article and joining words; null stays null.

    ``The ACME & Sons Co., Ltd.`` and ``Acme and Sons`` both become ``acme sons``. A name made of nothing else, such as
    ``Limited``, keeps its words.
    """
    return on_distinct(column, _normalise, pl.String)


def has_legal_form(texts: pl.Series) -> pl.Series:
    """Tell the texts that end in a legal form, as names of businesses do."""
    return _as_words(texts).str.contains(rf"{_endings()}|{_unspaced()}")


def _normalise(texts: pl.Series) -> pl.Series:
    plain = _as_words(texts)
    known = words.load("names")
    joined = plain.str.replace_all(rf" (?:{'|'.join(known['joining'])}) ", " ")
    short = joined.str.replace(rf"^(?:{'|'.join(known['leading'])}) ", "").str.replace(_endings(), "")
    short = short.str.replace_all(_unspaced(), "")
    return short.zip_with(short != "", plain)


def _as_words(texts: pl.Series) -> pl.Series:
    # S.A.R.L. and U.K. are one word each; an apostrophe parts none (O'Neil's).
    folded = text.fold(texts).str.replace_all(r"\b(\p{L})\.\b", "$1").str.replace_all("'", "", literal=True)
    return folded.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


@functools.cache
def _endings() -> str:
    forms = "|".join(sorted(set(words.load("names")["legal_forms"]), key=lambda form: (-len(form), form)))
    return rf"(?: (?:{forms}))+$"


@functools.cache
def _unspaced() -> str:
    forms = "|".join(words.load("names")["unspaced_forms"])
    return rf"^(?:{forms}) ?| ?(?:{forms})$"
