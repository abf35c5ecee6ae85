"""The rows of a large tab as sheet XML, made by whole-column expressions instead of a call a cell.

A cell is text (an inline string, never a formula), a number, a date, or absent. Styles are the ids that the package
around the rows defines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import polars as pl

from ledgerlift.problems import column_letters
from ledgerlift.reports.text import clean_column, is_trigger, to_xml

CellKind = Literal["text", "number", "date"]

LAST_ROW = 1_048_576

# Rows generated at a time: enough for speed, few enough to hold in memory.
CHUNK = 20_000

OPENING = '" t="inlineStr"><is><t>'
OPENING_WITH_SPACES = '" t="inlineStr"><is><t xml:space="preserve">'

EPOCH = 25_569  # 1970-01-01 as Excel counts days
FIRST_TRUE_DAY = 61  # 1900-03-01; Excel believes in a 29 February 1900, so readers differ on the days before


@dataclass(frozen=True)
class CellColumn:
    """One column of a tab: where its values are, what they are, and the style ids of its cells.

    ``quoted_style`` marks text that starts like a formula as text. ``linked_style`` takes the place of ``style`` in the
    rows where the Boolean column ``linked_when`` is true.
    """

    name: str
    kind: CellKind
    style: int
    quoted_style: int | None = None
    linked_style: int | None = None
    linked_when: str | None = None


def write_rows(
    frame: pl.DataFrame, columns: tuple[CellColumn, ...], first_row: int, *, height: str | None = None
) -> Iterator[bytes]:
    """Write a frame's rows as ``<row>`` elements, a chunk at a time; the first becomes sheet row ``first_row``.

    ``height`` names a column of heights in points, for rows that hold more than a line.
    """
    for start in range(0, frame.height, CHUNK):
        chunk = frame[start : start + CHUNK]
        row = first_row + start
        numbers = pl.int_range(row, row + chunk.height, eager=True).cast(pl.String).alias("row")
        cells = [
            cell
            for position, column in enumerate(columns, 1)
            for cell in _write_cells(chunk, column, position, numbers)
        ]
        opening = [pl.lit('">')]
        if height is not None:
            opening = [pl.lit('" ht="'), pl.lit(chunk[height].cast(pl.String)), pl.lit('" customHeight="1">')]
        rows = pl.select(pl.concat_str(pl.lit('<row r="'), numbers, *opening, *cells, pl.lit("</row>")))
        yield rows.to_series().str.join("").item().encode()


def _write_cells(chunk: pl.DataFrame, column: CellColumn, position: int, numbers: pl.Series) -> Iterator[pl.Expr]:
    """Give the column's cells as text, empty where there is no value; dates come as two halves of the rows."""
    values = chunk[column.name]
    start = [pl.lit(f'<c r="{column_letters(position)}'), pl.lit(numbers), pl.lit('" s="')]
    if column.kind == "text":
        yield _text_cell(start, clean_column(values), column)
    elif column.kind == "number":
        exact = values.dtype.is_integer()
        yield _number_cell(start, values if exact else values.cast(pl.Float64), _number_style(chunk, column))
    else:
        serials = values.cast(pl.Int32) + EPOCH
        is_old = (serials < FIRST_TRUE_DAY).fill_null(value=False)
        yield _number_cell(start, serials.set(is_old, None), pl.lit(str(column.style)))
        if is_old.any():
            yield _text_cell(start, values.cast(pl.String).set(~is_old, None), column)


def _text_cell(start: list[pl.Expr], texts: pl.Series, column: CellColumn) -> pl.Expr:
    style = pl.lit(str(column.style))
    if column.quoted_style is not None and (triggers := is_trigger(texts)).any():
        style = pl.when(pl.lit(triggers)).then(pl.lit(str(column.quoted_style))).otherwise(style)
    opening = pl.lit(OPENING)
    # XML readers may drop spaces and line ends at the edges of a text unless told to keep them.
    if (has_edges := texts.str.contains(r"^\s|\s$|\n")).any():
        opening = pl.when(pl.lit(has_edges)).then(pl.lit(OPENING_WITH_SPACES)).otherwise(opening)
    return pl.concat_str(*start, style, opening, pl.lit(to_xml(texts)), pl.lit("</t></is></c>")).fill_null("")


def _number_cell(start: list[pl.Expr], numbers: pl.Series, style: pl.Expr) -> pl.Expr:
    cell = pl.concat_str(*start, style, pl.lit('"><v>'), pl.lit(numbers.cast(pl.String)), pl.lit("</v></c>"))
    return cell.fill_null("")


def _number_style(chunk: pl.DataFrame, column: CellColumn) -> pl.Expr:
    if column.linked_when is None:
        return pl.lit(str(column.style))
    is_linked = pl.lit(chunk[column.linked_when])
    return pl.when(is_linked).then(pl.lit(str(column.linked_style))).otherwise(pl.lit(str(column.style)))
