"""Rows that state a sum without saying so: their amounts equal the sum of the rows around them."""

from collections.abc import Sequence
from typing import Literal

import polars as pl

from ledgerlift.records import AMOUNT
from ledgerlift.table.grid import Grid, all_but
from ledgerlift.table.ordinary import Ordinary
from ledgerlift.table.shape import NUMBER
from ledgerlift.values.amounts import find_number_style, parse_amounts

# Half a cent: workbooks keep sums in binary, with noise far behind the point.
_TOLERANCE = pl.lit("0.005").cast(AMOUNT)
_SAMPLE = 2_000


def judge_by_sums(body: Grid, facts: pl.DataFrame, ordinary: Ordinary) -> pl.DataFrame:
    """Give the reason "total" to rows that sum up others without a word for it.

    The new column ``heads_sum`` marks those that stand above the rows they sum up, as captions of groups do.
    """
    facts = facts.with_columns(heads_sum=pl.lit(value=False))
    is_open = pl.col("reason").is_null() & (pl.col("money") > 0) & (pl.col("of_keys") > 0)
    bare = facts.filter(is_open & (pl.col("words") == 0) & (pl.col("keys") == 0))
    if bare.height:
        compared = _compare_rows(body, facts, bare["row"], ordinary)
        # What a few records all have in common tells a row without it from them as well.
        can_tell = bare["is_hollow"] & (len(ordinary.usual) > 1) | (len(ordinary.identity) > 1)
        facts = _mark_totals(facts, _find_bare_sums(compared, can_tell))
    is_short = pl.col("is_hollow") & (pl.col("of_keys") > 1)
    # A subtotal may repeat the number of what it is the sum of and nothing else.
    has_number = (pl.col("words") == 0) & (pl.col("keys") == 1)
    labelled = facts.filter(is_open & (pl.col("words").is_between(1, 2) | has_number) & is_short)["row"]
    if len(labelled):
        compared = _compare_rows(body, facts, labelled, ordinary)
        heads_sum = _hold(compared, "below") and not _hold(compared, "above")
        facts = _mark_totals(facts, _find_labelled_sums(compared), heads_sum=heads_sum)
    return facts


def _mark_totals(facts: pl.DataFrame, rows: pl.Series, *, heads_sum: bool = False) -> pl.DataFrame:
    is_sum = pl.col("row").is_in(rows.implode())
    return facts.with_columns(
        reason=pl.when(is_sum).then(pl.lit("total")).otherwise("reason"),
        heads_sum=pl.when(is_sum).then(pl.lit(heads_sum)).otherwise("heads_sum"),
    )


def _find_bare_sums(compared: pl.DataFrame, can_tell: pl.Series) -> pl.Series:
    """Find which rows of amounts alone are totals: those that agree with a sum, or all if most do.

    Where other columns could have told it from a record (``can_tell``), so is one below all records.
    """
    # A sum of one row is no sum, lest a record of little but its amount be taken for the total of the one above.
    agree = compared.select(
        ((pl.col("above") > 0) & ((pl.col("height_above") > 1) | (pl.col("above") > 1)))
        | ((pl.col("running") > 0) & (pl.col("height_running") > 1))
    ).to_series()
    most = int(agree.sum()) * 2 >= len(agree)
    below_all = (compared["height_below"] == 0) & can_tell
    return compared["row"] if most else compared["row"].filter(agree | below_all)


def _find_labelled_sums(compared: pl.DataFrame) -> pl.Series:
    """Find which rows of a label and amounts are totals: all, where nearly all agree; or the sum below everything."""
    if _hold(compared, "above") or _hold(compared, "below"):
        return compared["row"]
    # "Total" in a language that the word list lacks.
    is_last = (compared["running"] > 0) & (compared["height_running"] > 1) & (compared["height_below"] == 0)
    return compared["row"].filter(is_last)


def _hold(compared: pl.DataFrame, side: Literal["above", "below"]) -> bool:
    """Say whether nearly all rows are the sum of those on one side, and one of them of several rows."""
    agrees, height = compared[side] > 0, compared[f"height_{side}"]
    count = int((height > 0).sum())
    enough = int((agrees & (height > 0)).sum()) >= 0.9 * count and count * 2 >= compared.height
    return enough and bool((agrees & (height > 1)).any())


def _compare_rows(body: Grid, facts: pl.DataFrame, rows: pl.Series, ordinary: Ordinary) -> pl.DataFrame:
    has_no_value = (pl.col("money") == 0) & (pl.col("dates") == 0)
    others = facts.filter(pl.col("reason").is_not_null() | has_no_value)["row"]
    is_data = all_but(pl.concat([others, rows]), body.height)
    return compare_with_sums(body.cells, rows, ordinary.money, is_data)


def compare_with_sums(cells: pl.DataFrame, rows: pl.Series, money: Sequence[int], is_data: pl.Series) -> pl.DataFrame:
    """Compare the amounts of some rows with the sums of data rows; one row each, in order.

    ``above``: in how many columns of ``money`` the amount is the sum of the data rows since the one of ``rows`` before;
    ``running``: of all data rows above; ``below``: of those up to the next one. ``height_above``, ``height_running``
    and ``height_below``: how many data rows that is.
    """
    running = is_data.cast(pl.Int64).cum_sum()
    heights = _differences(running[rows], running).select(pl.all().name.prefix("height_"))
    agreeing = [_compare(read_amounts(cells[str(position)]), rows, is_data) for position in money]
    counts = (
        pl.sum_horizontal(pl.lit(0), *(flags[name].cast(pl.Int32) for flags in agreeing)).alias(name)
        for name in ("above", "running", "below")
    )
    return pl.concat([rows.alias("row").to_frame().with_columns(counts), heights], how="horizontal")


def _compare(amounts: pl.Series, rows: pl.Series, is_data: pl.Series) -> pl.DataFrame:
    known = pl.DataFrame({"amount": amounts.fill_null(0), "is_data": is_data})
    sums = known.select(pl.when("is_data").then("amount").otherwise(0).cum_sum()).to_series()
    stated = amounts[rows]
    agrees = ((pl.all() - stated).abs() < _TOLERANCE) & (stated != 0)
    return _differences(sums[rows], sums).select(agrees.fill_null(value=False))


def _differences(running: pl.Series, sums: pl.Series) -> pl.DataFrame:
    # Not ``shift(fill_value=…)``: Polars 2.1 fills decimals with a value of another scale.
    before = running.shift(1).fill_null(0)
    after = pl.concat([running[1:], sums[-1:]])
    return pl.DataFrame({"above": running - before, "running": running, "below": after - running})


def read_amounts(texts: pl.Series) -> pl.Series:
    """Read the amounts of a column; text that is none, such as a caption printed again, becomes null."""
    numbers = texts.filter(texts.str.strip_chars().str.contains(NUMBER))
    style = find_number_style(numbers.gather_every(max(1, len(numbers) // _SAMPLE)))
    if style is None:
        return pl.Series(texts.name, [None], dtype=AMOUNT).new_from_index(0, len(texts))
    return texts.to_frame().select(parse_amounts(pl.col(texts.name), style)).to_series()
