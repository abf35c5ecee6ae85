"""Texts as the file shows them: trimmed, and null where they say that there is nothing."""

import functools

import polars as pl

from ledgerlift.values import words
from ledgerlift.values.distinct import has_repeats, in_batches

# Dashes, dots and question marks fill empty cells in print-outs.
FILLERS = r"[-–—._?*]+"


def read_text(column: pl.Expr) -> pl.Expr:
    """Trim a text; an empty one, and one that stands for nothing ("N/A", "-"), becomes null."""
    return in_batches(column, lambda texts: _trim(texts, nothing_pattern()), pl.String)


def read_free_text(column: pl.Expr) -> pl.Expr:
    """Trim a note or description; only an empty one becomes null."""
    return in_batches(column, lambda texts: _trim(texts, "^$"), pl.String)


def _trim(texts: pl.Series, nothing: str) -> pl.Series:
    # Most columns are trimmed and filled already, which shows on a few texts where they repeat.
    if has_repeats(texts):
        distinct = texts.unique()
        if distinct.equals(_trim_all(distinct, nothing), null_equal=True):
            return texts
    return _trim_all(texts, nothing)


def _trim_all(texts: pl.Series, nothing: str) -> pl.Series:
    trimmed = texts.str.strip_chars()
    is_nothing = trimmed.str.contains(nothing)
    return trimmed.set(is_nothing, None) if is_nothing.any() else trimmed


def is_nothing(column: pl.Expr) -> pl.Expr:
    """Tell the cells that hold nothing, or say so."""
    return column.is_null() | column.str.strip_chars().str.contains(nothing_pattern())


@functools.cache
def nothing_pattern() -> str:
    """Give a pattern of trimmed texts that stand for nothing."""
    known = "|".join(pl.escape_regex(str(word)) for word in words.load("nothing"))
    return rf"(?i)^(?:{FILLERS}|{known})?$"
