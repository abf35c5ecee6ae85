"""One form for the many ways the same heading is written."""

import functools
import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

from ledgerlift.compiled import load_compiled

VOCABULARY = Path(__file__).parent / "vocabulary"
ABBREVIATIONS, UNSPACED = VOCABULARY / "abbreviations.yaml", VOCABULARY / "unspaced.yaml"
# What every normalised heading depends on.
WORD_FILES = (ABBREVIATIONS, UNSPACED)

SYMBOLS = "$€£¥₹"
SHORTEST_BEGINNING = 3

_GARBAGE = re.compile("[\ufeff\u200b-\u200f\u00ad\u2060]|ï»¿|^\\s*\\*+|\\*+\\s*$")
_UNSPACED_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_UNIT = re.compile(rf"[(\[]\s*(?:in |en )?(?:[A-Z]{{0,2}}[{SYMBOLS}]|[{SYMBOLS}][A-Z]{{0,2}}|[A-Za-z]{{3}})\s*[)\]]")
_DATE_MASK = re.compile(r"[(\[]\s*[dmyja]{1,4}(?:[-/. ]?[dmyja]{1,4}){2}\s*[)\]]", re.IGNORECASE)
_TEXT_MARKER = re.compile(r"[(\[]\s*T\s*[)\]]\s*$")
_MARKER = re.compile(r"[(\[]\s*[A-Za-z*]?\s*[)\]]\s*$")
_QUESTION = re.compile(r"(?<=\w)\s*\?\s*$")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBER_SIGN = re.compile(r"\bn\s*[°ºo]\s*(?=\W|$)|[#№]|\bn[°º]|\bnº")
_ELISION = re.compile(r"\b[dl]['’´`]\s*")
_INITIALS = re.compile(r"\b(?:[a-z][./] ?){1,3}[a-z]\b\.?")
_LETTERS_DIGITS = re.compile(r"\b([a-z]{3,})(\d{1,2})\b")
_COMPOUND_NUMBER = re.compile(r"\b([a-z]{4,}?)s?(?:nummer|nr)\b")
_COMPOUND_DATE = re.compile(r"\b([a-z]{4,})dat\b\.?")
_PLURAL = re.compile(r"(?<=[a-z]{4})(?<![sui])s\b")
_WORD = re.compile(r"\w+")
# Table.Column as databases write it: the table in capitals, in CamelCase or with an underscore.
_QUALIFIED = re.compile(
    r"^([A-Z][A-Z0-9_$]{2,}|[A-Z]+[a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]\w*|[A-Z]\w*_\w*)[.](?=\w*[A-Za-z])(\w+)$"
)
# A column of another record, to which this one refers: partner_id/name, VendorRef.name.
OF_RELATED = re.compile(r"(?:^|[./])(\w+?)(?:_ids?|Ids?|_?[Rr]ef|_uid)[./](\w+)$")


@functools.lru_cache(maxsize=50_000)
def normalise_heading(text: str) -> str:
    """Bring a heading to the one form headings are compared in; "" when there is nothing in it.

    Case, accents, punctuation, camelCase and snake_case, currency units, abbreviations ("Inv. Amt (USD)" is
    ``invoice amount``), plurals and the table of a technical name ("LFA1.LIFNR" is ``lifnr``) make no difference.
    Words of Chinese and Japanese are their English ones.
    """
    text = _part_unspaced(unicodedata.normalize("NFKC", _GARBAGE.sub(" ", text)))
    text = unqualified(text.strip())
    text = _UNIT.sub(_drop_unit, _DATE_MASK.sub(" ", text))
    # Report writers mark the column that holds the text of a code with (T): "Supplier ID (T)" is the name.
    text = _TEXT_MARKER.sub(" text", text)
    text = _MARKER.sub(" ", text) if _MARKER.sub("", text).strip() else text
    text = _QUESTION.sub(" yn", text)
    for symbol in SYMBOLS:
        text = text.replace(symbol, " ")
    text = _WORD.sub(_part_humps, text.replace("_", " "))
    text = without_accents(text.casefold())
    text = _ELISION.sub("", text.replace("%", " percent ").replace("+", " plus "))
    text = _NUMBER_SIGN.sub(" number ", text)
    text = _INITIALS.sub(lambda match: re.sub(r"[./ ]", "", match[0]), text)
    text = _COMPOUND_DATE.sub(r"\1datum", text)
    text = _COMPOUND_NUMBER.sub(r"\1 number", _LETTERS_DIGITS.sub(r"\1 \2", text))
    return " ".join(_expand(_drop_trailing_currency(_WORD.findall(text))))


def is_unspaced(text: str) -> bool:
    """Tell whether a text is Chinese or Japanese, which write words without spaces."""
    return _UNSPACED_SCRIPT.search(text) is not None


