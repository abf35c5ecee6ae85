"""What table finding needs to know of the headings that accounting software prints."""

from typing import Protocol


class Vocabulary(Protocol):
    """The headings known beforehand, in any of the languages and products."""

    def is_known(self, heading: str) -> bool:
        """Say whether a text is a known heading, whatever its case, spacing and punctuation."""
        ...
