"""How much text fits into a width, by generous estimates: no renderer is asked, and every renderer differs a little."""

import re
import unicodedata

# Widths of Calibri's letters as a share of the font size, rounded up.
NARROW, NORMAL, CAPITAL, FULL = 0.3, 0.56, 0.68, 1.05
NARROW_LETTERS = set("iljtfrI.,;:'’!|()[] \N{NO-BREAK SPACE}")
WIDE_LETTERS = set("mwMW@%&—…")


def measure(text: str, size: float) -> float:
    """Estimate the width of one line in points."""
    return sum(map(_share, text)) * size


def cut(text: str, width: float, size: float, *, lines: int = 1) -> str:
    """Give as much of a text as fits on so many lines, on one paragraph; an ellipsis stands for what is cut."""
    text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")  # not the no-break spaces that hold an amount together
    # A line that breaks between words may leave a good part of it empty.
    room = width * (1 if lines == 1 else lines - 0.5)
    if measure(text, size) <= room:
        return text
    used, kept = measure("…", size), 0
    for letter in text:
        used += _share(letter) * size
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def count_lines(text: str, width: float, size: float) -> int:
    """Count the lines a text takes in a cell of a width in points, where words go on in the next line."""
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split(" "):
            length = measure(word, size)
            if used and used + length > width:
                lines, used = lines + 1, 0.0
            # A word longer than the line is broken wherever the line ends.
            lines += int((used + length) // width) if used + length > width else 0
            used = (used + length) % width + measure(" ", size)
    return lines


def largest_size(text: str, width: float, sizes: tuple[float, ...]) -> float:
    """Choose the first of the sizes, the largest first, at which one line fits; the last when none does."""
    return next((size for size in sizes if measure(text, size) <= width), sizes[-1])


def _share(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return NARROW
    if unicodedata.east_asian_width(letter) in "WF":
        return FULL
    if letter in WIDE_LETTERS:
        return 0.95
    if unicodedata.combining(letter):
        return 0.0
    return CAPITAL if letter.isupper() else NORMAL
