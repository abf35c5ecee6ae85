"""How a payment was made: from the field that says so, else from the account's name, else from a note."""

import functools
from collections.abc import Mapping
from typing import Any, Literal

import polars as pl

from ledgerlift.records import Method
from ledgerlift.values import text, words
from ledgerlift.values.distinct import Column, on_distinct

Source = Literal["account", "note"]


def recorded_method(column: Column, codes: Mapping[str, str] | None = None) -> Column:
    """Give the method a payment-method field records, as a ``Method``; null where it is not filled.

    ``codes`` are the software's own values; then come the words of several languages. A value that is in neither is
    ``Other``.
    """
    return on_distinct(column, lambda texts: _read_recorded(texts, codes or {}), pl.String)


def method_from_text(column: Column, *, source: Source) -> Column:
    """Give the method that an account's name or a note speaks of; null where it speaks of none."""
    return on_distinct(column, lambda texts: _search(texts, source), pl.String)


def infer(recorded: pl.Expr, account: pl.Expr, note: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Choose between the methods found in three places: give the method, never null, and its basis.

    The basis is ``recorded``, ``account``, ``note`` or ``none``. The field counts most, the note least.
    """
    method = pl.coalesce(recorded, account, note, pl.lit(Method.UNKNOWN.value))
    basis = (
        pl.when(recorded.is_not_null())
        .then(pl.lit("recorded"))
        .when(account.is_not_null())
        .then(pl.lit("account"))
        .when(note.is_not_null())
        .then(pl.lit("note"))
        .otherwise(pl.lit("none"))
    )
    return method, basis


def is_method(texts: pl.Series) -> pl.Series:
    """Tell the texts that are words for a payment method."""
    return text.words_of(texts).is_in(list(_recorded_words()))


def _read_recorded(texts: pl.Series, codes: Mapping[str, str]) -> pl.Series:
    plain = text.tidy(texts)
    exact = plain.replace_strict(codes, default=None, return_dtype=pl.String)
    lower = {code.lower(): method for code, method in codes.items()}
    found = exact.fill_null(plain.str.to_lowercase().replace_strict(lower, default=None, return_dtype=pl.String))
    word = text.words_of(texts).replace_strict(_recorded_words(), default=None, return_dtype=pl.String)
    found = found.fill_null(word).fill_null(_search(texts, "account"))
    is_empty = found.is_null() & text.says_nothing(texts)
    return found.fill_null(Method.OTHER.value).set(is_empty, None)


def _search(texts: pl.Series, source: Source) -> pl.Series:
    hints, never, phrases = _patterns(source)
    found = pl.Series(texts.name, [None], dtype=pl.String).new_from_index(0, texts.len())
    at = texts.str.contains(hints).arg_true()
    if at.is_empty():
        return found
    plain = text.words_of(texts.gather(at)).str.replace_all(never, " ")
    method = pl.coalesce(
        pl.when(pl.col("text").str.contains(pattern)).then(pl.lit(method)) for method, pattern in phrases
    )
    return found.scatter(at, pl.DataFrame({"text": plain}).select(method).to_series())


@functools.cache
def _recorded_words() -> Mapping[str, str]:
    return {word: method for method, listed in words.load("methods")["recorded"].items() for word in listed}


@functools.cache
def _patterns(source: Source) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Give the pattern of texts worth a search, that of phrases to ignore, and one pattern a method, in order."""
    known: Any = words.load("methods")
    phrases = []
    for entry in known["phrases"]:
        inside = [*entry["anywhere"], *(entry.get("account", ()) if source == "account" else ())]
        whole = "|".join(entry.get("whole", ()))
        pattern = rf"\b(?:{'|'.join(inside)})\b" + (rf"|^(?:{whole})$" if whole else "")
        phrases.append((entry["method"], pattern))
    return f"(?i){'|'.join(known['stems'])}", rf"\b(?:{'|'.join(known['never'])})\b", tuple(phrases)
