from datetime import date
from decimal import Decimal

import pytest

from ledgerlift.records import DataType
from ledgerlift.resolve.completion import complete_records


@pytest.mark.parametrize(
    ("given", "total", "subtotal", "tax"),
    [
        ({"total_amount": 120, "tax_amount": 20}, 120, 100, 20),
        ({"total_amount": 120, "subtotal": 100}, 120, 100, 20),
        ({"total_amount": 120}, 120, 120, 0),
        ({"subtotal": 100, "tax_amount": 20}, 120, 100, 20),
        ({"subtotal": 100}, 100, 100, 0),
        ({"line_amount": 100, "tax_amount": 20}, 120, 100, 20),
        ({"amount_due": 30, "amount_paid": 70}, 100, 100, 0),
        ({"amount_due": 30}, 30, 30, 0),
        ({"amount_paid": 70}, 70, 70, 0),
        ({"bill_number": "1"}, None, None, None),
    ],
)
def test_bill_is_completed_from_the_amounts_it_has(records_of, given, total, subtotal, tax):
    frame = records_of(DataType.BILLS, {field: [value] for field, value in given.items()}).frame
    bill = complete_records(frame, DataType.BILLS).row(0, named=True)
    expected = [None if amount is None else Decimal(amount) for amount in (total, subtotal, tax)]
    assert [bill["total_amount"], bill["subtotal"], bill["tax_amount"]] == expected


def test_bill_without_an_issue_date_was_issued_when_posted(records_of):
    frame = records_of(DataType.BILLS, {"posting_date": [date(2024, 1, 5)], "total_amount": [1]}).frame
    assert complete_records(frame, DataType.BILLS)["issue_date"].to_list() == [date(2024, 1, 5)]


def test_payment_is_worth_what_is_allocated_of_it(records_of):
    frame = records_of(DataType.PAYMENTS, {"amount": [10, None], "allocated_amount": [4, 5]}).frame
    assert complete_records(frame, DataType.PAYMENTS)["amount"].to_list() == [Decimal(10), Decimal(5)]


def test_direct_cost_is_completed_from_its_net_amount(records_of):
    frame = records_of(DataType.DIRECT_COSTS, {"subtotal": [10], "tax_amount": [2]}).frame
    assert complete_records(frame, DataType.DIRECT_COSTS)["total_amount"].to_list() == [Decimal(12)]
