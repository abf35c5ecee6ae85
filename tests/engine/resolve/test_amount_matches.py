from datetime import date

import polars as pl

from ledgerlift.records import AMOUNT
from ledgerlift.resolve.amount_matches import match_amounts

PAYMENTS = {"payment": pl.UInt32, "supplier": pl.UInt32, "currency": pl.String, "amount": AMOUNT, "paid_on": pl.Date}
BILLS = {
    "bill": pl.UInt32, "supplier": pl.UInt32, "currency": pl.String, "amount": AMOUNT, "issue_date": pl.Date,
    "due_date": pl.Date, "paid_date": pl.Date,
}  # fmt: skip


def day(month, number=1):
    return date(2024, month, number)


def match(payments, bills):
    """Match payments (supplier, amount, paid on) with bills (supplier, amount, issued, due, paid)."""
    made = [(i, supplier, "USD", amount, paid) for i, (supplier, amount, paid) in enumerate(payments)]
    billed = [
        (i, supplier, "USD", amount, *dates, *[None] * (3 - len(dates)))
        for i, (supplier, amount, *dates) in enumerate(bills)
    ]
    found = match_amounts(
        pl.DataFrame(made, schema=PAYMENTS, orient="row"), pl.DataFrame(billed, schema=BILLS, orient="row")
    )
    return found.select("payment", "bill", "matched_by").sort("payment", "bill").rows()


def test_only_bill_of_the_amount_is_paid():
    assert match([(0, 10, day(2))], [(0, 10, day(1)), (0, 11, day(1))]) == [(0, 0, "amount_and_date")]


def test_other_supplier_or_amount_or_time_is_no_match():
    bills = [(1, 10, day(1)), (0, 9, day(1)), (0, 10, date(2023, 1, 1)), (0, 10, date(2024, 6, 1))]
    assert match([(0, 10, day(2))], bills) == []


def test_two_bills_that_fit_equally_are_no_match():
    assert match([(0, 10, day(2))], [(0, 10, day(1)), (0, 10, day(1, 15))]) == []


def test_two_payments_that_fit_one_bill_are_no_match():
    assert match([(0, 10, day(2)), (0, 10, day(3))], [(0, 10, day(1))]) == []


def test_paid_date_tells_equal_bills_apart():
    bills = [(0, 10, day(1), None, day(2)), (0, 10, day(1), None, day(3))]
    assert match([(0, 10, day(3)), (0, 10, day(2))], bills) == [(0, 1, "amount_and_date"), (1, 0, "amount_and_date")]


def test_bills_paid_on_one_day_make_up_its_payment():
    bills = [(0, 10, day(1), None, day(2)), (0, 10, day(1), None, day(2)), (0, 5, day(1), None, day(3))]
    assert match([(0, 20, day(2))], bills) == [(0, 0, "amount_and_date"), (0, 1, "amount_and_date")]


def test_only_payment_that_equals_all_open_bills_pays_them():
    bills = [(0, 10, day(1)), (0, 15, day(1)), (0, 99, day(5))]
    assert match([(0, 25, day(2))], bills) == [(0, 0, "supplier"), (0, 1, "supplier")]


def test_payment_after_the_due_date_still_fits():
    assert match([(0, 10, day(9)), (0, 7, day(2))], [(0, 10, day(1), day(7))]) == [(0, 0, "amount_and_date")]


def test_payments_without_supplier_or_date_are_left_alone():
    assert match([(None, 10, day(2)), (0, 10, None)], [(0, 10, day(1)), (None, 10, day(1))]) == []


def test_many_equal_amounts_stay_unmatched_at_no_cost():
    payments = [(0, 10, day(2))] * 400
    assert match(payments, [(0, 10, day(1))] * 400) == []
