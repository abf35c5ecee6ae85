"""The words that reports print around their data, as patterns."""

import functools
import re
from collections.abc import Mapping, Sequence

from ledgerlift.data_files import read_yaml


@functools.cache
def words() -> Mapping[str, Sequence[str]]:
    """Load every word list, lower case, by its name."""
    loaded: Mapping[str, Sequence[str]] = read_yaml(__package__, "words.yaml")
    return loaded


@functools.cache
def pattern(name: str) -> str:
    """Give a pattern that matches any word of a list, longest first; for Polars and for ``re`` alike."""
    longest_first = sorted(words()[name], key=len, reverse=True)
    return (
        "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[\s-]+").replace("'", "['’]") for word in longest_first) + ")"
    )


@functools.cache
def matcher(template: str, *names: str) -> re.Pattern[str]:
    """Compile a pattern whose ``%s`` places stand for word lists; case does not matter."""
    return re.compile(template % tuple(pattern(name) for name in names), re.IGNORECASE)
