"""What an ordinary data row of a table looks like, and which rows are not ordinary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ledgerlift.table.captions import same_captions
from ledgerlift.table.columns import ColumnShape, describe_columns, typical_width
from ledgerlift.table.grid import Grid, texts_of
from ledgerlift.table.scoring import is_like_data
from ledgerlift.table.shape import NIL, NUMBER, date_pattern, is_rule
from ledgerlift.table.words import matcher, pattern
from ledgerlift.values.distinct import rows_where

_SAMPLE_CELLS = 8_000
_MAX_SAMPLE = 400
# The ends of a table are looked at row by row, whatever its rows look like.
_HEAD, _TAIL = 5, 60


@dataclass(frozen=True)
class Ordinary:
    """The columns of ordinary data rows, described over a sample.

    ``usual`` are the columns beside the amounts that nearly every data row fills, and ``identity`` those of them that
    tell one record from another: what a total or a group's caption leaves empty. ``money`` are the columns of amounts,
    ``dates`` those of dates.
    """

    columns: Mapping[int, ColumnShape]
    usual: frozenset[int]
    identity: frozenset[int]
    money: tuple[int, ...]
    dates: tuple[int, ...]

    @property
    def currencies(self) -> frozenset[str]:
        """The currency codes that stand in a column of their own."""
        columns = (column for column in self.columns.values() if column.is_currency)
        return frozenset(code for column in columns for code in column.values)


def learn_ordinary(body: Grid, headings: Sequence[Mapping[int, str]]) -> Ordinary:
    """Learn from a sample of the widest rows what data rows look like; ``headings`` are the header's rows."""
    enough = 0.7 * typical_width(dict(body.widths.value_counts().iter_rows()))
    wide = (body.widths >= max(1.0, enough)).arg_true()
    size = max(20, min(_MAX_SAMPLE, _SAMPLE_CELLS // max(1, body.cells.width)))
    sample = texts_of(body.cells[wide.gather_every(max(1, len(wide) // size))])
    sample = [row for row in sample if _may_be_record(row, headings)] or sample
    # A supplier may be named like a total; but not all are.
    plain = [row for row in sample if not _may_sum_up(row)]
    sample = plain if len(plain) * 20 >= len(sample) else sample
    columns = describe_columns(sample)
    # Captions of groups can be as wide as data; they hold words where data rows hold values.
    columns = describe_columns([row for row in sample if is_like_data(row, columns)] or sample)
    expected = [position for position, column in columns.items() if column.share >= 0.9]
    money = [position for position, column in columns.items() if column.is_money]
    money = money or [position for position, column in columns.items() if column.shape == "number"]
    keys = [
        position for position in expected
        if position not in money and (columns[position].shape != "number" or columns[position].is_key)
    ]  # fmt: skip
    telling = [position for position in keys if not columns[position].is_constant]
    return Ordinary(
        columns,
        frozenset(keys),
        frozenset(telling or keys),
        tuple(money),
        tuple(position for position, column in columns.items() if column.shape == "date"),
    )


def _may_be_record(row: Mapping[int, str], headings: Sequence[Mapping[int, str]]) -> bool:
    """Say whether a row is no rule, no header printed again and no caption with a label."""
    is_label = next(iter(row.values())).endswith(":")
    return not (is_label or is_rule(row) or any(same_captions(row, heading) for heading in headings))


def _may_sum_up(row: Mapping[int, str]) -> bool:
    says_sum = matcher(r"^\W*%s\b|\b%s\W*$|^\W*%s\W*$|^\*+$", "total", "total", "balance")
    return any(says_sum.search(text) for text in row.values() if not text[0].isdigit())


def find_odd_rows(body: Grid, ordinary: Ordinary, captions: Mapping[int, str]) -> pl.Series:
    """Give the rows that are worth a closer look, in order: all others are data."""
    needed = ordinary.identity or {position for position, column in ordinary.columns.items() if column.share >= 0.9}
    if not needed:
        # Heads, lines and sums of documents in turns: no row looks like most.
        return pl.Series(range(body.height), dtype=pl.UInt32)
    cells = {position: body.cells[str(position)] for position in body.positions}
    odd = [cells[position].is_null().arg_true() for position in sorted(needed)]
    odd += [rows_where(cells[position], _is_no_date) for position in ordinary.dates[:2]]
    odd += [rows_where(cells[position], _is_no_number) for position in ordinary.money[:2]]
    words = [position for position in ordinary.columns if ordinary.columns[position].shape in {None, "text", "code"}]
    odd += [rows_where(cells[position], _says_total) for position in words[:2]]
    first = next((position for position in captions if position in cells), None)
    if first is not None:
        caption = captions[first].lower()
        odd.append(rows_where(cells[first], lambda texts: texts.str.strip_chars().str.to_lowercase() == caption))
    ends = {*range(min(_HEAD, body.height)), *range(max(0, body.height - _TAIL), body.height)}
    return (
        pl.concat([pl.Series(sorted(ends), dtype=pl.UInt32), *(rows.cast(pl.UInt32) for rows in odd)]).unique().sort()
    )


def _is_no_date(texts: pl.Series) -> pl.Series:
    return ~texts.str.strip_chars().str.contains(date_pattern()) & ~texts.str.contains(NIL)


def _is_no_number(texts: pl.Series) -> pl.Series:
    # Most amounts are nothing but figures; that is told faster than with a pattern.
    is_open = texts.cast(pl.Float64, strict=False).is_null()
    suspects = texts.filter(is_open)
    return is_open.scatter(
        is_open.arg_true(), ~suspects.str.strip_chars().str.contains(NUMBER) & ~suspects.str.contains(NIL)
    )


def _says_total(texts: pl.Series) -> pl.Series:
    return texts.str.contains(rf"(?i)^\W*{pattern('total')}\b|\b{pattern('total')}\W*$")
