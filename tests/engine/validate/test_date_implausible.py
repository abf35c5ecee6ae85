from datetime import date

import pytest

from ledgerlift.records import DataType

DAYS = [date(2024, month, 1) for month in range(1, 13)]


@pytest.mark.parametrize("slip", [date(2042, 5, 1), date(1924, 5, 1)])
def test_year_far_from_the_others_is_told(problems_of, slip):
    problem = problems_of(DataType.PAYMENTS, {"payment_date": [*DAYS, slip]})["date_implausible"]
    assert (problem.count, problem.found, problem.place.row) == (1, str(slip), 14)


def test_books_of_many_years_are_plausible(problems_of):
    days = [date(year, 1, 1) for year in range(1995, 2025)]
    assert "date_implausible" not in problems_of(DataType.PAYMENTS, {"payment_date": days})


def test_due_dates_may_lie_further_ahead(problems_of):
    due = [*DAYS[:-1], date(2030, 1, 1)]
    assert "date_implausible" not in problems_of(DataType.BILLS, {"issue_date": DAYS, "due_date": due})


def test_suppliers_come_at_any_time(problems_of):
    created = [*DAYS, date(2042, 5, 1), date(1985, 5, 1)]
    assert "date_implausible" not in problems_of(DataType.SUPPLIERS, {"created_date": created})
