import pytest

from ledgerlift.normalise.currencies import dollar_of, find_in_heading, find_in_headings
from ledgerlift.records import DataType

BILLS = DataType.BILLS


def currencies(normalise, columns, **more):
    frame = normalise(BILLS, {"V": ("supplier_name", ["A", "B"]), **columns}, **more).frame
    return frame["currency"].to_list() if "currency" in frame else None


def test_column_names_the_currency(normalise):
    columns = {"Cur": ("currency", ["eur", "US Dollar"]), "Total": ("total_amount", ["1", "2"])}
    assert currencies(normalise, columns) == ["EUR", "USD"]


def test_cells_name_the_currency_where_the_column_does_not(normalise):
    columns = {"Cur": ("currency", ["EUR", None]), "Total": ("total_amount", ["1.00", "£2.00"])}
    assert currencies(normalise, columns) == ["EUR", "GBP"]


def test_heading_names_the_currency_last(normalise):
    assert currencies(normalise, {"Total (CAD)": ("total_amount", ["€1.00", "2.00"])}) == ["EUR", "CAD"]


def test_field_is_absent_when_nothing_names_a_currency(normalise):
    assert currencies(normalise, {"Total": ("total_amount", ["1", "2"])}) is None


def test_mere_dollar_is_that_of_the_company(normalise):
    columns = {"Cur": ("currency", ["$", "USD"]), "Total": ("total_amount", ["1", "2"])}
    assert currencies(normalise, columns, base_currency="CAD") == ["CAD", "USD"]
    assert currencies(normalise, columns) == [None, "USD"]


@pytest.mark.parametrize(
    ("heading", "currency"),
    [("Amount (USD)", "USD"), ("Montant [eur]", "EUR"), ("Total £", "GBP"), ("Betrag EUR", "EUR"), ("Amount", None),
     ("TOTAL ALL", None), ("Total All", None), ("AMOUNT TOP", None)],
)  # fmt: skip
def test_headings_name_currencies_by_code_or_symbol(heading, currency):
    assert find_in_heading(heading) == currency


def test_headings_of_two_currencies_name_none():
    assert find_in_headings(["Amount (USD)", "Amount (EUR)"]) is None
    assert find_in_headings(["Amount", "Tax (EUR)"]) == "EUR"


def test_dollar_stands_for_nothing_in_other_currencies():
    assert (dollar_of("CAD"), dollar_of("EUR"), dollar_of(None)) == ("CAD", None, None)
