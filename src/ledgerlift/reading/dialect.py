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
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


@dataclass(frozen=True)
class DialectChoice:
    """The dialect, how many cells its rows have, and why; ``skip_lines`` counts lines that only state the dialect."""

    dialect: Dialect
    usual_width: int
    widest: int
    skip_lines: int
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
    delimiters = [stated[1]] if stated else [each for each in _DELIMITERS if any(each in line for line in lines)]
    readings = [_read(lines, dialect) for delimiter in delimiters for dialect in _variants(delimiter, lines)]
    readings.append(_one_column())
    if _are_wrapped(lines):
        readings += [_read(lines, Dialect(delimiter, is_wrapped=True)) for delimiter in delimiters]
    # The sort is stable: of equal readings the plainer and more common one comes first.
    readings.sort(key=lambda reading: -reading.score)
    best = (
        next((each for each in readings if each.dialect.delimiter == stated[1]), readings[0]) if stated else readings[0]
    )
    return DialectChoice(
        best.dialect,
        best.usual_width,
        best.widest,
        1 if stated else 0,
        _explain(best, readings, is_stated=bool(stated)),
    )


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


def _read(lines: Sequence[str], dialect: Dialect) -> _Reading:
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
    if _is_laid_out(rows, usual_width):
        score *= _LAID_OUT_PENALTY
    return _Reading(dialect, score, usual_width, max(widths))


def _one_column() -> _Reading:
    return _Reading(Dialect(), _ONE_COLUMN_SCORE, 1, 1)


def _is_laid_out(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether one column holds several, set apart by spaces: the delimiter is only the comma of 1,000.00."""
    table = [row for row in rows if len(row) == width]
    return any(sum(has_column_gap(row[column]) for row in table) > len(table) * 0.8 for column in range(width))


def _likelihood(rows: Sequence[Sequence[str]]) -> float:
    step = 1 + sum(len(row) for row in rows) // _CELLS_LOOKED_AT
    scores = [cell_likelihood(cell) for row in rows[::step] for cell in row if cell.strip()]
    return fmean(scores) if scores else 0.0


def _explain(best: _Reading, readings: Sequence[_Reading], *, is_stated: bool) -> tuple[Decision, ...]:
    delimiter, quote = best.dialect.delimiter, best.dialect.quote
    other_delimiter = next((each for each in readings if each.dialect.delimiter != delimiter), None)
    other_quote = next(
        (each for each in readings if each.dialect.delimiter == delimiter and each.dialect.quote != quote), None
    )
    score = 1.0 if is_stated else best.score
    return (
        _decision(
            "delimiter",
            delimiter,
            score,
            other_delimiter,
            other_delimiter.dialect.delimiter if other_delimiter else None,
        ),
        _decision("quote", quote, best.score, other_quote, other_quote.dialect.quote if other_quote else None),
    )


def _decision(what: str, value: str, score: float, other: _Reading | None, runner_up: str | None) -> Decision:
    return Decision(what, value, round(score, 3), runner_up, None if other is None else round(other.score, 3))
