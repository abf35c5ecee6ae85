"""A text file: its encoding, its dialect or its columns on paper, its records."""

from pathlib import Path

import polars as pl

from ledgerlift.reading.contents import Contents, StoredSheet
from ledgerlift.reading.delimited import store_records
from ledgerlift.reading.dialect import DialectChoice, find_dialect
from ledgerlift.reading.encoding import Encoding, find_encoding
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.plain_text import as_plain_text, check_line_lengths, mapped, sample_lines
from ledgerlift.reading.print_layout import PrintLayout, find_print_layout
from ledgerlift.reading.printed import read_lines, sample_of, store_printed
from ledgerlift.reading.source import Decision


def read_text(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read a text in whatever encoding it is: delimited in some dialect, or laid out for a printer."""
    plain, encoding = _decode(path, workspace)
    choice = _choose_dialect(plain, limits)
    first_look = _look_for_print(plain)
    if first_look and first_look.score > choice.score:
        lines = read_lines(plain)
        layout = find_print_layout(sample_of(lines)) if lines is not None else None
        if lines is not None and layout is not None:
            decisions = (encoding.decision, _decide("printed", layout.score, "delimited", choice.score))
            return _store_printed(lines, layout, workspace, encoding, decisions)
    stored, problems = store_records(plain, choice, workspace, limits)
    layouts = (_decide("delimited", choice.score, "printed", first_look.score),) if first_look else ()
    return Contents(
        format="csv",
        encoding=encoding.codec,
        delimiter=choice.dialect.delimiter,
        sheets=(StoredSheet(None, stored),),
        decisions=(encoding.decision, *layouts, *choice.decisions),
        problems=(*encoding.problems, *problems),
    )


def _store_printed(
    lines: pl.Series, layout: PrintLayout, workspace: Path, encoding: Encoding, decisions: tuple[Decision, ...]
) -> Contents:
    stored = workspace / "printed.arrow"
    store_printed(lines, layout, stored)
    return Contents(
        format="txt",
        encoding=encoding.codec,
        delimiter=None,
        sheets=(StoredSheet(None, stored, is_printed=True),),
        decisions=decisions,
        problems=tuple(encoding.problems),
    )


def _look_for_print(path: Path) -> PrintLayout | None:
    """Look at a sample: only where spaces seem to set its columns apart are all lines worth reading."""
    with mapped(path) as data:
        return find_print_layout(sample_lines(data))


def _decide(layout: str, score: float, other: str, other_score: float) -> Decision:
    return Decision("layout", layout, round(score, 3), other, round(other_score, 3))


def _decode(path: Path, workspace: Path) -> tuple[Path, Encoding]:
    with mapped(path) as data:
        encoding = find_encoding(data)
        return as_plain_text(path, data, encoding, workspace), encoding


def _choose_dialect(path: Path, limits: Limits) -> DialectChoice:
    with mapped(path) as data:
        check_line_lengths(data, limits.line_bytes)
        return find_dialect(sample_lines(data))
