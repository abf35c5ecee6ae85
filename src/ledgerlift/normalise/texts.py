"""Texts as the file shows them: trimmed, and null where they say that there is nothing."""

import functools

import polars as pl

from ledgerlift.values import words

# Dashes, dots and question marks fill empty cells in print-outs.
FILLERS = r"[-–—._?*]+"


def read_text(column: pl.Expr) -> pl.Expr:
    """Trim a text; an empty one, and one that stands for nothing ("N/A", "-"), becomes null."""
    text = column.str.strip_chars()
    return pl.when(~text.str.contains(nothing_pattern())).then(text)


def read_free_text(column: pl.Expr) -> pl.Expr:
    """Trim a note or description; only an empty one becomes null."""
    text = column.str.strip_chars()
    return pl.when(text != "").then(text)


def is_nothing(column: pl.Expr) -> pl.Expr:
    """Tell the cells that hold nothing, or say so."""
    return column.is_null() | column.str.strip_chars().str.contains(nothing_pattern())


@functools.cache
def nothing_pattern() -> str:
    """Give a pattern of trimmed texts that stand for nothing."""
    known = "|".join(pl.escape_regex(str(word)) for word in words.load("nothing"))
    return rf"(?i)^(?:{FILLERS}|{known})?$"
