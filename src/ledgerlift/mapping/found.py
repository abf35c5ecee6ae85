"""A field that one of our four reports found in a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from ledgerlift.records import WHO

CLEAR_HEADING = 1.0
ONCE = 0.9  # share of different values in a column that has each once
WHO_FIELDS = frozenset(WHO)
ACCOUNT_FIELDS = frozenset({"gl_account", "gl_account_name"})


@dataclass(frozen=True)
class Found:
    """A field one of our four reports found: its column, what the heading says for it, and all evidence together."""

    column: str
    heading: float
    total: float


def is_clear(found: Mapping[str, Found], field: str) -> bool:
    """Tell whether a field was found, and in a column whose heading says so."""
    return field in found and found[field].heading > CLEAR_HEADING
