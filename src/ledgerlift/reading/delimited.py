"""Delimited text into columns: Polars reads it, and a copy in plain quoting where the file's own would mislead it."""

import csv
from dataclasses import replace
from itertools import islice
from pathlib import Path

import polars as pl

from ledgerlift.problems import Place, Problem
from ledgerlift.reading.cells import (
    ROW,
    count_rows,
    store_cells,
    stripped,
    without_text_formulas,
)
from ledgerlift.reading.csv_records import DelimitedText, Dialect, is_one_record, parse, read_records
from ledgerlift.reading.dialect import DialectChoice
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.plain_text import mapped
from ledgerlift.reading.ragged import find_ragged_rows
from ledgerlift.reading.refusal import refuse

_MOST_COLUMNS = 16_384  # as wide as any spreadsheet
_MOST_PARTS = 8  # of a line about a table


def store_records(path: Path, choice: DialectChoice, workspace: Path, limits: Limits) -> tuple[Path, list[Problem]]:
    """Store the records of a UTF-8 text, one row each, and say what was odd about them."""
    text = DelimitedText(
        path, choice.dialect, choice.usual_width, choice.widest, choice.skip_lines, first_row=choice.skip_lines + 1
    )
    problems: list[Problem] = []
    stored = _store_plain(text, workspace, limits) if choice.dialect.is_plain else None
    if stored is None:
        text, problems = _rewrite(text, workspace, limits)
        if text.widest > _MOST_COLUMNS:
            raise refuse("too_many_columns", limit=_MOST_COLUMNS)
        stored = _store(text, workspace / "rewritten.arrow")
    return stored, [*problems, *find_ragged_rows(text, stored)]


def _store_plain(text: DelimitedText, workspace: Path, limits: Limits) -> Path | None:
    """Let Polars read the text as it is; None when its quotes are not as they should be."""
    # Each attempt has a file of its own: one that fails may still be writing when the next one starts.
    stored = _try_store(text, workspace / "plain.arrow")
    if stored is None:
        # Either a row is wider than all in the sample, or a quote is out of place.
        widest = _widest_line(text)
        if not text.widest < widest <= _MOST_COLUMNS:
            return None
        text = replace(text, widest=widest)
        stored = _try_store(text, workspace / "wider.arrow")
    if stored is None or _rows_are_lines(text, stored):
        return stored
    if not _stretches_are_sound(text, limits):
        return None
    return _store(text, workspace / "joined.arrow", joins_lines=True) if _has(text, b"\r") else stored


def _try_store(text: DelimitedText, target: Path) -> Path | None:
    try:
        return _store(text, target)
    except pl.exceptions.PolarsError:
        return None


def _store(text: DelimitedText, target: Path, *, joins_lines: bool = False) -> Path:
    has_quote = _has(text, text.dialect.quote.encode())
    cells = stripped()
    if joins_lines:
        cells = cells.str.replace_all("\r\n", "\n", literal=True)
    # One rare byte is found many times faster than two common ones.
    if has_quote and _has(text, b"=") and _has(text, b'="'):
        cells = without_text_formulas(cells)
    frame = pl.scan_csv(
        text.path,
        glob=False,
        has_header=False,
        separator=text.dialect.delimiter,
        quote_char=text.dialect.quote if has_quote else None,
        schema={str(position): pl.String for position in range(1, text.widest + 1)},
        missing_columns="insert",
        skip_lines=text.skip_lines,
        row_index_name=ROW,
        row_index_offset=text.first_row,
    )
    stored = frame.select(ROW, cells)
    store_cells(_part_outside(stored, text.widest) if text.dialect.is_framed else stored, target)
    return target


def _part_outside(frame: pl.LazyFrame, width: int) -> pl.LazyFrame:
    """Part what stands outside of a drawn table at its wide gaps: it has no delimiters, so all is in the first cell."""
    first, columns = pl.col("1"), [str(position) for position in range(1, min(width, _MOST_PARTS) + 1)]
    is_outside = pl.all_horizontal(pl.col(str(position)).is_null() for position in range(2, width + 1))
    parts = first.str.replace_all(r"\s{2,}", "\t").str.splitn("\t", len(columns)).struct.rename_fields(columns)
    named = [
        pl.when(is_outside).then(parts.struct.field(column)).otherwise(pl.col(column)).alias(column)
        for column in columns
    ]
    return frame.with_columns(named)


def _widest_line(text: DelimitedText) -> int:
    """How many cells the widest line has at most: a delimiter inside quotes counts too."""
    delimiters = pl.col("line").str.count_matches(text.dialect.delimiter, literal=True).max()
    count: int | None = pl.scan_lines(text.path, glob=False).select(delimiters).collect().item()
    return (count or 0) + 1


def _has(text: DelimitedText, searched: bytes) -> bool:
    with mapped(text.path) as data:
        return data.find(searched) >= 0


def _rows_are_lines(text: DelimitedText, stored: Path) -> bool:
    """Whether no record spans lines: then no quote has held together what it should not."""
    lines: int = pl.scan_lines(text.path, glob=False).select(pl.len()).collect().item()
    return count_rows(stored) == lines - text.skip_lines


def _stretches_are_sound(text: DelimitedText, limits: Limits) -> bool:
    """Whether every record that spans lines really is one."""
    for first_line, stretch in _stretches(text).rows():
        cells, _ = parse(stretch, text.dialect)
        if cells is None or not is_one_record(stretch.split("\n"), cells, text.dialect, text.usual_width):
            return False
        if len(stretch) > limits.line_bytes:
            raise refuse("line_too_long", row=first_line)
    return True


def _stretches(text: DelimitedText) -> pl.DataFrame:
    """Find the lines that quotes hold together, each stretch with the number of its first line.

    A line with an odd number of quotes opens a stretch or closes one.
    """
    odd = pl.col("line").str.count_matches(text.dialect.quote, literal=True) % 2
    return (
        pl.scan_lines(text.path, glob=False, row_index_name="number", row_index_offset=1)
        .slice(text.skip_lines)
        .with_columns(odd.alias("odd"))
        .with_columns((pl.col("odd").cum_sum() - pl.col("odd")).alias("before"))
        .filter((pl.col("odd") == 1) | (pl.col("before") % 2 == 1))
        .group_by(pl.col("before") // 2, maintain_order=True)
        .agg(pl.col("number").first(), pl.col("line").str.join("\n"))
        .select("number", "line")
        .collect()
    )


def _rewrite(text: DelimitedText, workspace: Path, limits: Limits) -> tuple[DelimitedText, list[Problem]]:
    """Copy the text in the plainest dialect there is, record by record."""
    copy = workspace / "rewritten"
    widest = 1
    repaired_rows = []
    with (
        text.path.open(encoding="utf-8-sig") as source,
        copy.open("w", encoding="utf-8", newline="") as target,
    ):
        writer = csv.writer(target, lineterminator="\n")
        lines = (line.removesuffix("\n") for line in islice(source, text.skip_lines, None))
        records = read_records(lines, text.dialect, width=text.usual_width, max_characters=limits.line_bytes)
        for row, record in enumerate(records, start=text.first_row):
            writer.writerow(record.cells)
            widest = max(widest, len(record.cells))
            if record.is_repaired:
                repaired_rows.append(row)
    problems = []
    if repaired_rows:
        problems.append(Problem("quote_unbalanced", place=Place(row=repaired_rows[0]), count=len(repaired_rows)))
    return replace(text, path=copy, dialect=Dialect(), widest=widest, skip_lines=0), problems
