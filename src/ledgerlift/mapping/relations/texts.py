"""Relations of dates and texts: what comes later, what names what, what repeats over the lines of a document."""

from collections.abc import Sequence
from itertools import permutations

import polars as pl

from ledgerlift.mapping.relations.model import (
    HOLDS,
    MAX_AMOUNT_COLUMNS,
    MIN_ROWS,
    Carries,
    Heads,
    Later,
    Lines,
    Names,
    Scatters,
)

MAX_KEY_COLUMNS = 12
# A supplier may have two numbers, one for each of its sites; hardly any list has a fifth more numbers than names.
MORE_THAN_NAMES = 1.2
LINES_AT_LEAST, LINES_AT_MOST = 0.2, 0.9  # share of rows that repeat the number of the row above


def find_laters(frame: pl.DataFrame) -> Sequence[Later]:
    """Find the dates that follow others."""
    found = []
    for earlier, later in permutations(frame.columns, 2):
        days = (pl.col(later) - pl.col(earlier)).dt.total_days()
        row = frame.select(
            rows=days.count(), holds=(days >= 0).mean(), after=(days > 0).mean(), median=days.median()
        ).row(0, named=True)
        if row["rows"] >= MIN_ROWS and row["holds"] >= HOLDS and row["after"] >= 0.3:
            found.append(Later(earlier, later, row["median"]))
    return found


def find_names(frame: pl.DataFrame) -> Sequence[Names]:
    """Find the codes that stand for names, or for other codes."""
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


def find_scatters(frame: pl.DataFrame) -> Sequence[Scatters]:
    """Find the codes of which most names that come up again have several."""
    columns = frame.columns[:MAX_KEY_COLUMNS]
    if frame.height < MIN_ROWS or len(columns) < 2:
        return []
    counts = frame.select(pl.col(columns).n_unique()).row(0, named=True)
    found = []
    for name in columns:
        keys = [key for key in columns if counts[key] > MORE_THAN_NAMES * counts[name]]
        if not keys or counts[name] <= 2:
            continue
        # By name, not by row: one of them may stand for everybody whose name is withheld.
        shares = (
            frame.group_by(name).agg(pl.len(), pl.col(keys).n_unique()).filter(pl.col("len") > 1)
            .select((pl.col(keys) > 1).mean()).row(0, named=True)
        )  # fmt: skip
        found += [Scatters(key, name) for key, share in shares.items() if share is not None and share > 0.5]
    return found


def find_carries(frame: pl.DataFrame) -> Sequence[Carries]:
    """Find the texts that end with what another column has alone: a name behind its code."""
    if frame.height < MIN_ROWS or frame.width < 2:
        return []
    pairs = list(permutations(frame.columns[:MAX_KEY_COLUMNS], 2))
    shares = frame.select(
        (pl.col(longer).str.ends_with(pl.col(shorter)) & (pl.col(longer) != pl.col(shorter))).mean().alias(str(number))
        for number, (longer, shorter) in enumerate(pairs)
    ).row(0)
    return [Carries(*pair) for pair, share in zip(pairs, shares, strict=True) if share is not None and share >= HOLDS]


def find_heads(frame: pl.DataFrame) -> Sequence[Heads]:
    """Find the columns of which one is filled where a block begins, and the other on all rows below."""
    if frame.height < MIN_ROWS or frame.width < 2:
        return []
    pairs = list(permutations(frame.columns[:MAX_KEY_COLUMNS], 2))
    shares = frame.select(
        pl.struct(
            parted=(pl.col(head).is_null() == pl.col(line).is_not_null()).all(),
            begins=pl.col(head).first().is_not_null(),
            heads=pl.col(head).is_not_null().mean(),
        ).alias(str(number))
        for number, (head, line) in enumerate(pairs)
    ).row(0)
    return [
        Heads(*pair)
        for pair, share in zip(pairs, shares, strict=True)
        if share["parted"] and share["begins"] and LINES_AT_LEAST <= 1 - share["heads"] <= LINES_AT_MOST
    ]


def find_lines(amounts: pl.DataFrame, texts: pl.DataFrame) -> Sequence[Lines]:
    """Find the numbers of documents that have several lines."""
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
