"""Amounts in two columns: one for debits, one for credits; or one for money out, one for money in."""

import functools
import re
from collections.abc import Mapping
from typing import Literal

from ledgerlift.values import words

Side = Literal["credit", "debit"]


def find_sides(headings: tuple[str, str]) -> tuple[Side, Side] | None:
    """Tell which of two headings is the credit and which the debit side; None when they are not a pair."""
    found = [next((side for side, named in _patterns().items() if named.search(each)), None) for each in headings]
    if {*found} != {"credit", "debit"}:
        return None
    one, other = found
    return (one, other) if one and other else None


@functools.cache
def _patterns() -> Mapping[Side, re.Pattern[str]]:
    listed = words.load("sides")
    sides: tuple[Side, Side] = ("credit", "debit")
    return {side: re.compile(rf"\b(?:{'|'.join(listed[side])})\b", re.IGNORECASE) for side in sides}
