from datetime import date
from decimal import Decimal

from ledgerlift.normalise import StatedAmount
from ledgerlift.problems import Place
from ledgerlift.records import DataType
from ledgerlift.resolve import logical_records
from ledgerlift.validate import validate

YEAR = {"issue_date": [date(2024, 1, 5), date(2024, 12, 5)]}


def test_sound_records_have_no_problems(problems_of):
    columns = {"bill_number": ["1", "2"], "supplier_name": ["A", "B"], **YEAR, "total_amount": [1, 2]}
    assert problems_of(DataType.BILLS, columns) == {}


def test_empty_table_has_no_problems(problems_of):
    assert problems_of(DataType.BILLS, {"supplier_name": [], "issue_date": [], "total_amount": []}) == {}
    assert problems_of(DataType.SUPPLIERS, {"supplier_name": []}) == {}


def test_each_problem_comes_once_with_its_first_place_and_count(records_of):
    records = records_of(
        DataType.BILLS,
        {
            "supplier_name": ["A", None, None],
            "issue_date": [date(2024, 1, 5), date(2024, 6, 5), date(2024, 12, 5)],
            "due_date": [date(2024, 1, 4), date(2024, 7, 5), date(2024, 12, 4)],
            "total_amount": [1, None, 3],
        },
    )
    found = [(problem.code, problem.place, problem.found, problem.count) for problem in validate(records)]
    assert found == [
        ("supplier_missing", Place("file.csv", None, 3, 1), None, 2),
        ("amount_missing", Place("file.csv", None, 3, 4), None, 1),
        ("due_before_issued", Place("file.csv", None, 2, 3), "2024-01-04", 2),
    ]


def test_lines_of_one_bill_lack_nothing_once_they_are_joined(records_of):
    records = records_of(
        DataType.BILLS,
        {
            "bill_number": ["1", None, "2"],
            "supplier_name": ["A", None, "B"],
            "issue_date": [date(2024, 1, 5), None, date(2024, 12, 5)],
            "total_amount": [30, None, 5],
            "line_amount": [10, 20, 5],
        },
        stated=(StatedAmount("total_amount", Decimal(35), 6, 2, 4),),
    )
    logical = logical_records(records)
    assert [problem.code for problem in validate(records)] == ["supplier_missing", "date_missing"]
    assert validate(records, logical.frame) == []
