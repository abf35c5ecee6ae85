"""The lines of a printed report, and which of them are records: those whose texts stand where most texts do."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

# Pieces of a line that wide gaps set apart: a cell, or several with a single space between them.
_PIECE = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[-=_*~.+|#\s]*")
_DIGIT = re.compile(r"\d")
_FEWEST_RECORDS = 3
_COMMON = 0.2  # the share of lines in which a piece has to begin or end at a place that counts
_MOST_WORDS = 3  # for each word of a record that keeps to a place
_TYPICAL = 0.6  # of the words of a typical record that keep to a place, so many make a line a record


class Span(NamedTuple):
    """Where a text stands in its line: from ``begin`` up to, but without, ``end``, counted from 0."""

    begin: int
    end: int


@dataclass(frozen=True)
class Alignment:
    """The places at which the pieces of records begin or end, and with how many words a record keeps to them."""

    begins: frozenset[int]
    ends: frozenset[int]
    typical: int

    def is_record(self, line: str) -> bool:
        """Whether the words of a line stand where those of records do, more often than those of a sentence would."""
        spans = words(line)
        kept = self.count_kept(spans)
        return kept >= max(2.0, _TYPICAL * self.typical) and kept * _MOST_WORDS >= len(spans)

    def count_kept(self, spans: Sequence[Span]) -> int:
        """Count the texts that begin or end at one of the places."""
        return sum(span.begin in self.begins or span.end in self.ends for span in spans)


def pieces(line: str) -> list[Span]:
    """Give the pieces of a line that two or more spaces set apart."""
    return [Span(*match.span()) for match in _PIECE.finditer(line)]


def words(line: str) -> list[Span]:
    """Give the words of a line."""
    return [Span(*match.span()) for match in re.finditer(r"\S+", line)]


def is_rule(line: str) -> bool:
    """Whether a line is blank or drawn with characters."""
    return _RULE.fullmatch(line) is not None


def find_alignment(lines: Sequence[str]) -> Alignment | None:
    """Find the places that the pieces of most lines keep to; None where lines are not laid out with spaces."""
    lines = [line for line in _unrepeated(lines) if len(pieces(line)) > 1]
    candidates = list(map(pieces, lines))
    if len(candidates) < _FEWEST_RECORDS:
        return None
    begins = _common(Counter(span.begin for spans in candidates for span in spans), len(candidates))
    ends = _common(Counter(span.end for spans in candidates for span in spans), len(candidates))
    aligned = Alignment(begins, ends, 0)
    kept = sorted(aligned.count_kept(words(line)) for line in lines)
    return replace(aligned, typical=kept[len(kept) * 3 // 4])


def list_records(lines: Sequence[str], alignment: Alignment) -> list[str]:
    """Give the lines that are records; what is printed again on every page is none."""
    return [line for line in _unrepeated(lines) if alignment.is_record(line)]


def _common(counts: Counter[int], lines: int) -> frozenset[int]:
    return frozenset(place for place, count in counts.items() if count >= max(2, _COMMON * lines))


def _unrepeated(lines: Sequence[str]) -> list[str]:
    """Leave out what every page prints again, be it with another number, and lines without any figure: captions."""
    times = Counter(lines)
    bare = [_DIGIT.sub("0", line) for line in lines]
    alike = Counter(bare)
    kept = []
    for at, line in enumerate(lines):
        beside = (lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else "")
        is_heading = times[line] > 1 or (alike[bare[at]] > 1 and any(times[each] > 1 for each in beside))
        if not is_heading and _DIGIT.search(line):
            kept.append(line)
    return kept
