"""Names of the company's own accounts, such as "2150 Corporate Visa" or "Petty Cash"."""

import functools

import polars as pl

from ledgerlift.values import text, words


def is_bank_account(texts: pl.Series) -> pl.Series:
    """Tell the texts that name an account money is paid from."""
    return text.words_of(texts).str.contains(_pattern())


@functools.cache
def _pattern() -> str:
    return rf"\b(?:{'|'.join(words.load('bank_accounts')['words'])})\b"
