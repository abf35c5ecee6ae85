"""In which encoding a text file is written: byte order mark, strict UTF-8, UTF-16 by its zeros, or a weighed guess."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

from ledgerlift.problems import Problem
from ledgerlift.reading.letters import CENTRAL, CYRILLIC, GREEK, TURKISH, WESTERN, plausibility
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.source import Decision
from ledgerlift.reading.wide_encoding import find_wide_encoding

Data = bytes | mmap

CHUNK_BYTES = 2**20

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The single-byte encodings, the likelier first: an equal score goes to the earlier one.
_SINGLE_BYTE = {
    "cp1252": WESTERN,
    "iso8859-15": WESTERN,
    "mac_roman": WESTERN,
    "cp850": WESTERN,
    "cp1254": TURKISH,
    "cp1250": CENTRAL,
    "cp1251": CYRILLIC,
    "cp1253": GREEK,
}
_LIKELIEST = "cp1252"
# Labels of text encodings; Python has codecs of other kinds as well.
_TEXT_LABELS = re.compile(
    r"(?:windows-|cp)\d{3,4}|(?:x-)?mac[-_]?\w*|iso[-_]?8859-\d{1,2}|koi8-[ru]|shift[-_]jis|euc[-_](?:jp|kr)|gb\w+|big5"
)
# Of a bounded length: without delimiters the whole file is one word, and would be looked through from each byte of it.
_WORD = re.compile(rb"""[^\s,;|"^~\x80-\xff]{0,40}+[\x80-\xff][^\s,;|"^~]{0,60}+""")
_WORDS_LOOKED_AT = 50_000
_DISTINCT_WORDS = 4_000
_MIN_SCORE = 0.25
_FEW_WORDS = 10  # so many odd words are no reason to refuse a file
_MIN_GAIN = 0.2  # what a less likely encoding must be better by, on the words it reads differently

_AS_WINDOWS = "ledgerlift-as-windows"  # how to decode the bytes that are not UTF-8

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True)
class Encoding:
    """How to decode the file: a Python codec, the mark to skip, and how much of the text is doubtful.

    ``stray_bytes`` of another encoding break a UTF-8 text; ``doubtful_words`` make no sense in any encoding.
    """

    codec: str
    decision: Decision
    mark_bytes: int = 0
    stray_bytes: int = 0
    doubtful_words: int = 0

    @property
    def problems(self) -> list[Problem]:
        """What the person who sent the file should look at."""
        problems = []
        if self.stray_bytes:
            problems.append(Problem("encoding_mixed", count=self.stray_bytes))
        if self.doubtful_words:
            problems.append(Problem("encoding_doubtful", count=self.doubtful_words))
        return problems


def find_encoding(data: Data) -> Encoding:
    """Decide the encoding of a text file; refuses what is not text, and text no encoding makes sense of."""
    for mark, codec in _MARKS:
        if data[: len(mark)] == mark and (codec != "utf-8-sig" or is_utf8(data)):
            return _certain(codec, mark_bytes=len(mark))
    if data.find(b"\0") >= 0:
        return _utf16_without_mark(data)
    if is_utf8(data):
        return _certain("utf-8")
    stray = _stray_bytes(data)
    if stray is not None:
        mark_bytes = len(codecs.BOM_UTF8) if data[:3] == codecs.BOM_UTF8 else 0
        return Encoding("utf-8", Decision("encoding", "utf-8", 0.9, "cp1252", 0.1), mark_bytes, stray_bytes=stray)
    wide = find_wide_encoding(data)
    return _certain(wide) if wide else _single_byte(data)


def stated_encoding(data: bytes, label: str) -> Encoding | None:
    """Take the encoding a file names itself; None when it is not known, or some byte is not in it."""
    name = label.lower()
    # Browsers read these as the Windows encoding that adds letters to them, and so do those who write them.
    codec = "cp1252" if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"} else name
    if not _TEXT_LABELS.fullmatch(codec):
        return None
    try:
        data.decode(codec)
    except (LookupError, UnicodeDecodeError):
        return None
    return Encoding(codec, Decision("encoding", codec, 1.0))


def decode(data: Data, encoding: Encoding) -> Iterator[str]:
    """Decode the whole file piece by piece; a byte its encoding does not know becomes U+FFFD."""
    # In a UTF-8 text a stray byte was pasted in from Windows; everywhere else there is nothing better to put.
    errors = _AS_WINDOWS if encoding.stray_bytes else "replace"
    codec = "utf-8" if encoding.codec == "utf-8-sig" else encoding.codec
    decoder = codecs.getincrementaldecoder(codec)(errors)
    for start in range(encoding.mark_bytes, len(data), CHUNK_BYTES):
        yield decoder.decode(data[start : start + CHUNK_BYTES])
    yield decoder.decode(b"", final=True)


def is_utf8(data: Data) -> bool:
    """Whether every byte is part of valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for start in range(0, len(data), CHUNK_BYTES):
            chunk = data[start : start + CHUNK_BYTES]
            if decoder.getstate()[0] or not chunk.isascii():
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _certain(codec: str, mark_bytes: int = 0) -> Encoding:
    return Encoding(codec, Decision("encoding", codec, 1.0), mark_bytes)


