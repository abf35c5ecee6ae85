import pytest

from ledgerlift.values.periods import is_period


@pytest.mark.parametrize(
    "heading",
    [
        "Jan",
        "Jan 2024",
        "janv. 2024",
        "Février",
        "2024-01",
        "01/2024",
        "Mar-24",
        "Q1",
        "T2 2024",
        "2024",
        "FY24",
        "2024/25",
    ],
)
def test_months_quarters_and_years_are_periods(heading):
    assert is_period(heading)


@pytest.mark.parametrize("heading", ["", "Amount", "Total 2024", "Due in Jan", "20245", "1", "31", "May we pay?"])
def test_other_headings_are_no_period(heading):
    assert not is_period(heading)
