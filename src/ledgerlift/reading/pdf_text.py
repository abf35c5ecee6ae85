"""The lines of a PDF as a printer would lay them out: each text at the place it has on its page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import fmean, quantiles
from typing import NamedTuple

# Words stand in one text where the gap between them is no wider than a letter of theirs.
_SPACE = 1.1
_SAME_LINE = 0.35  # of a letter's height, so much may two texts of one line differ in height
_LEAST_LETTERS = 4
_NARROW = 20  # the width of a place is that of the narrowest of so many texts
_GAP = 2


class Glyph(NamedTuple):
    """One letter with its box on the page, in points; x grows to the right, y upwards."""

    letter: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class _Text:
    """One text of a line and where it stands."""

    text: str
    left: float
    right: float


def lay_out(pages: Iterable[Sequence[Glyph]]) -> list[str]:
    """Give the lines of all pages, from top to bottom, each text in the character places that fit its position."""
    lines = [line for glyphs in pages for line in _lines(glyphs)]
    texts = [text for line in lines for text in line]
    widths = [(text.right - text.left) / len(text.text) for text in texts if len(text.text) >= _LEAST_LETTERS]
    if len(widths) < 2:
        return [" ".join(text.text for text in line) for line in lines]
    # So narrow that texts hardly ever take more places than they have on paper.
    place = max(quantiles(widths, n=_NARROW)[0], 0.5)
    edges = _count_edges(texts)
    return [_set(line, place, edges) for line in lines]


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[_Text]]:
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda each: (-each.bottom, each.left)):
        if line and line[0].bottom - glyph.bottom > _SAME_LINE * (line[0].top - line[0].bottom):
            yield _texts(line)
            line = []
        line.append(glyph)
    if line:
        yield _texts(line)


def _texts(line: list[Glyph]) -> list[_Text]:
    line = sorted(line, key=lambda each: each.left)
    number, numbers = 0, [0]
    width = fmean(glyph.right - glyph.left for glyph in line)
    for one, other in pairwise(line):
        number += other.left - one.right > _SPACE * max(width, one.right - one.left)
        numbers.append(number)
    groups = groupby(zip(numbers, line, strict=True), key=lambda each: each[0])
    return [_join([glyph for _, glyph in group]) for _, group in groups]


def _join(glyphs: list[Glyph]) -> _Text:
    """Write the letters of one text, with a space where there is a gap."""
    letters = [glyphs[0].letter]
    for one, other in pairwise(glyphs):
        # Narrower than any space, wider than any kerning.
        letters.append(" " if other.left - one.right > 0.15 * (other.top - other.bottom) else "")
        letters.append(other.letter)
    return _Text("".join(letters), glyphs[0].left, glyphs[-1].right)


def _count_edges(texts: Sequence[_Text]) -> tuple[dict[int, int], dict[int, int]]:
    """Count how many texts begin and how many end at each point of the page's width."""
    lefts: dict[int, int] = {}
    rights: dict[int, int] = {}
    for text in texts:
        lefts[round(text.left)] = lefts.get(round(text.left), 0) + 1
        rights[round(text.right)] = rights.get(round(text.right), 0) + 1
    return lefts, rights


def _set(line: Sequence[_Text], place: float, edges: tuple[dict[int, int], dict[int, int]]) -> str:
    """Set the texts of a line: those that end where most do at their right edge, the others at their left."""
    lefts, rights = edges
    written = ""
    for text in line:
        begin = max(0, int(text.left / place))
        if rights[round(text.right)] > lefts[round(text.left)]:
            begin = max(begin, int(text.right / place) - len(text.text))
        begin = max(begin, len(written) + _GAP if written else 0)
        written = written.ljust(begin) + text.text
    return written
