"""Relations between columns of amounts: what adds up, what is tax, what is carried on."""

from collections.abc import Sequence
from itertools import combinations, permutations

import polars as pl

from ledgerlift.mapping.relations.model import HOLDS, MAX_AMOUNT_COLUMNS, MIN_ROWS, EitherOr, Running, Sum, Taxed, Taxes

HIGHEST_TAX = 1.27
MOST_TAXES = 3
RUNS_ON = 0.6  # share of rows that carry a balance on; it begins anew with every account
# A cent of rounding per row is normal where tax is worked out per line.
ROUNDING = pl.lit("0.02").cast(pl.Decimal(38, 6))


def find_sums(frame: pl.DataFrame) -> Sequence[Sum]:
    """Find every two columns that add up to a third."""
    useful = [
        name for name in frame.columns if frame[name].drop_nulls().len() >= MIN_ROWS and frame[name].n_unique() > 1
    ]
    found = []
    for first, second, whole in (
        (*pair, whole)
        for whole in useful[:MAX_AMOUNT_COLUMNS]
        for pair in combinations([name for name in useful[:MAX_AMOUNT_COLUMNS] if name != whole], 2)
    ):
        a, b, c = pl.col(first), pl.col(second), pl.col(whole)
        rows = frame.lazy().filter(c.is_not_null() & (c != 0) & (a.is_not_null() | b.is_not_null()))
        zero = pl.lit(0).cast(pl.Decimal(38, 6))
        fa, fb = a.fill_null(zero), b.fill_null(zero)
        facts = rows.select(
            rows=pl.len(),
            holds=((fa + fb - c).abs() <= ROUNDING).mean(),
            first_used=(fa != 0).mean(),
            second_used=(fb != 0).mean(),
            either_zero=((fa == 0) | (fb == 0)).mean(),
            first_share=(fa.cast(pl.Float64) / c.cast(pl.Float64)).abs().mean(),
        ).collect()
        row = facts.row(0, named=True)
        # A part that is never used proves nothing: every column plus an empty one is itself.
        if row["rows"] < MIN_ROWS or row["holds"] < HOLDS or min(row["first_used"], row["second_used"]) < 0.05:
            continue
        share = row["first_share"]
        part, rest, rest_share = (first, second, 1 - share) if share >= 0.5 else (second, first, share)
        found.append(Sum(part, rest, whole, rest_share, row["either_zero"]))
    return found


def find_taxed(frame: pl.DataFrame) -> Sequence[Taxed]:
    """Find the columns that are another one with tax on it."""
    useful = [name for name in frame.columns if frame[name].drop_nulls().len() >= MIN_ROWS][:MAX_AMOUNT_COLUMNS]
    found = []
    for net, gross in permutations(useful, 2):
        ratio = pl.col(gross).cast(pl.Float64) / pl.col(net).cast(pl.Float64)
        row = (
            frame.lazy()
            .filter((pl.col(net) != 0) & pl.col(gross).is_not_null())
            .select(rows=pl.len(), holds=ratio.is_between(0.999, HIGHEST_TAX).mean(), more=(ratio > 1.01).mean())
            .collect()
            .row(0, named=True)
        )
        if row["rows"] >= MIN_ROWS and row["holds"] >= HOLDS and row["more"] >= 0.1:
            found.append(Taxed(net, gross))
    return found


def find_taxes(frame: pl.DataFrame, taxed: Sequence[Taxed]) -> Sequence[Taxes]:
    """Find several taxes that make up what a taxed amount has more."""
    found = []
    for pair in taxed:
        others = [name for name in frame.columns[:MAX_AMOUNT_COLUMNS] if name not in (pair.net, pair.gross)]
        parts = [several for count in range(2, MOST_TAXES + 1) for several in combinations(others, count)]
        if not parts:
            continue
        tax = pl.col(pair.gross) - pl.col(pair.net)
        shares = frame.select(
            pl.struct(
                holds=((sum(map(_or_zero, several), -tax)).abs() <= ROUNDING).mean(),
                used=pl.min_horizontal(*((_or_zero(name) != 0).mean() for name in several), 1.0),
            ).alias(str(number))
            for number, several in enumerate(parts)
        ).row(0)
        found += [
            Taxes(pair.net, several, pair.gross)
            for several, share in zip(parts, shares, strict=True)
            if (share["holds"] or 0.0) >= HOLDS and (share["used"] or 0.0) >= 0.05
        ]
    return found


def find_running(frame: pl.DataFrame) -> Sequence[Running]:
    """Find balances that the amounts of the rows carry on."""
    names = frame.columns[:MAX_AMOUNT_COLUMNS]
    if frame.height < MIN_ROWS or len(names) < 2:
        return []
    found = []
    for balance in names:
        moved = pl.col(balance).diff().abs()
        amounts = [_or_zero(name).abs() for name in names if name != balance]
        is_amount = pl.any_horizontal(((moved - amount).abs() <= ROUNDING) & (amount != 0) for amount in amounts)
        if (frame.select(is_amount.slice(1).mean()).item() or 0.0) >= RUNS_ON:
            found.append(Running(balance))
    return found


def find_sides(frame: pl.DataFrame) -> Sequence[EitherOr]:
    """Find the two sides of a ledger."""
    pairs = list(combinations(frame.columns[:MAX_AMOUNT_COLUMNS], 2))
    if frame.height < MIN_ROWS or not pairs:
        return []
    used = {name: pl.col(name).fill_null(0) != 0 for name in frame.columns}
    shares = frame.select(
        pl.struct(
            one=(used[first] ^ used[second]).mean(), least=pl.min_horizontal(used[first].mean(), used[second].mean())
        ).alias(str(number))
        for number, (first, second) in enumerate(pairs)
    ).row(0)
    return [
        EitherOr(*pair, least=share["least"])
        for pair, share in zip(pairs, shares, strict=True)
        if share["one"] >= HOLDS and share["least"] > 0
    ]


def _or_zero(name: str) -> pl.Expr:
    return pl.col(name).fill_null(pl.lit(0).cast(pl.Decimal(38, 6)))
