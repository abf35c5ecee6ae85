"""For every transaction: its amount in base currency, and the reason it is left out of the figures, if it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import narwhals as nw

from ledgerlift.analysis.period import Period, start_of_year_to
from ledgerlift.analysis.portable import Records

# Twelve decimals hold an amount with three decimals times a rate with nine exactly; 26 digits are left in front.
MONEY = nw.Decimal(38, 12)
RATE = nw.Decimal(38, 9)

# No purchase is worth a hundred trillion. A number column misread as an amount must not overflow the sums.
TOO_LARGE = 1e14


class LeftOut(StrEnum):
    """Why a transaction of the snapshot is in no figure; the first reason that holds is given."""

    VOID = "void"
    DRAFT = "draft"
    NO_DATE = "no_date"
    OUTSIDE_PERIOD = "outside_period"
    NO_SUPPLIER = "no_supplier"
    NO_AMOUNT = "no_amount"
    NO_RATE = "no_rate"
    TOO_LARGE = "too_large"
    CREDIT_NOTE = "credit_note"


@dataclass(frozen=True)
class Transactions:
    """Which columns of a record type hold its amount, its day (the first that is filled) and its status."""

    name: str
    amount: str
    days: tuple[str, ...]
    has_status: bool

    @property
    def day(self) -> nw.Expr:
        """The day that decides whether it lies in the period."""
        return nw.coalesce(*(nw.col(day) for day in self.days))


# Some books print only when a bill was cleared. That dates it well enough for a year's figures.
BILLS = Transactions("bills", amount="total_amount", days=("issue_day", "settled_day", "due_day"), has_status=True)
PAYMENTS = Transactions("payments", amount="amount", days=("payment_day",), has_status=True)
DIRECT_COSTS = Transactions("direct_costs", amount="total_amount", days=("issue_day",), has_status=False)
ALL = (BILLS, PAYMENTS, DIRECT_COSTS)


@dataclass(frozen=True)
class Scope:
    """What an analysis covers. ``period`` is None when no transaction has a date."""

    base_currency: str | None
    period: Period | None

    @property
    def days(self) -> tuple[int, int]:
        """First and last day of the period, counted from 1970-01-01."""
        return (day_number(self.period.start), day_number(self.period.end)) if self.period else (0, -1)

    @property
    def year_before_end(self) -> int:
        """First day of the twelve months that end with the period."""
        return day_number(start_of_year_to(self.period.end)) if self.period else 0


def day_number(day: date) -> int:
    """Count the days since 1970-01-01, as the ``*_day`` columns do."""
    return (day - date(1970, 1, 1)).days


def mark(frame: Records, transactions: Transactions, scope: Scope) -> Records:
    """Add ``day``, ``rate``, ``base_amount`` and ``left_out`` (a LeftOut, or null for what counts)."""
    return (
        frame.with_columns(day=transactions.day, rate=_rate(scope.base_currency))
        .with_columns(base_amount=in_base(transactions.amount))
        .with_columns(left_out=_left_out(transactions, scope))
    )


def in_base(amount: str) -> nw.Expr:
    """Convert an amount column with the transaction's ``rate``, exactly; null when it is too large to be one."""
    value, rate = nw.col(amount), nw.col("rate")
    fits = _is_sane(value) & _is_sane(rate) & (value.cast(nw.Float64).abs() * rate.cast(nw.Float64) < TOO_LARGE)
    return (nw.when(fits).then(value).cast(MONEY) * nw.when(fits).then(rate)).cast(MONEY)


def recorded(amount: str) -> nw.Expr:
    """Sum an amount column as it stands, whatever its currency."""
    return nw.when(_is_sane(nw.col(amount))).then(nw.col(amount)).sum()


def _is_sane(value: nw.Expr) -> nw.Expr:
    return value.cast(nw.Float64).abs() < TOO_LARGE


def _rate(base_currency: str | None) -> nw.Expr:
    """Give the recorded rate, 1 for base currency, 1 for an unknown currency without a rate, else null."""
    one = nw.lit(1).cast(RATE)
    stated = nw.when(nw.col("currency_rate") > 0).then(nw.col("currency_rate"))
    unknown = nw.when(nw.col("currency").is_null()).then(one)
    if base_currency is None:
        return nw.coalesce(stated, unknown)
    return nw.coalesce(nw.when(nw.col("currency") == base_currency).then(one), stated, unknown)


def _left_out(transactions: Transactions, scope: Scope) -> nw.Expr:
    day, status = nw.col("day"), nw.col("status")
    first, last = scope.days
    by_status = [(status == "Void", LeftOut.VOID), (status == "Draft", LeftOut.DRAFT)]
    reasons = [
        *(by_status if transactions.has_status else ()),
        (day.is_null(), LeftOut.NO_DATE),
        ((day < first) | (day > last), LeftOut.OUTSIDE_PERIOD),
        (nw.col("supplier_key").is_null(), LeftOut.NO_SUPPLIER),
        (nw.col(transactions.amount).is_null(), LeftOut.NO_AMOUNT),
        (nw.col("rate").is_null(), LeftOut.NO_RATE),
        (nw.col("base_amount").is_null(), LeftOut.TOO_LARGE),
    ]
    return nw.coalesce(*(nw.when(condition).then(nw.lit(str(reason))) for condition, reason in reasons))
