"""What columns can say about each other."""

from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

# Real ledgers hold a few rows that break every rule (roundings, corrections); more than this and it is no rule.
HOLDS = 0.95
MIN_ROWS = 5
MAX_AMOUNT_COLUMNS = 10


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
    """Each row has an amount in one of the two columns, never in both: debits and credits.

    ``least`` is the share of rows that use the less used one.
    """

    first: str
    second: str
    least: float


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
class Scatters:
    """Most values of ``name`` that come up again do so with another value of ``key``: it is no number of theirs."""

    key: str
    name: str


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


@dataclass(frozen=True)
class Heads:
    """``head`` is filled on the first row of a block alone, and ``line`` on the rows below it alone."""

    head: str
    line: str


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
    scatters: tuple[Scatters, ...] = ()
    taxed: tuple[Taxed, ...] = ()
    lines: tuple[Lines, ...] = ()
    heads: tuple[Heads, ...] = ()
    carries: tuple[Carries, ...] = ()
    sides: tuple[EitherOr, ...] = ()
    taxes: tuple[Taxes, ...] = ()
    running: tuple[Running, ...] = ()
