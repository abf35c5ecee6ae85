from datetime import date

from ledgerlift.records import DataType


def test_due_dates_before_issue_are_told(problems_of):
    columns = {"issue_date": [date(2024, 1, 5)] * 3, "due_date": [date(2024, 1, 4), date(2024, 1, 5), None]}
    problem = problems_of(DataType.BILLS, columns)["due_before_issued"]
    assert (problem.count, problem.found) == (1, "2024-01-04")


def test_bills_without_due_dates_are_not_checked(problems_of):
    assert "due_before_issued" not in problems_of(DataType.BILLS, {"issue_date": [date(2024, 1, 5)]})
