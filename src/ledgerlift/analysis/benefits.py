"""What a year of paying by card would be worth: the figures of the Spend Summary."""

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from ledgerlift.analysis.analyse import Analysis
from ledgerlift.analysis.settings import BenefitRates
from ledgerlift.records import Method

MONTHS_IN_A_YEAR = 12
TOP = 3


@dataclass(frozen=True)
class Opportunity:
    """A supplier that could be paid by card: its annual spend, the days agreed with it, and its most common method."""

    name: str | None
    annual_spend: Decimal
    terms_days: int | None
    method: str


@dataclass(frozen=True)
class CardBenefits:
    """The benefits of one year, amounts in base currency and exact.

    Sums of another number of ``months`` are scaled to twelve. ``top`` has at most three suppliers that are not paid by
    credit card, the highest spend first.
    """

    months: int
    suppliers: int
    cardable_spend: Decimal
    cardable_payments: Decimal
    cashback: Decimal
    time_saved: Decimal
    top: tuple[Opportunity, ...]

    @property
    def total(self) -> Decimal:
        """Annual card benefits: the headline."""
        return self.cashback + self.time_saved

    @property
    def is_scaled(self) -> bool:
        """Whether the period is not a year, so that its sums had to be scaled."""
        return self.months not in (0, MONTHS_IN_A_YEAR)


def find_benefits(analysis: Analysis) -> CardBenefits:
    """Work out the benefits of the suppliers now paid by a method that is known and no card."""
    rates, months = analysis.settings.benefit_rates, analysis.months
    cardable = analysis.methods.row(by_predicate=pl.col("payment_method") == "Non-Card", named=True)
    spend = scale(cardable["total_spend"], months)
    payments = scale(Decimal(cardable["payments_count"] + cardable["direct_costs_count"]), months)
    return CardBenefits(
        months=months,
        suppliers=cardable["suppliers_count"],
        cardable_spend=spend,
        cardable_payments=payments,
        cashback=find_cashback(spend, rates),
        time_saved=payments * rates.minutes_a_payment * rates.hourly_cost / 60,
        top=find_top(analysis),
    )


def find_cashback(spend: Decimal, rates: BenefitRates) -> Decimal:
    """Add up the cashback of every tier; spend below nothing earns nothing."""
    cashback, start = Decimal(0), Decimal(0)
    for tier in rates.cashback_tiers:
        end = spend if tier.up_to is None else min(spend, tier.up_to)
        cashback += max(end - start, Decimal(0)) * tier.percent / 100
        start = max(start, end)
    return cashback


def find_top(analysis: Analysis) -> tuple[Opportunity, ...]:
    """Find the suppliers with the highest spend that are not mostly paid by credit card; none without spend."""
    top = analysis.suppliers.filter(
        (pl.col("biggest_count_payment_method") != str(Method.CREDIT_CARD)) & (pl.col("total_spend") > 0)
    ).head(TOP)
    return tuple(
        Opportunity(
            name=row["supplier_name"],
            annual_spend=scale(row["total_spend"], analysis.months),
            terms_days=row["common_payment_terms_days"],
            method=row["biggest_count_payment_method"],
        )
        for row in top.iter_rows(named=True)
    )


def scale(amount: Decimal, months: int) -> Decimal:
    """Scale the sum of some months to a year; a sum of no months stays."""
    return amount * MONTHS_IN_A_YEAR / months if months else amount
