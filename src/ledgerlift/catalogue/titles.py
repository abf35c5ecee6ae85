"""The words that stand above reports: in titles, in sheet names and in file names."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ledgerlift.catalogue.compiled import load_compiled
from ledgerlift.catalogue.words import ABBREVIATIONS, normalise_heading

TITLES_FILE = Path(__file__).parent / "vocabulary" / "report_titles.yaml"


@functools.cache
def own_titles() -> Mapping[str, frozenset[str]]:
    """Give the normalised titles of our four reports, by data type."""
    data = load_compiled("titles", [TITLES_FILE, ABBREVIATIONS], _read)
    return {data_type: frozenset(titles) for data_type, titles in data.items()}


def _read() -> dict[str, list[str]]:
    from ledgerlift.catalogue.yaml_lines import read_yaml  # noqa: PLC0415

    by_language: Mapping[str, Mapping[str, list[Any]]] = read_yaml(TITLES_FILE)[0]
    return {
        data_type: sorted({normalise_heading(title) for titles in languages.values() for title in titles})
        for data_type, languages in by_language.items()
    }
