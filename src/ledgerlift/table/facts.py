"""What there is to say of each row that does not look like an ordinary data row, one column a fact."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from ledgerlift.table.grid import Grid
from ledgerlift.table.ordinary import Ordinary
from ledgerlift.table.shape import NIL, NUMBER, date_pattern

# Stands between the cells of a row in ``line``.
SEPARATOR = "\x1f"


def gather_facts(
    body: Grid, rows: pl.Series, ordinary: Ordinary, headings: Sequence[Mapping[int, str]]
) -> pl.DataFrame:
    """Gather the facts about some rows of a table's body.

    ``row``: the row; ``width``: its filled cells; ``line``: their texts; ``label``: the first that is no number, and
    ``label_at`` its position. ``numbers`` and ``words``: how many cells are numbers, and neither numbers nor dashes nor
    what nearly every row says.
    ``money`` and ``dates``: how many columns of amounts and dates hold one. ``keys`` of ``of_keys``: how many of the
    columns that tell records apart are filled, the label's own left out. ``goes_on``: whether there is text right above
    the label. ``repeats``: the share of the captions of a
    heading row that stand here again.
    """
    names = body.cells.columns
    cells = body.cells[rows].select(pl.all().str.strip_chars())
    shapes = cells.select(
        *(pl.col(name).str.contains(NUMBER).alias(f"number {name}") for name in names),
        *(_is_word(name, ordinary).alias(f"word {name}") for name in names),
        *(pl.col(str(position)).str.contains(date_pattern()).alias(f"date {position}") for position in ordinary.dates),
    )
    above = body.cells.shift(1)[rows].select(pl.all().is_not_null().name.prefix("above "))
    known = pl.concat([cells, shapes, above], how="horizontal").with_columns(
        _first_word(names, {name: pl.lit(int(name), dtype=pl.UInt32) for name in names}).alias("label_at"),
        pl.Series("row", rows, dtype=pl.UInt32),
        pl.Series("width", body.widths[rows]),
    )
    keys = sorted(ordinary.identity)
    is_own = {position: (pl.col("label_at") == position).fill_null(value=False) for position in keys}
    is_filled = {
        position: pl.col(f"date {position}") if position in ordinary.dates else pl.col(str(position)).is_not_null()
        for position in keys
    }
    return known.select(
        "row",
        "width",
        pl.concat_str(names, separator=SEPARATOR, ignore_nulls=True).alias("line"),
        _first_word(names, {name: pl.col(name) for name in names}).alias("label"),
        "label_at",
        _count(pl.col(f"number {name}") for name in names).alias("numbers"),
        _count(pl.col(f"word {name}") for name in names).alias("words"),
        _count(pl.col(f"number {position}") for position in ordinary.money).alias("money"),
        _count(pl.col(f"date {position}") for position in ordinary.dates).alias("dates"),
        _count(is_filled[position] & ~is_own[position] for position in keys).alias("keys"),
        _count(~is_own[position] for position in keys).alias("of_keys"),
        _goes_on(names).alias("goes_on"),
        pl.max_horizontal(pl.lit(0.0), *(_share_repeated(heading, names) for heading in headings)).alias("repeats"),
    )


def _is_word(name: str, ordinary: Ordinary) -> pl.Expr:
    word = ~pl.col(name).str.contains(f"{NUMBER}|{NIL}")
    column = ordinary.columns.get(int(name))
    if column is None or not column.is_constant:
        return word
    # A currency beside an amount says nothing about the row.
    return word & ~pl.col(name).is_in(list(column.values))


def _goes_on(names: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal((pl.col("label_at") == int(name)) & pl.col(f"above {name}") for name in names)


def _first_word(names: Sequence[str], values: Mapping[str, pl.Expr]) -> pl.Expr:
    return pl.coalesce(pl.when(pl.col(f"word {name}")).then(values[name]) for name in names)


def _count(flags: Iterable[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal(pl.lit(0), *(flag.fill_null(value=False).cast(pl.Int32) for flag in flags))


def _share_repeated(heading: Mapping[int, str], names: Sequence[str]) -> pl.Expr:
    here = ((position, text) for position, text in heading.items() if str(position) in names)
    return _count(pl.col(str(position)).str.to_lowercase() == text.lower() for position, text in here) / len(heading)
