from datetime import date

import pytest

from ledgerlift.records import DataType
from ledgerlift.validate.period_too_short import count_months


@pytest.mark.parametrize(
    ("last", "codes"),
    [
        (date(2024, 2, 29), {"period_too_short"}),
        (date(2024, 3, 31), {"period_under_a_year"}),
        (date(2024, 11, 30), {"period_under_a_year"}),
        (date(2024, 12, 31), set()),
    ],
)
def test_period_is_judged_by_its_months(problems_of, last, codes):
    assert (
        set(problems_of(DataType.PAYMENTS, {"payment_date": [date(2024, 1, 1), None, last]})) - {"date_missing"}
        == codes
    )


def test_posting_dates_stand_in_for_issue_dates(problems_of):
    assert "period_too_short" in problems_of(DataType.BILLS, {"posting_date": [date(2024, 1, 1)]})


def test_months_are_counted_with_both_ends():
    assert count_months(date(2023, 12, 31), date(2024, 1, 1)) == 2
    assert count_months(date(2024, 1, 1), date(2024, 1, 1)) == 1
