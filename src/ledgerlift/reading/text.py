"""A text file: its encoding, its dialect, its records."""

from pathlib import Path

from ledgerlift.reading.contents import Contents, StoredSheet
from ledgerlift.reading.delimited import store_records
from ledgerlift.reading.dialect import DialectChoice, find_dialect
from ledgerlift.reading.encoding import Encoding, find_encoding
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.plain_text import as_plain_text, check_line_lengths, mapped, sample_lines


def read_text(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read delimited text in whatever encoding and dialect it is."""
    plain, encoding = _decode(path, workspace)
    choice = _choose_dialect(plain, limits)
    stored, problems = store_records(plain, choice, workspace, limits)
    return Contents(
        format="csv",
        encoding=encoding.codec,
        delimiter=choice.dialect.delimiter,
        sheets=(StoredSheet(None, stored),),
        decisions=(encoding.decision, *choice.decisions),
        problems=(*encoding.problems, *problems),
    )


def _decode(path: Path, workspace: Path) -> tuple[Path, Encoding]:
    with mapped(path) as data:
        encoding = find_encoding(data)
        return as_plain_text(path, data, encoding, workspace), encoding


def _choose_dialect(path: Path, limits: Limits) -> DialectChoice:
    with mapped(path) as data:
        check_line_lengths(data, limits.line_bytes)
        return find_dialect(sample_lines(data))
