"""Text made comparable: case, accents, punctuation and spaces do not tell two words apart."""

import polars as pl

from ledgerlift.values import words

# Letters that keep their stroke when accents are taken off.
_STROKES = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"}

# Every space a program may print, among them the no-break and narrow no-break space of French amounts.
SPACES = ("\u00a0", "\u202f", "\u2007", "\u2008", "\u2009", "\u200a", "\u2002", "\u2003", "\u3000", "\t", "\n", "\r")
DASHES = ("\u2212", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\ufe63", "\uff0d")
QUOTES = ("\u2019", "\u2018", "\u02bc", "\u00b4", "`", "\u2032", "\u201b")
_INVISIBLE = ("\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u202a", "\u202c")

# Figures, letters and marks as wide as a Chinese sign.
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(ord("!"), ord("~") + 1)}

_FROM = [*SPACES, *DASHES, *QUOTES, *_INVISIBLE, *(wide for wide in _WIDE if wide not in DASHES)]
_TO = [
    *([" "] * len(SPACES) + ["-"] * len(DASHES) + ["'"] * len(QUOTES) + [""] * len(_INVISIBLE)),
    *(plain for wide, plain in _WIDE.items() if wide not in DASHES),
]
_BEYOND_ASCII = r"[^ -~]"
_TEXT = pl.col("text")


def tidy(texts: pl.Series) -> pl.Series:
    """Give one kind of space, dash and apostrophe to each text, and none of them at its ends but dashes."""
    return _apply(_tidied(is_plain=_is_plain(texts)), texts)


def fold(texts: pl.Series) -> pl.Series:
    """Give lower-case texts without accents, tidied; ``Août`` and ``AOUT`` become ``aout``."""
    return _apply(_folded(is_plain=_is_plain(texts)), texts)


def words_of(texts: pl.Series) -> pl.Series:
    """Give folded texts as words with one space between: ``P.A.Y.E. / Réf-2`` becomes ``p a y e ref 2``."""
    folded = _folded(is_plain=_is_plain(texts))
    return _apply(folded.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars(), texts)


def _is_plain(texts: pl.Series) -> bool:
    """Tell whether no text has more than the letters and marks of ASCII, which spares most of the work."""
    return not texts.str.contains(_BEYOND_ASCII).any()


def _tidied(*, is_plain: bool) -> pl.Expr:
    return (_TEXT if is_plain else _TEXT.str.replace_many(_FROM, _TO)).str.strip_chars()


def _folded(*, is_plain: bool) -> pl.Expr:
    lower = _tidied(is_plain=is_plain).str.to_lowercase()
    if is_plain:
        return lower
    bare = lower.str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return bare.str.replace_many(list(_STROKES), list(_STROKES.values()))


def _apply(expression: pl.Expr, texts: pl.Series) -> pl.Series:
    # All steps at once: each one alone would cost more than its work on a short column.
    return texts.to_frame("text").select(expression).to_series().alias(texts.name)


def says_nothing(texts: pl.Series) -> pl.Series:
    """Tell the texts without a letter or figure, and those that are a word for "nothing here", such as N/A."""
    return ~texts.str.contains(r"[\p{L}\p{N}]") | tidy(texts).str.to_lowercase().is_in(words.load("nothing"))


def fold_word(text: str) -> str:
    """Do to one text what ``words_of`` does to many; for words out of a list."""
    return str(words_of(pl.Series([text])).item())
