"""The fixed words of the reports, and numbers and dates as a language writes them."""

import functools
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ledgerlift.data_files import read_yaml
from ledgerlift.problems import Language


def list_words(group: str, language: Language) -> dict[str, str]:
    """List a group of words in one language, by key."""
    return {key: words[language] for key, words in _load()[group].items()}


def say(group: str, key: str, language: Language, **values: str) -> str:
    """Give one of the words, its {names} filled in."""
    text: str = _load()[group][key][language]
    return text.format(**values)


def count_of(group: str, key: str, count: int, language: Language) -> str:
    """Say how many of a thing there are: 1 bill, 412 bills; a thing without words goes by its key."""
    forms = _load()[group].get(key)
    one, many = forms[language] if forms else (key.replace("_", " "),) * 2
    # In French, none is singular.
    is_one = count == 1 or (language == "fr" and count == 0)
    return f"{write_count(count, language)} {one if is_one else many}"


def write_count(count: int, language: Language) -> str:
    """Write a whole number with its thousands apart: 1,204 or 1 204."""
    return _in_language(f"{count:,}", language)


def write_money(amount: Decimal, currency: str | None, language: Language) -> str:
    """Write an amount to the cent with its currency: CAD 1,204.50 or 1 204,50 CAD."""
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    number = _in_language(f"{cents:,.2f}", language)
    parts = [currency, number] if language == "en" else [number, currency]
    return "\N{NO-BREAK SPACE}".join(part for part in parts if part)


def write_whole_money(amount: Decimal, currency: str | None, language: Language) -> str:
    """Write an amount to the nearest whole unit with the sign of its currency: $26,800 or 26 800 $."""
    from babel.numbers import format_currency

    whole = amount.quantize(Decimal(1), ROUND_HALF_UP)
    if currency is None:
        return _in_language(f"{whole:,}", language)
    locale = "fr_CA" if language == "fr" else "en_CA" if currency == "CAD" else "en_US"
    pattern = "#,##0 ¤" if language == "fr" else "¤#,##0"
    return format_currency(whole, currency, pattern.replace(" ", "\N{NO-BREAK SPACE}"), locale, currency_digits=False)


def write_percent(percentage: Decimal, language: Language) -> str:
    """Write a percentage with one decimal: 65.1% or 65,1 %."""
    number = _in_language(f"{percentage.quantize(Decimal('0.1'), ROUND_HALF_UP)}", language)
    return f"{number}%" if language == "en" else f"{number}\N{NO-BREAK SPACE}%"


def write_number(number: Decimal, language: Language) -> str:
    """Write a number with as many decimals as it has: 2.5 or 2,5."""
    return _in_language(f"{number.normalize():,f}", language)


def _in_language(number: str, language: Language) -> str:
    return number if language == "en" else number.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


@functools.cache
def _load() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = read_yaml(__package__, "words.yaml")
    return loaded
