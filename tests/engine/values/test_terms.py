import polars as pl
import pytest

from ledgerlift.values.terms import are_terms, parse_terms

CASES = {
    30: [
        "Net 30",
        "NET30",
        "N30",
        "net 30 days",
        "30 jours",
        "30 days EOM",
        "2% 10 Net 30",
        "2/10 n/30",
        "30 dagen",
        "1 month",
        "30",
    ],
    45: ["2% 10, Net 45", "45 días"],
    14: ["14 Tage", "14 Tagen netto", "2 weeks"],
    60: ["60 giorni", "60 fin de mois"],
    0: ["Due on receipt", "COD", "Comptant", "sofort", "Payable à réception"],
    None: ["Standard", "EOM", ""],
}


@pytest.mark.parametrize(("text", "days"), [(text, days) for days, texts in CASES.items() for text in texts])
def test_days_of_terms_are_read(text, days):
    assert parse_terms(pl.Series([text])).to_list() == [days]


def test_terms_are_told_from_bare_numbers():
    assert are_terms(pl.Series(["Net 30", "30", "Due on receipt", "Standard"])).to_list() == [True, False, True, False]
