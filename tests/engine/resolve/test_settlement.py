from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from ledgerlift.records import AMOUNT, DataType
from ledgerlift.resolve.completion import complete_records
from ledgerlift.resolve.settlement import settle_bills

PAID_ON, LATER = date(2024, 2, 1), date(2024, 3, 1)
MATCHES = {"bill": pl.UInt32, "amount": AMOUNT, "allocated_on": pl.Date}
CREDIT = {"bill": pl.UInt32, "credit": AMOUNT}


def settle(records_of, columns, matches=(), credit=()):
    records = records_of(DataType.BILLS, {field: [value] for field, value in columns.items()})
    bills = complete_records(records.frame.with_row_index("record"), DataType.BILLS)
    credited = pl.DataFrame([(0, amount) for amount in credit], schema=CREDIT, orient="row")
    allocated = pl.DataFrame([(0, *match) for match in matches], schema=MATCHES, orient="row")
    bill = settle_bills(bills, allocated, credited).row(0, named=True)
    return bill["amount_due"], bill["status"], bill["settled_on"]


@pytest.mark.parametrize(
    ("columns", "due", "status"),
    [
        ({"total_amount": 100}, 100, "Open"),
        ({"total_amount": 100, "amount_due": 0}, 0, "Paid"),
        ({"total_amount": 100, "amount_due": 40}, 40, "PartiallyPaid"),
        ({"total_amount": 100, "amount_paid": 30}, 70, "PartiallyPaid"),
        ({"total_amount": 100, "amount_paid": 120}, -20, "Paid"),
        ({"total_amount": 100, "status": "Paid"}, 0, "Paid"),
        ({"total_amount": 100, "status": "Void"}, 0, "Void"),
        ({"total_amount": 100, "status": "Unknown"}, 100, "Open"),
        ({"total_amount": 100, "status": "Draft"}, 100, "Draft"),
        ({"total_amount": 100, "paid_date": PAID_ON}, 0, "Paid"),
        ({"total_amount": 100, "paid_date": PAID_ON, "status": "Open"}, 100, "Open"),
        ({"total_amount": 0}, 0, "Paid"),
    ],
)
def test_what_the_file_says_of_a_bill_decides(records_of, columns, due, status):
    assert settle(records_of, columns)[:2] == (Decimal(due), status)


def test_bill_without_any_amount_is_of_unknown_status(records_of):
    assert settle(records_of, {"bill_number": "1"}) == (None, "Unknown", None)


def test_payments_settle_what_the_file_leaves_open(records_of):
    assert settle(records_of, {"total_amount": 100}, [(60, PAID_ON)]) == (Decimal(40), "PartiallyPaid", None)
    paid = settle(records_of, {"total_amount": 100}, [(60, LATER), (40, PAID_ON)])
    assert paid == (Decimal(0), "Paid", LATER)


def test_credit_lowers_what_is_due_but_never_below_nil(records_of):
    assert settle(records_of, {"total_amount": 100}, credit=[30])[0] == 70
    assert settle(records_of, {"total_amount": 100}, credit=[130])[0] == 0


def test_day_of_the_last_payment_comes_before_the_files_own(records_of):
    columns = {"total_amount": 100, "paid_date": PAID_ON, "amount_due": 0}
    assert settle(records_of, columns, [(100, LATER)])[2] == LATER
    assert settle(records_of, columns, [(60, LATER)])[2] == PAID_ON
    assert settle(records_of, columns)[2] == PAID_ON


def test_open_and_void_bills_are_not_settled(records_of):
    assert settle(records_of, {"total_amount": 100, "amount_due": 5, "paid_date": PAID_ON})[2] is None
    assert settle(records_of, {"total_amount": 100, "status": "Void", "paid_date": PAID_ON})[2] is None
