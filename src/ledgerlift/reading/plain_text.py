"""A text file as UTF-8 with one kind of line end: the file itself where it is so already, else a copy."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path

import polars as pl

from ledgerlift.reading.encoding import Data, Encoding, decode
from ledgerlift.reading.refusal import refuse

# Byte order marks that were read as text and saved again, in front of the first cell or inside its quotes.
_MARKS = re.compile('(?:\ufeff|ï»¿)*("?)(?:\ufeff|ï»¿)*')
_FIRST_CELL = 32
_DOS_END = b"\x1a"


@contextmanager
def mapped(path: Path) -> Iterator[Data]:
    """Give the bytes of a file without reading them all."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            yield b""
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            yield data


def as_plain_text(path: Path, data: Data, encoding: Encoding, workspace: Path) -> Path:
    """Give the text as the fast reader wants it; most files are so already and are not copied."""
    is_utf8 = encoding.codec in {"utf-8", "utf-8-sig"} and not encoding.stray_bytes
    beginning = data[encoding.mark_bytes : encoding.mark_bytes + _FIRST_CELL].decode("utf-8", errors="replace")
    if (
        is_utf8
        and beginning == _without_marks(beginning)
        and data[-1:] != _DOS_END
        and not _has_lone_return(path, data)
    ):
        return path
    copy = workspace / "text"
    with copy.open("w", encoding="utf-8", newline="") as target:
        for piece in _clean(decode(data, encoding)):
            target.write(piece)
    return copy


def check_line_lengths(data: Data, limit: int) -> None:
    """Refuse a text with a line longer than any table has."""
    start = 0
    while len(data) - start > limit:
        end = data.rfind(b"\n", start, start + limit + 1)
        if end < 0:
            raise refuse("line_too_long", row=data[:start].count(b"\n") + 1)
        start = end + 1


def sample_lines(data: Data, *, most: int = 200) -> list[str]:
    """Take whole lines from the beginning, the middle and the end."""
    window = max(2**16, 4 * (data.find(b"\n") + 1))
    if len(data) <= 3 * window:
        lines = _lines(data[:])
        return (
            lines
            if len(lines) <= 2 * most
            else [*lines[:most], *lines[len(lines) // 2 :][: most // 2], *lines[-most // 2 :]]
        )
    middle = len(data) // 2
    head = _lines(data[:window])[:-1][:most]
    inside = _lines(data[middle : middle + window])[1:-1][: most // 2]
    tail = _lines(data[-window:])[1:][-most // 2 :]
    return [*head, *inside, *tail]


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n")


def _has_lone_return(path: Path, data: Data) -> bool:
    """Whether a carriage return stands anywhere but before a line feed."""
    if data.find(b"\r") < 0:
        return False
    has_return = pl.col("line").str.contains("\r", literal=True).any()
    found: bool = pl.scan_lines(path, glob=False).select(has_return).collect().item()
    return found or data[-1:] == b"\r"


def _clean(pieces: Iterator[str]) -> Iterator[str]:
    """Turn every line end into LF, and drop repeated byte order marks and the end mark of DOS."""
    is_first = True
    held = ""
    for piece in pieces:
        text = held + piece
        if is_first:
            text = _without_marks(text)
            is_first = not text
        # A CR or an end mark at the very end may belong to what follows.
        held = text[len(text.rstrip("\r\x1a")) :]
        yield _unix(text[: len(text) - len(held)])
    yield _unix(held.rstrip("\x1a"))


def _without_marks(text: str) -> str:
    """Take byte order marks off the first cell, whether it is quoted or not."""
    return _MARKS.sub(r"\1", text, count=1)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
