"""What a single cell looks like: a number, a date, an address, a code or words. A quick look, not a reading.

Patterns serve ``re`` and Polars alike, so that a few cells and whole columns are judged the same.
"""

import functools
import re
from collections.abc import Mapping
from typing import Final, Literal

from ledgerlift.table.words import pattern

Shape = Literal["number", "date", "email", "url", "code", "text"]

# Shapes that captions never have.
TYPED: Final = frozenset({"number", "date", "email", "url"})

_SYMBOL = r"(?:[A-Za-z]{0,2}[$€£¥₹₽₩]|kr\.?|zł|Kč|Rs\.?|Fr\.?)"
_SIGN = r"[-+−(\s]*"
_MARK = r"(?:-|−|CR|DR|Cr|Dr|cr|dr)"
# A currency's code stands apart from the figures, as the letters of a document's number do not.
NUMBER: Final = (
    rf"^{_SIGN}(?:{_SYMBOL}{_SIGN}|[A-Z]{{3}}\s+{_SIGN})?(?:[0-9][0-9.,'’\s\u00a0\u202f]*|[.,][0-9]+)"
    rf"\s*%?(?:\s*{_SYMBOL}|\s[A-Z]{{3}})?\s*{_MARK}?\)?$"
)
# A dash where an accountant means nought.
NIL: Final = r"^[-–—−]+$"
# Written with decimals, a currency, brackets or a mark for the side of the account: money rather than a key.
MONEY_MARK: Final = (
    rf"[.,][0-9]{{1,4}}\s*\)?$|[.,'’\s][0-9]{{3}}[.,]|\(|^-|[0-9]\s*{_MARK}$"
    r"|[$€£¥₹₽₩%]|[0-9]\s*[A-Z]{3}$|^[A-Z]{3}\s*[0-9]"
)

_DIGIT = re.compile(r"\d")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_EMAIL = re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")
_URL = re.compile(r"^(?:https?://|www\.)\S+$|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?$")
_MAX_VALUE = 320
_MAX_CAPTION = 160
# Captions without a letter: "#", and the spans of an ageing report or a year: "1 - 30", "> 90", "90+", "2023/24".
_SPAN = re.compile(r"^(?:[#%£$€]|[<>≤≥]=?\s*\d+|\d+\s*\+|\d{1,4}\s*[-–/]\s*\d{1,4})$")


@functools.cache
def date_pattern() -> str:
    """Give the pattern of a date or a month, with or without a time."""
    month = pattern("months") + r"\p{L}*\.?"
    year = r"(?:'?[0-9]{4}|'?[0-9]{2})"
    time = r"(?:[T ,].*)?"
    weekday = r"(?:\p{L}{2,10}\.?,? )?"
    day = r"[0-9]{1,2}\.?(?:st|nd|rd|th|er|º)?"
    return (
        rf"(?i)^(?:[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,4}}{time}"
        rf"|{weekday}{day}(?:[-/. ]| de )?{month}(?:[-/., ]+| de |){year}{time}"
        rf"|{weekday}{month} {day},? {year}{time}"
        rf"|{month}(?:[-/. ]| de |){year})$"
    )


@functools.cache
def _date() -> re.Pattern[str]:
    # Python's ``re`` has no classes of Unicode properties.
    return re.compile(date_pattern().replace(r"\p{L}", r"[^\W\d_]"))


_NUMBER = re.compile(NUMBER)
_MONEY_MARK = re.compile(MONEY_MARK)
_NIL = re.compile(NIL)


@functools.lru_cache(maxsize=65536)
def shape_of(text: str) -> Shape:
    """Say what a cell's text looks like; the text is stripped and not empty."""
    # Patterns may take long over long texts, which are words anyway.
    shape = _find_shape(text) if len(text) <= _MAX_VALUE else None
    return shape or "text"


def _find_shape(text: str) -> Shape | None:
    has_digit = _DIGIT.search(text) is not None
    if has_digit and _date().match(text):
        return "date"
    if has_digit and _NUMBER.match(text):
        return "number"
    if "@" in text and _EMAIL.match(text):
        return "email"
    if "." in text and _URL.match(text):
        return "url"
    is_dense = " " not in text or len(_DIGIT.findall(text)) * 3 >= len(text)
    return "code" if has_digit and is_dense else None


def is_rule(texts: Mapping[int, str]) -> bool:
    """Say whether a row is but a line drawn with characters."""
    return bool(texts) and not any(map(_LETTER_OR_DIGIT.search, texts.values()))


def is_nil(text: str) -> bool:
    """Say whether a cell is a dash that stands for nothing."""
    return _NIL.match(text) is not None


def is_money(text: str) -> bool:
    """Say whether a cell is a number written as money is."""
    return shape_of(text) == "number" and _MONEY_MARK.search(text) is not None


def is_caption_like(text: str) -> bool:
    """Say whether a cell could name a column: a few words, no value, no label of a filter ("Period:")."""
    if len(text) > _MAX_CAPTION or text.endswith(":"):
        return False
    if not any(char.isalpha() for char in text):
        return _SPAN.match(text) is not None
    # A name for programs, such as "partner_id.name", is written as a web address is.
    is_dotted = shape_of(text) == "url" and "/" not in text and not text.startswith("www.")
    return is_dotted or shape_of(text) in {"text", "code"}
