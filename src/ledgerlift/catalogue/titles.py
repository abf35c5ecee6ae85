"""Words that speak of whole reports: titles, and what the two sides of a business are called."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ledgerlift.catalogue.words import VOCABULARY, WORD_FILES, normalise_heading
from ledgerlift.compiled import load_compiled


@functools.cache
def own_titles() -> Mapping[str, frozenset[str]]:
    """Give the normalised titles of our four reports, by data type."""
    return _load("report_titles")


@functools.cache
def party_words() -> Mapping[str, frozenset[str]]:
    """Give the normalised words for ``suppliers`` and for ``customers``."""
    return _load("parties")


@functools.cache
def amount_scopes() -> Mapping[str, frozenset[str]]:
    """Give the normalised words for amounts in the currency of a ``document`` and in that of the ``books``."""
    return _load("amount_scopes")


@functools.cache
def supplier_accounts() -> Mapping[str, tuple[str, ...]]:
    """Give what the accounts of suppliers begin with, by the language of the heading above them."""
    path = VOCABULARY / "supplier_accounts.yaml"
    data: Mapping[str, list[str]] = load_compiled("supplier_accounts", [path], lambda: _read_file(path))
    return {language: tuple(beginnings) for language, beginnings in data.items()}


def speaks_of(text: str, phrases: frozenset[str]) -> int:
    """Count the words of the longest of some normalised phrases that stands in a text; 0 when none does."""
    words = f" {normalise_heading(text)} "
    return max((len(phrase.split()) for phrase in phrases if f" {phrase} " in words), default=0)


def _load(name: str) -> dict[str, frozenset[str]]:
    path = VOCABULARY / f"{name}.yaml"
    data: Mapping[str, list[str]] = load_compiled(name, [path, *WORD_FILES], lambda: _read(path))
    return {key: frozenset(words) for key, words in data.items()}


def _read_file(path: Path) -> Any:  # noqa: ANN401
    from ledgerlift.catalogue.yaml_lines import read_yaml

    return read_yaml(path)[0]


def _read(path: Path) -> dict[str, list[str]]:
    by_language: Mapping[str, Mapping[str, list[str]]] = _read_file(path)
    return {
        key: sorted({normalise_heading(word) for words in languages.values() for word in words})
        for key, languages in by_language.items()
    }
