"""Day first, month first or year first: what the cells of a column that do not tell their own order say together."""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from ledgerlift.values.date_readings import ORDERS

# So many cells may go against the rest and still be slips of the pen.
SLIPS_SHARE = 0.02
# Of many different days in a ledger most lie after the 12th. When nearly none does, the few that do may be the slips.
MANY_DAYS, FEW_LATE_DAYS_SHARE = 30, 0.03

# What a habit of writing is worth, in log-odds. Dots are German, Nordic and East European; a clock of twelve hours is
# mostly American; and who writes "Mar 5" or "5 Mar" elsewhere in the column mostly does the same in figures.
DOTS_MEAN_DAY_FIRST, TWELVE_HOURS_MEAN_MONTH_FIRST, WORDS_MEAN_THE_SAME = 3.0, 1.0, 1.5
# Books are kept on working days, when one entry in twenty falls on a weekend, or by machines every day of the week.
_WORKDAY, _WEEKEND, _ANY_DAY = math.log(0.95 / 5), math.log(0.05 / 2), math.log(1 / 7)
_MAX_FROM_WEEKENDS, _MAX_FROM_SPREAD, _MAX_ODDS = 3.0, 2.0, 3.5


@dataclass(frozen=True)
class Habits:
    """What a column's way of writing makes likely, without proving it."""

    odds: Mapping[str, float] = field(default_factory=dict)  # log-odds by order
    puts_year_last: bool = False


@dataclass(frozen=True)
class OrderDecision:
    """The orders that remain, likeliest first: one when it is known. ``certainty`` is that of the first."""

    choices: tuple[str, ...]
    certainty: float
    reasons: tuple[str, ...]
    runner_up: str | None = None


def decide_order(cells: pl.DataFrame, *, habits: Habits, hint: str | None) -> OrderDecision:
    """Decide the order of cells such as 03/04/2024.

    ``cells`` has a day or null under DMY, MDY and YMD for each distinct text, and its ``weight``: how many cells have
    it. ``hint`` is the order of the rest of the file; it settles what the column leaves open, never what it knows.
    """
    read = {order: _weight(cells, pl.col(order).is_not_null()) for order in ORDERS}
    readable = [order for order in ORDERS if read[order]]
    open_orders = [order for order in readable if not any(_beats(cells, other, order) for other in readable)]
    open_orders, reasons = _drop_wild_years(cells, open_orders, habits)
    open_orders = _drop_twins(cells, open_orders, hint)
    others = sorted((order for order in readable if order not in open_orders), key=lambda order: -read[order])
    if len(open_orders) == 1:
        order = open_orders[0]
        if not _has_few_late_days(cells, order, others):
            return OrderDecision((order,), 1.0, (*reasons, _say_known(cells, order, others)), next(iter(others), None))
        open_orders = [other for other in ("DMY", "MDY") if other in readable]
        reasons.append(f"hardly any cell cannot be {_other(open_orders, order)}")
    if hint in open_orders:
        return OrderDecision((hint,), 0.9, (*reasons, f"{hint} like the rest of the file"), _other(open_orders, hint))
    odds = _odds(cells, open_orders, habits)
    choices = tuple(sorted(open_orders, key=lambda order: -odds[order]))
    certainty = 1 / sum(math.exp(odds[order] - odds[choices[0]]) for order in choices)
    reasons.append(_say_open(cells, choices))
    return OrderDecision(choices, round(certainty, 2), tuple(reasons), choices[1])


def _weight(cells: pl.DataFrame, condition: pl.Expr) -> int:
    return int(cells.select(pl.col("weight").filter(condition).sum()).item())


def _beats(cells: pl.DataFrame, order: str, other: str) -> bool:
    """Tell whether cells that only read in ``order`` rule the other out."""
    only = pl.col(order).is_not_null() & pl.col(other).is_null()
    against = pl.col(other).is_not_null() & pl.col(order).is_null()
    won = _weight(cells, only)
    return won > 0 and _weight(cells, against) <= SLIPS_SHARE * won


