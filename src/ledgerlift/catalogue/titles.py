"""Words that speak of whole reports: titles, and what the two sides of a business are called."""

import functools
from collections.abc import Mapping
from pathlib import Path

from ledgerlift.catalogue.words import ABBREVIATIONS, normalise_heading
from ledgerlift.compiled import load_compiled

VOCABULARY = Path(__file__).parent / "vocabulary"


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


def speaks_of(text: str, phrases: frozenset[str]) -> int:
    """Count the words of the longest of some normalised phrases that stands in a text; 0 when none does."""
    words = f" {normalise_heading(text)} "
    return max((len(phrase.split()) for phrase in phrases if f" {phrase} " in words), default=0)


def _load(name: str) -> dict[str, frozenset[str]]:
    path = VOCABULARY / f"{name}.yaml"
    data: Mapping[str, list[str]] = load_compiled(name, [path, ABBREVIATIONS], lambda: _read(path))
    return {key: frozenset(words) for key, words in data.items()}


def _read(path: Path) -> dict[str, list[str]]:
    from ledgerlift.catalogue.yaml_lines import read_yaml

    by_language: Mapping[str, Mapping[str, list[str]]] = read_yaml(path)[0]
    return {
        key: sorted({normalise_heading(word) for words in languages.values() for word in words})
        for key, languages in by_language.items()
    }
