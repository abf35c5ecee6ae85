"""What a report cannot do without is asked for, or the file is refused; it is never left out in silence."""

import pytest

from ledgerlift.pipeline import Answer, inspect
from ledgerlift.records import DataType

WITHOUT_SUPPLIER = """Invoice Number,Invoice Date,Due Date,Amount,Status
1001,2025-01-05,2025-02-04,120.50,Paid
1002,2025-01-19,2025-02-18,88.00,Open
1003,2025-02-02,2025-03-04,1000.00,Open
"""
WITHOUT_AMOUNT = """Vendor,Invoice Number,Invoice Date,Due Date,Status
Acme Ltd,1001,2025-01-05,2025-02-04,Paid
Beta Inc,1002,2025-01-19,2025-02-18,Open
Acme Ltd,1003,2025-02-02,2025-03-04,Open
"""
SUMMARY = """Vendor,Total Purchases YTD,Balance
Acme Ltd,12000.10,500.00
Beta Inc,430.00,0.00
Zeta LLC,99.99,99.99
"""
ODDLY_NAMED = WITHOUT_SUPPLIER.replace("Status", "Status,Who it is from").replace("Paid", "Paid,Orchard House")
ODDLY_NAMED = ODDLY_NAMED.replace("Open", "Open,Quill and Sons")


@pytest.fixture
def bills(tmp_path):
    def look(text, *answers):
        path = tmp_path / "bills.csv"
        path.write_text(text)
        return inspect(path, as_type=DataType.BILLS, answers=answers)

    return look


def test_bills_of_nobody_are_refused(bills):
    found = bills(WITHOUT_SUPPLIER)
    assert (found.outcome, found.tables) == ("rejected", ())
    assert [(problem.code, problem.field) for problem in found.problems][-1] == ("columns_missing", "supplier_name")


def test_what_each_supplier_was_paid_in_a_year_is_no_list_of_bills(bills):
    found = bills(SUMMARY)
    assert found.outcome == "rejected"
    assert [(problem.code, problem.field) for problem in found.problems][-1] == ("columns_missing", "issue_date")


def test_bills_without_an_amount_are_refused(bills):
    found = bills(WITHOUT_AMOUNT)
    assert found.outcome == "rejected"
    assert [(problem.code, problem.field) for problem in found.problems][-1] == ("columns_missing", "total_amount")


def test_column_that_could_be_it_is_asked_for_and_taken(bills):
    found = bills(ODDLY_NAMED)
    assert found.outcome == "needs_answer"
    (question,) = found.questions
    assert (question.kind, question.field) == ("missing", "supplier_name")
    assert "6" in question.choices
    answered = bills(ODDLY_NAMED, Answer("supplier_name", "6"))
    assert answered.outcome == "ready"
    assert answered.tables[0].logical.frame["supplier_name"].to_list()[0] == "Orchard House"
