import pytest

from ledgerlift.records import DataType


@pytest.mark.parametrize(
    ("data_type", "amount", "code"),
    [
        (DataType.BILLS, "total_amount", "bill_negative"),
        (DataType.PAYMENTS, "amount", "payment_negative"),
        (DataType.DIRECT_COSTS, "total_amount", "direct_cost_negative"),
    ],
)
def test_negative_amounts_are_told(problems_of, data_type, amount, code):
    problem = problems_of(data_type, {amount: [5, -7.5, 0]})[code]
    assert (problem.count, problem.found, problem.severity) == (1, "-7.50", "note")


def test_credit_notes_are_expected_to_be_negative(problems_of):
    columns = {"total_amount": [5, -7], "document_type": ["bill", "credit_note"]}
    assert "bill_negative" not in problems_of(DataType.BILLS, columns)
