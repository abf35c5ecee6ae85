import pytest

from ledgerlift.values.sides import find_sides


@pytest.mark.parametrize(
    ("headings", "sides"),
    [
        (("Debit", "Credit"), ("debit", "credit")),
        (("Credit Amount (USD)", "Debit Amount (USD)"), ("credit", "debit")),
        (("Withdrawals", "Deposits"), ("credit", "debit")),
        (("Money in", "Money out"), ("debit", "credit")),
        (("Soll", "Haben"), ("debit", "credit")),
    ],
)
def test_headings_of_both_sides_are_a_pair(headings, sides):
    assert find_sides(headings) == sides


@pytest.mark.parametrize("headings", [("Credit", "Credit note"), ("Total", "Debit"), ("Net", "Gross")])
def test_other_headings_are_no_pair(headings):
    assert find_sides(headings) is None
