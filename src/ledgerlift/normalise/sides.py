"""Amounts in two columns: one for debits, one for credits; or one for money out, one for money in."""

import re
from typing import Literal

Side = Literal["credit", "debit"]

# Headings of supplier ledgers and bank accounts in the languages we read. What a company owes stands on the credit
# side of a supplier's account, and what it pays out on the credit side of its bank's.
SIDES: dict[Side, re.Pattern[str]] = {
    "credit": re.compile(
        r"\b(?:credits?|cr|cr[eé]dit[os]?|haben|haber|avere|withdrawals?|(?:paid|money) out|payments?|retraits?)\b",
        re.I,
    ),
    "debit": re.compile(
        r"\b(?:debits?|dr|d[eé]bit[os]?|soll|debe|debet|dare|deposits?|(?:paid|money) in|receipts?|d[eé]p[oô]ts?)\b",
        re.I,
    ),
}


def find_sides(headings: tuple[str, str]) -> tuple[Side, Side] | None:
    """Tell which of two headings is the credit and which the debit side; None when they are not a pair."""
    found = [next((side for side, words in SIDES.items() if words.search(heading)), None) for heading in headings]
    if {*found} != {"credit", "debit"}:
        return None
    one, other = found
    return (one, other) if one and other else None
