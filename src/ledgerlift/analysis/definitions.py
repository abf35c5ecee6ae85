"""What every figure is called, means and looks like, read from ``definitions.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from ledgerlift.data_files import read_yaml
from ledgerlift.problems import Language

Format = Literal["text", "method", "flag", "date", "count", "money", "percent", "days", "whole_days"]
Table = Literal["methods", "suppliers", "entities"]
Words = Mapping[Language, str]


@dataclass(frozen=True)
class Column:
    """One column of a table. ``definition`` is None for a detail copied from the source as it stands."""

    key: str
    api: str | None
    section: str
    format: Format
    label: Words
    definition: Words | None


@functools.cache
def list_columns(table: Table) -> tuple[Column, ...]:
    """List the columns of a table, in the order it shows them."""
    known = _columns()
    return tuple(
        known[entry] if isinstance(entry, str) else replace(known[next(iter(entry))], label=next(iter(entry.values())))
        for entry in _load()["tables"][table]
    )


def get_words(group: Literal["sections", "methods", "categories", "left_out"], key: str) -> Words:
    """Get the name of a section, a payment method, a category or a reason in every language."""
    words: Words = _load()[group][key]
    return words


def list_words(group: Literal["sections", "methods", "categories", "left_out"], language: Language) -> dict[str, str]:
    """List the names of a whole group in one language, by key."""
    return {key: words[language] for key, words in _load()[group].items()}


@functools.cache
def _columns() -> dict[str, Column]:
    loaded = _load()
    columns = {
        key: Column(key, entry["api"], entry["section"], entry["format"], entry["label"], entry["definition"])
        for key, entry in loaded["columns"].items()
    }
    details = {
        key: Column(key, entry["api"], "details", "text", {"en": entry["en"], "fr": entry["fr"]}, definition=None)
        for key, entry in loaded["details"].items()
    }
    return columns | details


@functools.cache
def _load() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = read_yaml(__package__, "definitions.yaml")
    return loaded
