"""How much a piece of text looks like one whole cell: the evidence for having cut the line in the right place."""

import re
from functools import lru_cache

_NUMBER = re.compile(r"[(+-]?\s*(?:[A-Z]{3}|[£$€¥])?\s*[+-]?\d[\d.,'’\u00a0\u202f ]*\s*(?:%|[A-Z]{2,3}|[£$€]|-)?\)?")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
    r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|\d{1,2}[- ./]\w{3,9}\.?[- ,./]+\d{2,4}|\w{3,9}\.? \d{1,2},? \d{4}|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?"
)
_CODE = re.compile(r"[\w./#&+@:*=\\()\[\]'’$%-]{1,60}")
_TEXT = re.compile(r"[\w\s.,/#&+@:*=\\()\[\]'’‘“”\"$€£%!?°º–—·…-]+")
_GLUED_COMMA = re.compile(r",(?=\S)")
_OTHER_DELIMITERS = re.compile(r"[;|\t^~¦\x1f]")
_COLUMN_GAP = re.compile(r"\S {3,}\S")


@lru_cache(maxsize=2**14)
def cell_likelihood(cell: str) -> float:
    """Score one cell from 0 (cut in the wrong place) to 1 (a number, a date or a code)."""
    text = cell.strip()
    if _NUMBER.fullmatch(text) or _DATE.fullmatch(text):
        return 1.0
    # Quotes still around a cell mean that another character quotes here.
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return 0.2
    if _CODE.fullmatch(text):
        return 1.0
    if _OTHER_DELIMITERS.search(text) or has_column_gap(text):
        return 0.1
    score = 0.9 if _TEXT.fullmatch(text) else 0.5
    return score * (0.6 if _GLUED_COMMA.search(text) else 1.0)


def has_column_gap(cell: str) -> bool:
    """Whether the text looks like several columns that spaces set apart."""
    return _COLUMN_GAP.search(cell) is not None
