"""The settings a report was made with, in words: every report prints them."""

from decimal import Decimal

from ledgerlift.analysis import Analysis, BenefitRates
from ledgerlift.problems import Language
from ledgerlift.reports.receipt import say_period
from ledgerlift.reports.settings import ReportSettings
from ledgerlift.reports.words import list_words, say, write_money, write_number, write_whole_money


def say_settings(analysis: Analysis, settings: ReportSettings) -> list[tuple[str, str]]:
    """List what was chosen, or worked out from the records, as pairs of a name and its value."""
    language, currency, rates = settings.language, analysis.base_currency, analysis.settings.benefit_rates
    words, customer = list_words("settings", language), list_words("customer", language)
    return [
        *say_scope(analysis, language),
        (customer["threshold"], write_rate(analysis.settings.supplier_threshold, currency, language)),
        (words["cashback"], say_tiers(rates, currency, language)),
        (words["time_saved"], say_time(rates, currency, language)),
        *say_looks(settings),
    ]


def say_scope(analysis: Analysis, language: Language) -> list[tuple[str, str]]:
    """List the days and the currency of the figures."""
    customer = list_words("customer", language)
    return [
        (customer["period"], say_period(analysis, language)),
        (customer["base_currency"], analysis.base_currency or list_words("settings", language)["no_currency"]),
    ]


def say_looks(settings: ReportSettings) -> list[tuple[str, str]]:
    """List what the report looks like: its language, its page, and the bank whose report it is."""
    words = list_words("settings", settings.language)
    issuer = [(words["issuer"], settings.issuer.name)] if settings.issuer else []
    return [(words["language"], words["own_language"]), (words["paper"], words[settings.paper]), *issuer]


def say_tiers(rates: BenefitRates, currency: str | None, language: Language) -> str:
    """Say the cashback: 2 % of the first 1,000,000, 1 % of the rest."""
    parts, start = [], Decimal(0)
    for tier in rates.cashback_tiers:
        percent = write_number(tier.percent, language)
        if tier.up_to is None:
            parts.append(say("settings", "tier_of_rest" if start else "tier_of_all", language, percent=percent))
        else:
            key = "tier_of_next" if start else "tier_of_first"
            amount = write_rate(tier.up_to - start, currency, language)
            parts.append(say("settings", key, language, percent=percent, amount=amount))
            start = tier.up_to
    return ", ".join(parts) or list_words("settings", language)["no_cashback"]


def write_rate(amount: Decimal, currency: str | None, language: Language) -> str:
    """Write a round amount without decimals, any other to the cent."""
    is_whole = amount == amount.to_integral_value()
    return (write_whole_money if is_whole else write_money)(amount, currency, language)


def say_time(rates: BenefitRates, currency: str | None, language: Language) -> str:
    """Say the time a payment costs and what it is worth: 3 minutes a payment at CAD 40.00 an hour."""
    minutes, hour = write_number(rates.minutes_a_payment, language), write_rate(rates.hourly_cost, currency, language)
    return say("settings", "time", language, minutes=minutes, hour=hour)
