"""A table put together from its header and what its rows were found to be."""

from collections.abc import Mapping, Sequence

import polars as pl

from ledgerlift.table.body import Body, read_body
from ledgerlift.table.crosstab import is_crosstab
from ledgerlift.table.filldown import fill_down
from ledgerlift.table.grid import Grid, texts_of
from ledgerlift.table.groups import ColumnKey
from ledgerlift.table.header import Header
from ledgerlift.table.model import Column, Layout, SkippedRow, StatedTotal, Table
from ledgerlift.table.place import Place
from ledgerlift.table.shape import shape_of
from ledgerlift.table.vocabulary import Vocabulary
from ledgerlift.table.wrapped import join_wrapped


def build_table(grid: Grid, place: Place, header: Header | None, vocabulary: Vocabulary) -> Table:
    """Put a table together: values of groups filled in, wrapped texts joined, every row set aside with its reason.

    ``header`` counts its rows as ``grid``, the whole sheet, does.
    """
    body, read = place.body, read_body(place, vocabulary)
    captions = place.captions
    grouped = _group_columns(read, captions)
    cells = join_wrapped(body, read.is_data, read.reasons.filter(pl.col("reason") == "wrapped")["row"])
    values = [_fill(read, key, body.height).alias(column.key) for column, key in grouped.items()]
    data = cells.with_columns(body.numbers, *values).filter(read.is_data)
    plain = _plain_columns(data, captions, {column.position for column in grouped if column.header})
    columns = (*grouped, *plain)
    data, parents = fill_down(data.select("row", *(column.key for column in columns)), columns, read.ordinary)
    layout: Layout = "flat"
    if grouped or parents:
        layout = "grouped"
    elif is_crosstab(columns, read.ordinary.columns, data, vocabulary):
        layout = "crosstab"
    return Table(
        sheet=body.name,
        header_rows=tuple(map(grid.number, header.rows)) if header else (),
        columns=columns,
        body=data,
        skipped=_skipped(body, read),
        totals=_stated_totals(body, read),
        title=place.title,
        layout=layout,
        confidence=_confidence(header),
        reasons=(*_explain_header(header), *_explain_groups(read, grouped, parents)),
    )


def _group_columns(read: Body, captions: Mapping[int, str]) -> dict[Column, ColumnKey]:
    columns: dict[Column, ColumnKey] = {}
    for key in sorted(read.groups.values, key=lambda key: (key[0], key[2])):
        position, label, _ = key
        level = sum(column.position == position for column in columns)
        column = read.ordinary.columns.get(position)
        # Where data rows leave the caption's column empty, the column's own heading names the group.
        own = captions.get(position, "") if not level and (column is None or column.share <= 0.05) else ""
        columns[Column(position, label or own, from_group=True, level=level)] = key
    return columns


def _fill(read: Body, key: ColumnKey, height: int) -> pl.Series:
    changes = {row: value for row, value in read.groups.values[key] if row < height}
    # Nothing holds where a group has ended; an empty text keeps the value above from flowing on.
    texts = ["" if value is None else value for value in changes.values()]
    empty = pl.Series([None], dtype=pl.String).new_from_index(0, height)
    return empty.scatter(list(changes), texts).forward_fill().replace("", None)


def _plain_columns(data: pl.DataFrame, captions: Mapping[int, str], lifted: set[int]) -> list[Column]:
    filled = {int(name) for name in data.columns if name.isdigit() and data[name].null_count() < data.height}
    positions = sorted(filled | (captions.keys() - lifted))
    return [Column(position, captions.get(position, "")) for position in positions]


def _stated_totals(body: Grid, read: Body) -> tuple[StatedTotal, ...]:
    rows = sorted(read.ranges)
    numbers = body.numbers.to_list()
    currencies = read.ordinary.currencies
    last_rows = texts_of(body.cells[[read.ranges[row][1] for row in rows]])
    totals = []
    for row, texts, last_texts in zip(rows, texts_of(body.cells[rows]), last_rows, strict=True):
        # The sum of one currency of several is no sum of the rows above.
        if len(currencies) > 1 and not currencies.isdisjoint(" ".join(texts.values()).split()):
            continue
        first, last = read.ranges[row]
        cells = {
            position: text for position, text in texts.items()
            if shape_of(text) == "number" and position not in read.ordinary.identity
            # A running balance is printed again, not added up.
            and (first == last or text != last_texts.get(position))
        }  # fmt: skip
        totals.append(StatedTotal(numbers[row], cells, numbers[first], numbers[last]))
    return tuple(totals)


def _skipped(body: Grid, read: Body) -> tuple[SkippedRow, ...]:
    ordered = read.reasons.sort("row")
    return tuple(map(SkippedRow, body.numbers[ordered["row"]].to_list(), ordered["reason"].to_list()))


def _confidence(header: Header | None) -> float:
    return 0.5 if header is None else min(0.99, 0.4 + 0.7 * header.score.value)


def _explain_header(header: Header | None) -> tuple[str, ...]:
    return (
        header.score.reasons if header else ("no row reads like captions: the first rows hold values as all others do",)
    )


def _explain_groups(read: Body, grouped: Mapping[Column, ColumnKey], parents: Sequence[Column]) -> list[str]:
    reasons = []
    if grouped and read.groups.captions:
        reasons.append(f"rows of words that head groups of rows: {len(read.groups.captions)}")
    elif grouped:
        reasons.append("totals name what the rows above them belong to")
    if parents:
        names = ", ".join(column.header or f"column {column.position}" for column in parents)
        reasons.append(f"values on the first row of each block were filled down: {names}")
    return reasons
