from decimal import Decimal

import pytest

from ledgerlift.normalise import StatedAmount
from ledgerlift.records import DataType
from ledgerlift.validate.stated_total_differs import check_stated_totals


def total(amount, *, row=9, first=2, last=5):
    return StatedAmount("total_amount", Decimal(amount), row, first, last)


@pytest.mark.parametrize("printed", [10, -10, "10.01"])
def test_total_that_agrees_whatever_its_sign_is_no_problem(problems_of, printed):
    found = problems_of(DataType.BILLS, {"total_amount": [1, 2, 3, 4]}, stated=(total(printed),))
    assert "stated_total_differs" not in found


def test_total_that_differs_is_told_with_both_amounts(problems_of):
    found = problems_of(DataType.BILLS, {"total_amount": [1, 2, 3, 4.5]}, stated=(total(12),))["stated_total_differs"]
    assert (found.place.row, found.place.column, found.found, found.count) == (9, 1, "12.00", 1)
    assert "10.50" in found.sentence("en")


def test_subtotals_stand_for_their_own_rows(problems_of):
    stated = (total(3, first=2, last=3), total(7, first=4, last=5), total(8, first=4, last=5, row=7))
    found = problems_of(DataType.BILLS, {"total_amount": [1, 2, 3, 4]}, stated=stated)["stated_total_differs"]
    assert (found.count, found.place.row) == (1, 7)


def test_total_may_leave_out_void_documents(problems_of):
    columns = {"total_amount": [1, 2, 3, 4], "status": ["Open", "Void", "Open", None]}
    assert "stated_total_differs" not in problems_of(DataType.BILLS, columns, stated=(total(8),))
    assert "stated_total_differs" not in problems_of(DataType.BILLS, columns, stated=(total(10),))


def test_total_may_count_each_document_once(records_of):
    records = records_of(DataType.BILLS, {"total_amount": [5, 5, 2, 2]}, stated=(total(7),))
    assert [problem.code for problem in check_stated_totals(records)] == ["stated_total_differs"]
    assert check_stated_totals(records, records.frame.filter(records.frame["row"].is_in([2, 4]))) == []
