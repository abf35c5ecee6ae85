"""Lines of delimited text become records, also where the quotes are not as they should be.

The rules are those of Python's ``csv`` module. Where they would go wrong, a person's eye decides as follows: a quote
that is never closed, or that would swallow lines which are rows themselves, is a plain character (12" pipe); a quote
inside a quoted cell ends it only in front of a delimiter or the line's end.
"""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A cell that spans more lines than this with a quote on each is not looked at further.
_MAX_ATTEMPTS = 200

_WRAPPED = re.compile(r'"((?:[^"]|"")*)"[,;\t]*')

# How long a record may be is checked where the lines come from.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Dialect:
    """How the cells of a line are told apart.

    ``escape`` is a character that takes the meaning of the next one away. Every line ``is_wrapped`` when a spreadsheet
    took it for a single cell and quoted it once more. A table ``is_framed`` when its lines are drawn with a delimiter
    at both ends; what stands outside of the frame is laid out with spaces.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    skips_space: bool = False
    is_wrapped: bool = False
    is_framed: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the fast reader understands it as it is."""
        is_known = self.escape is None and not self.skips_space and not self.is_wrapped
        return is_known and len(self.delimiter.encode()) == 1


@dataclass(frozen=True)
class DelimitedText:
    """A text and how to read it.

    ``usual_width`` is how many cells most rows have and ``widest`` the most any row of the sample has; ``skip_lines``
    counts the lines at its beginning that are no records, and ``first_row`` numbers the first record.
    """

    path: Path
    dialect: Dialect
    usual_width: int
    widest: int
    skip_lines: int
    first_row: int


@dataclass(frozen=True)
class Record:
    """The cells of one record; ``is_repaired`` when its quotes had to be read in another way than the rules say."""

    cells: list[str]
    is_repaired: bool = False


def read_records(lines: Iterable[str], dialect: Dialect, *, width: int | None, max_characters: int) -> Iterator[Record]:
    """Read lines (without their line ends) as records; ``width`` is the usual number of cells, where it is known."""
    source = map(unwrap, lines) if dialect.is_wrapped else iter(lines)
    waiting: deque[str] = deque()
    while (line := waiting.popleft() if waiting else next(source, None)) is not None:
        cells, is_complete = parse(line, dialect)
        if cells is not None:
            yield Record(cells)
            continue
        stretch = [line]
        if not is_complete:
            cells = _join_following(stretch, source, waiting, dialect, max_characters)
        if cells is not None and is_one_record(stretch, cells, dialect, width):
            yield Record(cells)
        else:
            waiting.extendleft(reversed(stretch[1:]))
            yield Record(_parse_forgiving(line, dialect), is_repaired=True)


def parse(text: str, dialect: Dialect) -> tuple[list[str] | None, bool]:
    """Read one record strictly; without cells the text is malformed or, when not complete, ends inside a cell."""
    if dialect.quote not in text and dialect.escape is None and not dialect.skips_space:
        return (text.split(dialect.delimiter) if text else [], True)
    reader = csv.reader(
        [text],
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        skipinitialspace=dialect.skips_space,
        strict=True,
    )
    try:
        return next(reader, []), True
    except csv.Error as error:
        return None, "unexpected end" not in str(error)


def unwrap(line: str) -> str:
    """Take the outer quotes off a line that is one quoted cell, whatever empty cells follow it."""
    wrapped = _WRAPPED.fullmatch(line)
    return wrapped[1].replace('""', '"') if wrapped else line


def is_one_record(lines: Sequence[str], cells: Sequence[str], dialect: Dialect, width: int | None) -> bool:
    """Whether lines that a pair of quotes holds together are one record, not rows swallowed by a stray quote."""
    widths = [line.count(dialect.delimiter) + 1 for line in lines]
    if width is not None and width >= 3 and len(cells) != width and all(each == width for each in widths):
        return False
    inner = len(lines) - 2
    if inner < 2:
        return True
    # A line with quotes of its own has closed and opened cells as the rules say; it belongs here.
    bare = Counter(each for line, each in zip(lines[1:-1], widths[1:-1], strict=True) if dialect.quote not in line)
    usual, times = max(bare.items(), key=lambda item: item[1], default=(0, 0))
    return times < inner * 0.8 or usual < 2 or (usual == 2 and times < 5)


def _join_following(
    stretch: list[str], source: Iterator[str], waiting: deque[str], dialect: Dialect, max_characters: int
) -> list[str] | None:
    """Add lines to the stretch until it is a whole record; None when it never becomes one."""
    size = len(stretch[0])
    attempts = 0
    while size <= max_characters and attempts < _MAX_ATTEMPTS:
        line = waiting.popleft() if waiting else next(source, None)
        if line is None:
            return None
        stretch.append(line)
        size += len(line) + 1
        if dialect.quote in line:
            attempts += 1
            cells, is_complete = parse("\n".join(stretch), dialect)
            if is_complete:
                return cells
    return None


def _parse_forgiving(line: str, dialect: Dialect) -> list[str]:
    cells = []
    for match in _forgiving_cell(dialect.delimiter, dialect.quote).finditer(line):
        quoted, plain = match.groups()
        cells.append(plain if quoted is None else quoted.replace(dialect.quote * 2, dialect.quote))
    return cells


@cache
def _forgiving_cell(delimiter: str, quote: str) -> re.Pattern[str]:
    mark, end = re.escape(quote), f"(?={re.escape(delimiter)}|$)"
    quoted = f"{mark}((?:(?!{mark}{end}).)*+){mark}{end}"
    plain = f"((?:(?!{re.escape(delimiter)}).)*)"
    return re.compile(f"(?:^|(?<={re.escape(delimiter)}))(?:{quoted}|{plain})", re.DOTALL)
