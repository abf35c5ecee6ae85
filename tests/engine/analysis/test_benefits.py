"""The figures of the Spend Summary, against the published values and by hand."""

from datetime import date
from decimal import Decimal

import pytest

from ledgerlift.analysis import AnalysisSettings, BenefitRates, CashbackTier, analyse_records
from ledgerlift.analysis.benefits import find_benefits, find_cashback

YEAR = {"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31), "base_currency": "USD"}
HALF = {**YEAR, "period_to": date(2025, 6, 30)}
DAY = date(2025, 6, 1)


def ledger(*suppliers):
    """Books of (supplier, bill, number of payments of one dollar, method)."""
    return {
        "suppliers": {name: name.title() for name, *_ in suppliers},
        "bills": [
            {"supplier": name, "total": Decimal(total), "issued": DAY, "due": date(2025, 7, 1), "currency": "USD"}
            for name, total, *_ in suppliers
        ],
        "payments": [
            {"supplier": name, "amount": Decimal(1), "paid": DAY, "method": method, "currency": "USD"}
            for name, _, count, method in suppliers
            for _ in range(count)
        ],
    }


def benefits_of(frames_of, *suppliers, costs=(), **settings):
    frames = frames_of({**ledger(*suppliers), "costs": list(costs)})
    return find_benefits(analyse_records(frames, AnalysisSettings(**settings)))


def test_published_check_values(frames_of):
    found = benefits_of(frames_of, ("a", "900000", 500, "Check"), ("b", "600000", 400, "BankTransfer"), **YEAR)
    assert found.cardable_spend == 1_500_000
    assert found.cashback == 25_000
    assert found.cardable_payments == 900
    assert found.time_saved == 1_800
    assert found.total == 26_800
    assert not found.is_scaled


def test_only_known_methods_that_are_no_card_are_cardable(frames_of):
    found = benefits_of(
        frames_of,
        ("cash", "10", 2, "Cash"), ("card", "100", 5, "CreditCard"), ("debit", "200", 5, "DebitCard"),
        ("other", "400", 5, "Other"), ("unknown", "800", 5, "Unknown"),
        costs=[{"supplier": "cash", "total": Decimal(each), "spent": DAY, "method": "Cash", "currency": "USD"}
               for each in ("5", "-2")],
        **YEAR,
    )  # fmt: skip
    # Bills and expenses net of the refund; two payments and the one expense that is no refund.
    assert (found.suppliers, found.cardable_spend, found.cardable_payments) == (1, 13, 3)
    assert [each.name for each in found.top] == ["Unknown", "Other", "Debit"]
    assert (found.top[0].terms_days, found.top[0].method) == (30, "Unknown")


def test_other_periods_are_scaled_to_a_year_before_the_tiers(frames_of):
    found = benefits_of(frames_of, ("a", "600000", 3, "Check"), **HALF)
    assert (found.cardable_spend, found.cardable_payments) == (1_200_000, 6)
    assert found.cashback == 22_000
    assert found.top[0].annual_spend == 1_200_000
    assert found.is_scaled


@pytest.mark.parametrize(
    ("spend", "cashback"),
    [("-5", "0"), ("0", "0"), ("50", "1.5"), ("100", "3"), ("150", "3.5"), ("1000", "4")],
)
def test_each_tier_pays_for_its_own_part(spend, cashback):
    tiers = (CashbackTier(Decimal(3), Decimal(100)), CashbackTier(Decimal(1), Decimal(200)))
    assert find_cashback(Decimal(spend), BenefitRates(tiers)) == Decimal(cashback)


def test_rates_are_those_of_the_settings(frames_of):
    rates = BenefitRates(cashback_tiers=(), minutes_a_payment=Decimal(6), hourly_cost=Decimal(50))
    found = benefits_of(frames_of, ("a", "10", 2, "Check"), benefit_rates=rates, **YEAR)
    assert (found.cashback, found.time_saved) == (0, 10)


def test_nothing_gives_nothing(frames_of):
    found = benefits_of(frames_of)
    assert (found.suppliers, found.total, found.top, found.is_scaled) == (0, 0, (), False)


def test_suppliers_whose_refunds_outweigh_their_bills_are_no_opportunity(frames_of):
    found = benefits_of(frames_of, ("a", "-50", 1, "Check"), **YEAR)
    assert (found.cardable_spend, found.cashback, found.top) == (-50, 0, ())
