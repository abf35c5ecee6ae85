"""Which character separates the cells of a text file, and which one quotes them.

Every candidate reads a sample. The right one cuts most lines into the same number of cells, and the cells look like
whole numbers, dates, codes and words. Neither half is enough: colons cut every row of times the same way.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from ledgerlift.reading.cell_shapes import cell_likelihood, has_column_gap
from ledgerlift.reading.csv_records import Dialect, read_records, unwrap
from ledgerlift.reading.source import Decision

# A character that also occurs inside times, names and formulas must win clearly.
_DELIMITERS = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 1.0, "\x1f": 1.0, "^": 0.95, "~": 0.9, "¦": 0.9, "§": 0.8, ":": 0.6}
_CELLS_LOOKED_AT = 3_000
_ONE_COLUMN_SCORE = 0.025
_LAID_OUT_PENALTY = 0.05
_FEW_COLUMNS = 12  # what the commas of amounts can make of a report laid out with spaces
_FRAMES = "|¦"
_FEWEST_FRAMED, _ALIKE = 3, 0.6
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


@dataclass(frozen=True)
class DialectChoice:
    """The dialect, how many cells its rows have, and why; ``skip_lines`` counts lines that only state the dialect."""

    dialect: Dialect
    usual_width: int
    widest: int
    skip_lines: int
    score: float
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class _Reading:
    dialect: Dialect
    score: float
    usual_width: int
    widest: int


def find_dialect(sample: Sequence[str]) -> DialectChoice:
    """Decide the dialect from sample lines; a file of one column has a comma as its delimiter."""
    stated = _SEPARATOR_LINE.fullmatch(sample[0].strip(" ")) if sample else None
    lines = list(sample[1:] if stated else sample)
    readings = _stated_readings(lines, stated[1]) if stated else _possible_readings(lines)
    # The sort is stable: of equal readings the plainer and more common one comes first.
    readings.sort(key=lambda reading: -reading.score)
    best = readings[0]
    decisions = (_decide("delimiter", readings, is_certain=bool(stated)), _decide("quote", readings))
    return DialectChoice(
        best.dialect, best.usual_width, best.widest, 1 if stated else 0, 1.0 if stated else best.score, decisions
    )


def _stated_readings(lines: Sequence[str], delimiter: str) -> list[_Reading]:
    return [_read(lines, dialect) for dialect in _variants(delimiter, lines)]


def _possible_readings(lines: Sequence[str]) -> list[_Reading]:
    delimiters = [each for each in _DELIMITERS if any(each in line for line in lines)]
    readings = [_read(lines, dialect) for delimiter in delimiters for dialect in _variants(delimiter, lines)]
    readings.append(_Reading(Dialect(), _ONE_COLUMN_SCORE, 1, 1))
    if _are_wrapped(lines):
        readings += [_read(lines, Dialect(delimiter, is_wrapped=True)) for delimiter in delimiters]
    return readings


def _are_wrapped(lines: Sequence[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    return sum(unwrap(line) != line for line in filled) > len(filled) * 0.8


def _variants(delimiter: str, lines: Sequence[str]) -> list[Dialect]:
    """List the ways of quoting that occur in the sample at all."""
    plain = Dialect(delimiter)
    variants = [plain]
    if any(f"{delimiter} {plain.quote}" in line for line in lines):
        variants.append(replace(plain, skips_space=True))
    if any(f"\\{plain.quote}" in line for line in lines):
        variants.append(replace(plain, escape="\\"))
    if any(f"'{delimiter}'" in line for line in lines):
        variants.append(replace(plain, quote="'"))
    return variants


def framed_lines(lines: Sequence[str], delimiter: str) -> list[str]:
    """Give the lines of a table that is drawn: with a bar at both ends, and most with as many between them.

    What stands outside of the frame is text about the table; none, where no table is drawn.
    """
    framed = [text for line in lines if (text := line.strip())[:1] == delimiter == text[-1:] and len(text) > 1]
    if delimiter not in _FRAMES or len(framed) < _FEWEST_FRAMED:
        return []
    usual, times = Counter(line.count(delimiter) for line in framed).most_common(1)[0]
    return framed if usual > 2 and times >= _ALIKE * len(framed) else []


def _read(lines: Sequence[str], dialect: Dialect) -> _Reading:
    framed = framed_lines(lines, dialect.delimiter)
    lines = framed or lines
    records = list(read_records(lines, dialect, width=None, max_characters=2**16))
    rows = [record.cells for record in records if any(cell.strip() for cell in record.cells)]
    if not rows:
        return _Reading(dialect, 0.0, 1, 1)
    widths = Counter(len(row) for row in rows)
    usual_width = max(widths, key=lambda width: (widths[width], width))
    # The chance that two rows drawn at random are equally wide; a single cell is no evidence of anything.
    agreement = sum((times / len(rows)) ** 2 * (width - 1) / width for width, times in widths.items())
    repaired = sum(record.is_repaired for record in records) / len(records)
    prior = _DELIMITERS.get(dialect.delimiter, 1.0)
    score = prior * agreement * _likelihood(rows) * (1 - repaired)
    if usual_width <= _FEW_COLUMNS and _is_laid_out(rows, usual_width):
        score *= _LAID_OUT_PENALTY
    return _Reading(replace(dialect, is_framed=bool(framed)), score, usual_width, max(widths))


def _is_laid_out(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether one column holds several, set apart by spaces: the delimiter is only the comma of 1,000.00."""
    table = [row for row in rows if len(row) == width]
    return any(sum(has_column_gap(row[column]) for row in table) > len(table) * 0.8 for column in range(width))


def _likelihood(rows: Sequence[Sequence[str]]) -> float:
    step = 1 + sum(len(row) for row in rows) // _CELLS_LOOKED_AT
    scores = [cell_likelihood(cell) for row in rows[::step] for cell in row if cell.strip()]
    return fmean(scores) if scores else 0.0


def _decide(what: str, readings: Sequence[_Reading], *, is_certain: bool = False) -> Decision:
    """Name the delimiter or the quote of the best reading, and of the best one that has another."""
    best = readings[0]
    value = getattr(best.dialect, what)
    score = 1.0 if is_certain else round(best.score, 3)
    for other in readings:
        runner_up = getattr(other.dialect, what)
        if runner_up != value and (what == "delimiter" or other.dialect.delimiter == best.dialect.delimiter):
            return Decision(what, value, score, runner_up, round(other.score, 3))
    return Decision(what, value, score)
