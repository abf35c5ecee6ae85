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

    - ``row``; ``width``: its filled cells; ``line``: their texts
    - ``label``: the first text that is neither number nor date; ``label_at``: its position
    - ``numbers``: cells that are numbers; ``words``: cells that are neither numbers, nor dates in a column of dates,
      nor dashes, nor what nearly every row says
    - ``money``, ``dates``: columns of amounts and of dates that hold one
    - ``keys`` of ``of_keys``: filled columns of those that tell records apart, the label's own left out
    - ``is_hollow``: whether it leaves empty most of what records fill
    - ``misfits``: filled cells in columns of amounts and dates that hold neither
    - ``goes_on``: whether there is text right above the label
    - ``echoes``: whether it says nothing that the row below does not say in the same columns
    - ``repeats``: the share of the captions of a heading row that stand here again
    """
    filled_names = [name for name in body.cells.columns if body.cells[name].null_count() < body.height]
    used = body.cells.select(filled_names or body.cells.columns[:1])
    cells = used[rows].select(pl.all().str.strip_chars())
    names = cells.columns
    shapes = cells.select(
        *(pl.col(name).str.contains(NUMBER).alias(f"number {name}") for name in names),
        *(_is_word(name, ordinary).alias(f"word {name}") for name in names),
        *(pl.col(str(position)).str.contains(date_pattern()).alias(f"date {position}") for position in ordinary.dates),
    )
    above = used.shift(1)[rows].select(pl.all().is_not_null().name.prefix("above "))
    below = used.shift(-1)[rows].select(pl.all().str.strip_chars().name.prefix("below "))
    known = pl.concat([cells, shapes, above, below], how="horizontal").with_columns(
        _first_word(names, {name: pl.lit(int(name), dtype=pl.UInt32) for name in names}).alias("label_at"),
        pl.Series("row", rows, dtype=pl.UInt32),
        pl.Series("width", body.widths[rows]),
    )
    # The label's own column does not count, where "Total" stands in place of a name; in place of a date it does.
    others = {
        position: pl.lit(value=True) if position in ordinary.dates else pl.col("label_at").ne_missing(position)
        for position in ordinary.usual
    }
    filled = {position: other & _is_filled(position, ordinary) for position, other in others.items()}
    keys, of_keys = (_count(flags[position] for position in ordinary.identity) for flags in (filled, others))
    usual, of_usual = (_count(flags.values()) for flags in (filled, others))
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
        keys.alias("keys"),
        of_keys.alias("of_keys"),
        ((keys * 3 <= of_keys) & (usual * 2 <= of_usual)).alias("is_hollow"),
        _count(pl.col(f"word {position}") for position in (*ordinary.money, *ordinary.dates)).alias("misfits"),
        _goes_on(names).alias("goes_on"),
        pl.all_horizontal(_is_said_below(name) for name in names).alias("echoes"),
        pl.max_horizontal(pl.lit(0.0), *(_share_repeated(heading, names) for heading in headings)).alias("repeats"),
    )


def _is_word(name: str, ordinary: Ordinary) -> pl.Expr:
    column = ordinary.columns.get(int(name))
    is_date = [date_pattern()] if int(name) in ordinary.dates else []
    word = ~pl.col(name).str.contains("|".join([NUMBER, NIL, *is_date]))
    if column is None or not column.is_constant:
        return word
    # A currency beside an amount says nothing about the row.
    return word & ~pl.col(name).is_in(list(column.values))


def _is_filled(position: int, ordinary: Ordinary) -> pl.Expr:
    return pl.col(f"date {position}") if position in ordinary.dates else pl.col(str(position)).is_not_null()


def _is_said_below(name: str) -> pl.Expr:
    return pl.col(name).is_null() | (pl.col(name) == pl.col(f"below {name}")).fill_null(value=False)


def _goes_on(names: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal((pl.col("label_at") == int(name)) & pl.col(f"above {name}") for name in names)


def _first_word(names: Sequence[str], values: Mapping[str, pl.Expr]) -> pl.Expr:
    return pl.coalesce(pl.when(pl.col(f"word {name}")).then(values[name]) for name in names)


def _count(flags: Iterable[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal(pl.lit(0), *(flag.fill_null(value=False).cast(pl.Int32) for flag in flags))


def _share_repeated(heading: Mapping[int, str], names: Sequence[str]) -> pl.Expr:
    here = ((position, text) for position, text in heading.items() if str(position) in names)
    return _count(pl.col(str(position)).str.to_lowercase() == text.lower() for position, text in here) / len(heading)
