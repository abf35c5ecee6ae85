"""How much a text looks like one somebody wrote, judged by its letters outside ASCII.

A byte above 127 is an é in one encoding and a Ž in another. Only its neighbours tell: a capital inside a lower-case
word, a currency sign between letters or a letter between digits mean that the text was decoded the wrong way.
"""

import re
import unicodedata

# The letters of English, French, German, Spanish, Dutch, Portuguese, Italian and the Nordic languages.
WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüß")
CENTRAL = frozenset("áąăâäćčçďđéęěëíîłĺľńňóôöőřŕśšșşßťțţúůüűýźżž")
TURKISH = WESTERN | {"ğ", "ı", "ş", "İ".lower()}
CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ")
GREEK = frozenset("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ")

_WORD_JOINERS = frozenset("’‘´·‑")
_CURRENCIES = frozenset("€£¥¢")
_SPACES = frozenset("\u00a0\u202f\u2009")
_OPENING = frozenset("“„«‹‘")
_CLOSING = frozenset("”»›’“")
_DASHES = frozenset("–—•…")
_ORDINALS = frozenset("°ºª")
_OTHER_MARKS = {**dict.fromkeys(_DASHES, 0.4), **dict.fromkeys("§©®™½¼¾¹²³×±µ·¿¡†‡´", 0.3)}
_ONE_LETTER_WORDS = frozenset("àáâéèêíóòôÀÁÉÈÓÔ")


def plausibility(word: str, alphabet: frozenset[str]) -> tuple[float, int]:
    """Score the characters outside ASCII of one word: the sum (each from -2 to 1) and how many there are."""
    total = 0.0
    count = 0
    in_capitals = len(re.findall("[A-Z]", word)) >= 2 and not re.search("[a-z]", word)
    padded = f" {word} "
    for before, char, after in zip(padded, padded[1:], padded[2:], strict=False):
        if char < "\x80":
            continue
        count += 1
        if char.isalpha() and char not in _ORDINALS:
            total += _letter(before, char, after, alphabet, in_capitals=in_capitals)
        else:
            total += _mark(before, char, after)
    return total, count


def _letter(before: str, char: str, after: str, alphabet: frozenset[str], *, in_capitals: bool) -> float:
    is_known = char.lower() in alphabet
    if before.isdigit() or after.isdigit():
        return -0.5
    if not before.isalpha() and not after.isalpha():
        return 0.3 if char in _ONE_LETTER_WORDS else -0.3
    is_capital_inside = char.isupper() and (before.islower() or (before.isalpha() and after.islower()))
    is_other_script = alphabet in (CYRILLIC, GREEK) and (_is_latin(before) or _is_latin(after))
    if is_capital_inside or is_other_script:
        return -1.0
    if char.islower() and in_capitals:
        return 0.0 if is_known else -1.0
    # Western words hardly ever have three accented letters in a row; Greek and Russian ones have nothing else.
    if alphabet is WESTERN and _is_foreign(before) and _is_foreign(after):
        return -0.5
    return 1.0 if is_known else -0.5


def _mark(before: str, char: str, after: str) -> float:
    if char == "\ufffd" or unicodedata.category(char) in {"Cc", "Cn", "Co"}:
        return -2.0
    if before.isalpha() and after.isalpha():
        return 0.7 if char in _WORD_JOINERS else 0.0 if char in _DASHES or char in _SPACES else -1.0
    if char in _CURRENCIES or char in _SPACES:
        return 1.0 if before.isdigit() or after.isdigit() or "-" in (before, after) else 0.3
    if (char in _OPENING and not before.isalnum()) or (char in _CLOSING and not after.isalnum()):
        return 0.7
    if char in _ORDINALS:
        # Nº and 1º are what these signs are for.
        return 1.0 if before.isdigit() or before in "Nn" else 0.7 if before.isalpha() else 0.0
    return _OTHER_MARKS.get(char, -1.0)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_foreign(char: str) -> bool:
    return char >= "\x80" and char.isalpha()
