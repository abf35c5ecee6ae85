"""The one mark texts of the catalogue carry: ``**Export**`` is a name as the screen shows it."""

import re
from collections.abc import Iterator

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")


def split_emphasis(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it is a name on the screen."""
    for number, piece in enumerate(_EMPHASIS.split(text)):
        if piece:
            yield piece, number % 2 == 1


def without_emphasis(text: str) -> str:
    """Give a text without marks, for places that show plain text."""
    return _EMPHASIS.sub(r"\1", text)
