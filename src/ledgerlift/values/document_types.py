"""What each row of a list is: a bill, a credit note, a payment ..., from words or from a software's own codes."""

import functools
from collections.abc import Mapping

import polars as pl

from ledgerlift.records import DocumentType
from ledgerlift.values import text, words
from ledgerlift.values.distinct import Column, on_distinct

# A family of codes explains a column when nearly all its cells are of it.
MIN_FAMILY_SHARE = 0.95


def parse_document_types(column: Column, codes: Mapping[str, str] | None = None) -> Column:
    """Give each row's ``DocumentType``; ``other`` for a value nobody knows, null where the cell is empty.

    ``codes`` are the software's own, or those that ``find_code_family`` found for the column.
    """
    return on_distinct(column, lambda texts: _read(texts, codes or {}), pl.String)


def find_code_family(column: pl.Series) -> Mapping[str, str] | None:
    """Find the family of short codes (PI, PC, PP ...; KR, KG, KZ ...) that a whole column is made of."""
    texts = column.drop_nulls().str.strip_chars().str.to_uppercase()
    texts = texts.filter(texts != "")
    best, best_share = None, MIN_FAMILY_SHARE
    for family in _families():
        known = texts.filter(texts.is_in(list(family)))
        # One code alone, such as CR, is a member of many families.
        share = known.len() / max(texts.len(), 1)
        if share >= best_share and known.n_unique() > 1:
            best, best_share = family, share
    return best


def is_document_type(texts: pl.Series) -> pl.Series:
    """Tell the texts that are words for a kind of document, or codes of the one family they are all of."""
    family = find_code_family(texts) or {}
    return is_document_word(texts) | texts.str.strip_chars().str.to_uppercase().is_in(list(family))


def is_document_word(texts: pl.Series) -> pl.Series:
    """Tell the texts that are words for a kind of document."""
    return text.words_of(texts).is_in(list(_words()))


def is_code(texts: pl.Series) -> pl.Series:
    """Tell the texts that are a code of any family: a quick look, for which family it is of a whole column tells."""
    codes = {code for family in _families() for code in family}
    return texts.str.strip_chars().str.to_uppercase().is_in(sorted(codes))


def _read(texts: pl.Series, codes: Mapping[str, str]) -> pl.Series:
    own = {code.lower(): kind for code, kind in codes.items()}
    plain = text.tidy(texts).str.to_lowercase()
    found = plain.replace_strict(own, default=None, return_dtype=pl.String)
    found = found.fill_null(text.words_of(texts).replace_strict(_words(), default=None, return_dtype=pl.String))
    is_empty = found.is_null() & text.says_nothing(texts)
    return found.fill_null(DocumentType.OTHER.value).set(is_empty, None)


@functools.cache
def _families() -> tuple[Mapping[str, str], ...]:
    listed = words.load("document_types")["families"]
    return tuple({code: kind for kind, codes in family.items() for code in codes} for family in listed)


@functools.cache
def _words() -> Mapping[str, str]:
    return {word: kind for kind, listed in words.load("document_types")["words"].items() for word in listed}
