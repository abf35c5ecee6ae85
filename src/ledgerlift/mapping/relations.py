"""What columns say about each other: sums, order in time, one naming the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import NamedTuple

import polars as pl

SAMPLE_ROWS = 4_000
MAX_AMOUNT_COLUMNS = 10
MAX_KEY_COLUMNS = 12
CODED_ROWS = 200
# Real ledgers hold a few rows that break every rule (roundings, corrections); more than this and it is no rule.
HOLDS = 0.95
MIN_ROWS = 5
HIGHEST_TAX = 1.27
MOST_TAXES = 3
RUNS_ON = 0.6  # share of rows that carry a balance on; it begins anew with every account
SIDE_AT_LEAST = 0.1  # share of rows that have an amount on either side of a ledger
LINES_AT_LEAST, LINES_AT_MOST = 0.2, 0.9  # share of rows that repeat the number of the row above
# A cent of rounding per row is normal where tax is worked out per line.
ROUNDING = pl.lit("0.02").cast(pl.Decimal(38, 6))


@dataclass(frozen=True)
class Sum:
    """``part + rest = whole`` holds; ``part`` is the larger one. ``rest_share`` is the mean of rest ÷ whole."""

    part: str
    rest: str
    whole: str
    rest_share: float
    either_zero: float  # share of rows in which one of the two parts is zero: paid or due, not net and tax


@dataclass(frozen=True)
class Later:
    """``later`` is on or after ``earlier`` in nearly all rows and after it in many; ``days`` is the median distance."""

    earlier: str
    later: str
    days: float


@dataclass(frozen=True)
class EitherOr:
    """Each row has an amount in one of the two columns, never in both: debits and credits."""

    first: str
    second: str


@dataclass(frozen=True)
class Running:
    """``balance`` is carried on from row to row by the amounts of the rows."""

    balance: str


@dataclass(frozen=True)
class Names:
    """Each value of ``key`` goes with one value of ``name``, and there are repeats that prove it."""

    key: str
    name: str
    is_mutual: bool


@dataclass(frozen=True)
class Carries:
    """Nearly every value of ``longer`` ends with the value of ``shorter`` in its row and has a code before it."""

    longer: str
    shorter: str


@dataclass(frozen=True)
class Taxed:
    """``gross`` is ``net`` or a tax rate more in nearly all rows, and more in some."""

    net: str
    gross: str


@dataclass(frozen=True)
class Taxes:
    """``net`` and several taxes together are ``gross``: GST and QST, VAT and a levy."""

    net: str
    parts: tuple[str, ...]
    gross: str


@dataclass(frozen=True)
class Lines:
    """``number`` repeats over neighbouring rows in which ``amount`` differs: the rows are lines of one document."""

    number: str
    amount: str


class Typed(NamedTuple):
    """Columns that share their rows: amounts as Decimal, dates as Date, texts as String."""

    amounts: pl.DataFrame
    dates: pl.DataFrame
    texts: pl.DataFrame


@dataclass(frozen=True)
class Relations:
    """All that was found between the columns of one table."""

    sums: tuple[Sum, ...] = ()
    laters: tuple[Later, ...] = ()
    names: tuple[Names, ...] = ()
    taxed: tuple[Taxed, ...] = ()
    lines: tuple[Lines, ...] = ()
    carries: tuple[Carries, ...] = ()
    sides: tuple[EitherOr, ...] = ()
    taxes: tuple[Taxes, ...] = ()
    running: tuple[Running, ...] = ()


def find_relations(spread: Typed, first: Typed) -> Relations:
    """Find the relations between columns, from rows ``spread`` over all of a table and from its ``first`` ones.

    ``samples_of`` takes both; lines of a document stand together and show in the first rows only.
    """
    taxed = _find_taxed(spread.amounts)
    return Relations(
        sums=tuple(_find_sums(spread.amounts)),
        laters=tuple(_find_laters(spread.dates)),
        names=tuple(_find_names(spread.texts)),
        taxed=tuple(taxed),
        taxes=tuple(_find_taxes(spread.amounts, taxed)),
        lines=tuple(_find_lines(first.amounts, first.texts)),
        carries=tuple(_find_carries(first.texts.head(CODED_ROWS))),
        sides=tuple(_find_sides(spread.amounts)),
        running=tuple(_find_running(first.amounts)),
    )


def samples_of(body: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give rows from all over a table, and its first ones: both are the whole of a short table."""
    if body.height <= SAMPLE_ROWS:
        return body, body
    return body.gather_every(-(-body.height // SAMPLE_ROWS)), body.head(SAMPLE_ROWS)


def _find_sums(frame: pl.DataFrame) -> Sequence[Sum]:
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


def _find_laters(frame: pl.DataFrame) -> Sequence[Later]:
    found = []
    for earlier, later in permutations(frame.columns, 2):
        days = (pl.col(later) - pl.col(earlier)).dt.total_days()
        row = frame.select(
            rows=days.count(), holds=(days >= 0).mean(), after=(days > 0).mean(), median=days.median()
        ).row(0, named=True)
        if row["rows"] >= MIN_ROWS and row["holds"] >= HOLDS and row["after"] >= 0.3:
            found.append(Later(earlier, later, row["median"]))
    return found


def _find_names(frame: pl.DataFrame) -> Sequence[Names]:
    columns = frame.columns[:MAX_KEY_COLUMNS]
    if frame.height < MIN_ROWS or len(columns) < 2:
        return []
    counts = frame.select(pl.col(columns).n_unique()).row(0, named=True)
    # A column that never repeats names everything, and a constant is named by everything.
    keys = [name for name in columns if 2 < counts[name] <= 0.8 * frame.height]
    found = []
    for key, name in permutations(keys, 2):
        pairs = frame.select(pl.struct(key, name).n_unique()).item()
        if pairs <= counts[key] * 1.02 and counts[name] >= 0.5 * counts[key]:
            found.append(Names(key, name, is_mutual=pairs <= counts[name] * 1.02))
    return found


def _find_carries(frame: pl.DataFrame) -> Sequence[Carries]:
    if frame.height < MIN_ROWS or frame.width < 2:
        return []
    pairs = list(permutations(frame.columns[:MAX_KEY_COLUMNS], 2))
    shares = frame.select(
        (pl.col(longer).str.ends_with(pl.col(shorter)) & (pl.col(longer) != pl.col(shorter))).mean().alias(str(number))
        for number, (longer, shorter) in enumerate(pairs)
    ).row(0)
    return [Carries(*pair) for pair, share in zip(pairs, shares, strict=True) if share is not None and share >= HOLDS]


def _find_taxed(frame: pl.DataFrame) -> Sequence[Taxed]:
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


def _find_taxes(frame: pl.DataFrame, taxed: Sequence[Taxed]) -> Sequence[Taxes]:
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


def _or_zero(name: str) -> pl.Expr:
    return pl.col(name).fill_null(pl.lit(0).cast(pl.Decimal(38, 6)))


def _find_running(frame: pl.DataFrame) -> Sequence[Running]:
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


def _find_sides(frame: pl.DataFrame) -> Sequence[EitherOr]:
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
        EitherOr(*pair)
        for pair, share in zip(pairs, shares, strict=True)
        if share["one"] >= HOLDS and share["least"] >= SIDE_AT_LEAST
    ]


def _find_lines(amounts: pl.DataFrame, texts: pl.DataFrame) -> Sequence[Lines]:
    if amounts.height < MIN_ROWS or amounts.height != texts.height:
        return []
    found = []
    for number in texts.columns[:MAX_KEY_COLUMNS]:
        repeats = pl.col(number).eq_missing(pl.col(number).shift(1)) & pl.col(number).is_not_null()
        if not LINES_AT_LEAST <= texts.select(repeats.mean()).item() <= LINES_AT_MOST:
            continue
        for amount in amounts.columns[:MAX_AMOUNT_COLUMNS]:
            pair = pl.DataFrame([texts[number], amounts[amount].alias("amount")])
            inside = pair.filter(repeats)
            differs = (pl.col("amount") != pl.col("amount").shift(1)) & repeats
            if pair.select(differs.sum()).item() >= 0.6 * inside.height:
                found.append(Lines(number, amount))
    return found