def _utf16_without_mark(data: Data) -> Encoding:
    sample = data[: 2**16]
    pairs = max(len(sample) // 2, 1)
    zeros = {"utf-16-le": sample[1::2].count(0) / pairs, "utf-16-be": sample[0::2].count(0) / pairs}
    (codec, share), (other, other_share) = sorted(zeros.items(), key=lambda item: -item[1])
    # Even a Russian or Greek table has a zero in each delimiter, digit and line end; a binary file has them anywhere.
    if share < 0.2 or other_share > 0.02 or not _is_readable(sample[: pairs * 2], codec):
        raise refuse("type_mismatch", format="XLSX")
    return Encoding(codec, Decision("encoding", codec, round(share, 3), other, round(other_share, 3)))


def _is_readable(sample: bytes, codec: str) -> bool:
    text = sample.decode(codec, errors="replace")
    strange = sum(char < " " and char not in "\t\r\n\f" for char in text) + text.count("\ufffd")
    return strange <= len(text) * 0.01


def _stray_bytes(data: Data) -> int | None:
    """Count the bytes that break a text which is UTF-8 otherwise; None when it is some other encoding."""
    high = sum(len(match[0]) for match in _HIGH_BYTES.finditer(data))
    valid = sum(len(match[0]) for match in _UTF8_SEQUENCE.finditer(data))
    return high - valid if valid >= high * 0.7 else None


def _single_byte(data: Data) -> Encoding:
    words = _distinct_words(data)
    scores = {codec: _score(words, codec, alphabet) for codec, alphabet in _SINGLE_BYTE.items()}
    best = max(scores, key=lambda codec: scores[codec])
    if best != _LIKELIEST and not _reads_better(words, best):
        best = _LIKELIEST
    is_doubtful = scores[best] < _MIN_SCORE
    if is_doubtful and len(words) > _FEW_WORDS:
        raise refuse("encoding_unclear")
    best = _LIKELIEST if is_doubtful else best
    runner_up = max((codec for codec in scores if codec != best), key=lambda codec: scores[codec])
    decision = Decision("encoding", best, round(scores[best], 3), runner_up, round(scores[runner_up], 3))
    return Encoding(best, decision, doubtful_words=len(words) if is_doubtful else 0)


def _reads_better(words: list[bytes], codec: str) -> bool:
    """Whether the words on which the two encodings differ are clearly better in the less likely one."""
    differing = [word for word in words if _text(word, codec) != _text(word, _LIKELIEST)]
    gain = _score(differing, codec, _SINGLE_BYTE[codec]) - _score(differing, _LIKELIEST, _SINGLE_BYTE[_LIKELIEST])
    return gain > _MIN_GAIN


def _distinct_words(data: Data) -> list[bytes]:
    words: set[bytes] = set()
    for seen, match in enumerate(_WORD.finditer(data)):
        words.add(match[0])
        if seen > _WORDS_LOOKED_AT or len(words) >= _DISTINCT_WORDS:
            break
    return sorted(words)


def _score(words: list[bytes], codec: str, alphabet: frozenset[str]) -> float:
    scores = [plausibility(_text(word, codec), alphabet) for word in words]
    return sum(total for total, _ in scores) / max(sum(count for _, count in scores), 1)


def _text(word: bytes, codec: str) -> str:
    return word.decode(codec, errors="replace")


def _windows_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_AS_WINDOWS, _windows_byte)
