import polars as pl
import pytest

from ledgerlift.values import words
from ledgerlift.values.currencies import is_currency, parse_currencies


def read(texts, **known):
    return parse_currencies(pl.Series(texts, dtype=pl.String), **known).to_list()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USD", "USD"),
        ("usd ", "USD"),
        ("US Dollar", "USD"),
        ("US dollars", "USD"),
        ("dollar canadien", "CAD"),
        ("Dollars canadiens", "CAD"),
        ("CA$", "CAD"),
        ("£", "GBP"),
        ("€", "EUR"),
        ("STG", "GBP"),
        ("EURO", "EUR"),
        ("Pound Sterling", "GBP"),
        ("British pound", "GBP"),
        ("Euro (EUR)", "EUR"),
        ("USD - US Dollar", "USD"),
        ("Schweizer Franken", "CHF"),
        ("real brasileño", "BRL"),
        ("Mexican Peso", "MXN"),
        ("zł", "PLN"),
        ("NLG", "NLG"),
        ("$", None),
        ("kr", None),
        ("peso", None),
        ("N/A", None),
        ("US", None),
        ("", None),
        ("Local currency", None),
    ],
)
def test_currency_is_read_from_codes_names_and_symbols(text, code):
    assert read([text]) == [code]


def test_mere_dollar_is_read_where_it_is_known():
    assert read(["$", "Dollars", "€", None], dollar="CAD") == ["CAD", "CAD", "EUR", None]


def test_codes_and_symbols_are_told_at_a_glance():
    assert is_currency(pl.Series(["USD", "eur", "£", "$", "US dollar"])).to_list() == [True, True, True, False, False]


def test_listed_names_and_symbols_are_of_listed_codes():
    known = words.load("currencies")
    assert {*known["symbols"].values(), *known["names"].values()} <= set(known["codes"])
