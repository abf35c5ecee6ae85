"""The numbers behind what the cells of a web page show, where a spreadsheet program has written them beside it."""

import re
from math import isfinite

from ledgerlift.reading.cell_text import number_text

_STATED = re.compile(r"\bx:num\s*=\s*[\"']?(-?\d+(?:\.\d+)?(?:E[+-]?\d+)?)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MOST_DIGITS = 20
_SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]?\d+|#+", re.IGNORECASE)


def stated_number(attributes: str, shown: str) -> str:
    """Give the number a cell states beside its text, as a workbook's cell would be read; else the text it shows.

    A date states its day number and a share its fraction: there the text says more. So the number counts only where the
    text shows the same digits, rounded or shortened.
    """
    if "x:num" not in attributes.lower() or not (stated := _STATED.search(attributes)):
        return shown
    number = float(stated[1])
    return number_text(number) if isfinite(number) and _shows(shown, number) else shown


def _shows(text: str, number: float) -> bool:
    if _SHORTENED.fullmatch(text):
        return True
    digits = "".join(_DIGITS.findall(text))
    if not digits or len(digits) > _MOST_DIGITS or "%" in text:
        return False
    # The mark may be either one: what counts is how many digits stand behind the last.
    behind = re.search(r"[.,](\d+)\D*$", text)
    readings = {0, len(behind[1])} if behind else {0}
    return any(abs(int(digits) - abs(number) * 10**places) <= 0.5000001 for places in readings)