def _drop_wild_years(cells: pl.DataFrame, orders: Sequence[str], habits: Habits) -> tuple[list[str], list[str]]:
    """Settle which end of 15/03/24 is the year: taken for a year, a day of the month wanders over three decades."""
    others = [order for order in orders if order != "YMD"]
    if "YMD" not in orders or not others:
        return list(orders), []
    year_first, year_last = _span(cells, ["YMD"]), _span(cells, others)
    if year_last * 3 + 366 < year_first:
        return others, ["the years of YMD would wander"]
    if year_first * 3 + 366 < year_last:
        return ["YMD"], ["the years of any order but YMD would wander"]
    if habits.puts_year_last:
        return others, ["slashes and dots come with the year at the end"]
    return list(orders), []


def _span(cells: pl.DataFrame, orders: Iterable[str]) -> int:
    """Give the days between the first and the last date, in the order that keeps them closest."""
    spans = cells.select((pl.col(order).max() - pl.col(order).min()).dt.total_days().alias(order) for order in orders)
    return min(int(days) for days in spans.row(0) if days is not None)


def _drop_twins(cells: pl.DataFrame, orders: Sequence[str], hint: str | None) -> list[str]:
    """Keep one of two orders that give every cell the same day, as for a column of 05/05/2020."""
    kept: list[str] = []
    for order in sorted(orders, key=lambda o: o != hint):
        if not any(cells[order].equals(cells[other], null_equal=True) for other in kept):
            kept.append(order)
    return kept


def _has_few_late_days(cells: pl.DataFrame, order: str, others: Sequence[str]) -> bool:
    """Tell whether suspiciously few of many days rule out that day and month stand the other way round."""
    swapped = {"DMY": "MDY", "MDY": "DMY"}.get(order)
    if swapped is None or swapped not in others or cells.height < MANY_DAYS:
        return False
    late = cells.select((pl.col(order).is_not_null() & pl.col(swapped).is_null()).sum()).item()
    return bool(late < FEW_LATE_DAYS_SHARE * cells.height)


def _say_known(cells: pl.DataFrame, order: str, others: Sequence[str]) -> str:
    for other in others:
        if only := _weight(cells, pl.col(order).is_not_null() & pl.col(other).is_null()):
            return f"{only} cells cannot be {other}"
    return f"every cell reads the same day as {order}" if others else f"all cells can only be {order}"


def _say_open(cells: pl.DataFrame, choices: Sequence[str]) -> str:
    against = {other: _weight(cells, pl.col(other).is_null()) for other in sorted(choices)}
    if any(against.values()):
        return ", ".join(f"{count} cells cannot be {other}" for other, count in against.items())
    return f"every cell reads as {' and as '.join(against)}"


def _other(orders: Sequence[str], chosen: str) -> str | None:
    return next((order for order in orders if order != chosen), None)


def _odds(cells: pl.DataFrame, orders: Sequence[str], habits: Habits) -> dict[str, float]:
    """Score each order by what it makes of the days: working days, close together. Never enough to be sure."""
    odds = {order: habits.odds.get(order, 0.0) for order in orders}
    days = {order: cells[order].drop_nulls().unique() for order in orders}
    for order, other in itertools.permutations(orders, 2):
        share = 1 / (len(orders) - 1)
        workdays = _log_likelihood(days[order]) - _log_likelihood(days[other])
        closeness = math.log((_span(cells, [other]) + 30) / (_span(cells, [order]) + 30))
        odds[order] += share * max(-_MAX_FROM_WEEKENDS, min(_MAX_FROM_WEEKENDS, workdays)) / 2
        odds[order] += share * max(-_MAX_FROM_SPREAD, min(_MAX_FROM_SPREAD, 1.5 * closeness)) / 2
    top = max(odds.values())
    return {order: max(value, top - _MAX_ODDS) for order, value in odds.items()}


def _log_likelihood(days: pl.Series) -> float:
    weekends = int((days.dt.weekday() > 5).sum())
    by_people = weekends * _WEEKEND + (days.len() - weekends) * _WORKDAY
    return max(by_people, days.len() * _ANY_DAY)