def count_unspaced_words(text: str) -> int:
    """Count the different words of two signs and more that a text has of Chinese and Japanese headings."""
    _, pattern = _unspaced()
    return len({word for word in pattern.findall(text) if len(word) > 1})


def _part_unspaced(text: str) -> str:
    """Part the words of a script that writes none apart, and give the English ones for them."""
    if not is_unspaced(text):
        return text
    english, pattern = _unspaced()
    return pattern.sub(lambda match: f" {english[match[0]]} ", text)


@functools.cache
def _unspaced() -> tuple[Mapping[str, str], re.Pattern[str]]:
    meanings: Mapping[str, list[str]] = load_compiled("unspaced", [UNSPACED], lambda: _read_words(UNSPACED))
    english = {unicodedata.normalize("NFKC", word): meaning for meaning, words in meanings.items() for word in words}
    return english, re.compile("|".join(map(re.escape, sorted(english, key=len, reverse=True))))


def _part_humps(match: re.Match[str]) -> str:
    """Part a word in camelCase, unless it is an abbreviation that is written so: "MwSt" is no "Mw" street."""
    word = match[0]
    return word if word.casefold() in _vocabulary()["words"] else _CAMEL.sub(" ", word)


def without_accents(text: str) -> str:
    """Take the accents off: "Libellé" is "Libelle"; letters that only look accented (ø, ł) lose their stroke too."""
    plain = unicodedata.normalize("NFKD", text.translate(_STROKES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "œ": "oe", "æ": "ae", "ß": "ss", "ı": "i", "Ø": "O", "Ł": "L"})


def unqualified(text: str) -> str:
    """Drop the table from a technical column name: "BSIK.BELNR" is "BELNR", "Inv.Date" stays as it is."""
    match = _QUALIFIED.match(text)
    if match is None or match[1].casefold() in _plain_words() or OF_RELATED.search(text):
        return text
    return match[2]


def is_shortened(word: str) -> bool:
    """Tell whether a word is one of the abbreviations."""
    return word.casefold() in _vocabulary()["words"]


def expand(words: Sequence[str]) -> list[str]:
    """Write abbreviated words out, and runs of words that have one name as that name."""
    table = _vocabulary()
    written_out = [part for word in words for part in table["words"].get(word, word).split()]
    text = f" {' '.join(written_out)} "
    for phrase, name in table["phrases"].items():
        if phrase in text:
            text = text.replace(f" {phrase} ", f" {name} ")
    return text.split()


def parted(form: str, known: Container[str]) -> str:
    """Part the words of a normalised heading that are two written together: "duedt" is "due date".

    ``known`` are the words that headings are made of, beside abbreviations.
    """
    return " ".join(_expand([part for word in form.split() for part in _part(word, known)]))


def _part(word: str, known: Container[str]) -> tuple[str, ...]:
    if word in _plain_words() or word in known:
        return (word,)
    for ending in _endings():
        beginning = word.removesuffix(ending)
        is_word = beginning in _plain_words() or beginning in known
        if is_word and len(beginning) >= SHORTEST_BEGINNING and beginning != word:
            return beginning, ending
    return (word,)


def without_weak_words(form: str) -> str:
    """Leave out of a normalised heading the words it would still be understood without."""
    return " ".join(word for word in form.split() if word not in _words("weak"))


def _expand(words: Sequence[str]) -> list[str]:
    singular = [_PLURAL.sub("", word) for word in expand(words)]
    last = len(singular) - 1
    return [word for at, word in enumerate(singular) if at == last or word not in _words("stopwords")]


def _drop_unit(match: re.Match[str]) -> str:
    letters = re.sub(r"[^A-Za-z]", "", match[0].replace("in ", "").replace("en ", "")).casefold()
    return " " if len(letters) < 3 or letters in _words("currencies") else match[0]


def _drop_trailing_currency(words: list[str]) -> list[str]:
    if len(words) > 1 and words[-1] in _words("currencies"):
        words = words[:-1]
        return words[:-1] if len(words) > 1 and words[-1] in ("in", "en") else words
    return words


@functools.cache
def _vocabulary() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load_compiled("abbreviations", [ABBREVIATIONS], lambda: _read_words(ABBREVIATIONS))
    return data


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_vocabulary()[name])


@functools.cache
def _endings() -> tuple[str, ...]:
    """List the longest first: "vendname" is a name, not "vendna" of "me"."""
    return tuple(sorted(_words("endings"), key=lambda ending: (-len(ending), ending)))


@functools.cache
def _plain_words() -> frozenset[str]:
    """Every word that headings are made of as far as abbreviations know: never the name of a table."""
    words: Mapping[str, str] = _vocabulary()["words"]
    return frozenset(words) | frozenset(part for text in words.values() for part in text.split())


def _read_words(path: Path) -> Any:  # noqa: ANN401
    from ledgerlift.catalogue.yaml_lines import read_yaml

    return read_yaml(path)[0]
