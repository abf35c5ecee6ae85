from datetime import date
from decimal import Decimal

JANUARY, FEBRUARY, MARCH = date(2024, 1, 10), date(2024, 2, 10), date(2024, 3, 10)


def allocated(resolved):
    return resolved.allocations.select("payment_key", "bill_key", "amount", "matched_by").rows()


def bills(**columns):
    count = len(columns["total_amount"])
    return {"supplier_name": ["Acme"] * count, "issue_date": [JANUARY] * count, **columns}


def payments(**columns):
    count = len(columns["amount"])
    return {"supplier_name": ["Acme"] * count, "payment_date": [FEBRUARY] * count, **columns}


def test_part_payments_of_one_bill(resolve_all):
    resolved = resolve_all(
        bills=bills(bill_number=["1"], total_amount=[100]),
        payments=payments(bill_number=["1", "1"], amount=[60, 40], payment_date=[FEBRUARY, MARCH]),
    )
    assert [row[2] for row in allocated(resolved)] == [Decimal(60), Decimal(40)]
    assert resolved.bills.select("amount_due", "status", "settled_on").row(0) == (Decimal(0), "Paid", MARCH)


def test_overpayment_stays_unallocated(resolve_all):
    resolved = resolve_all(
        bills=bills(bill_number=["1"], total_amount=[100]), payments=payments(bill_number=["1"], amount=[130])
    )
    assert [row[2] for row in allocated(resolved)] == [Decimal(100)]


def test_refunds_and_void_payments_settle_nothing(resolve_all):
    resolved = resolve_all(
        bills=bills(bill_number=["1", "2"], total_amount=[100, 50]),
        payments=payments(bill_number=["1", "2"], amount=[-100, 50], status=["Done", "Void"]),
    )
    assert allocated(resolved) == []
    assert resolved.payments["amount"].to_list() == [Decimal(-100), Decimal(50)]


def test_payment_that_states_a_bill_we_do_not_have_is_not_guessed(resolve_all):
    resolved = resolve_all(
        bills=bills(bill_number=["1", "2"], total_amount=[100, 50]),
        payments=payments(bill_number=["1", "77"], amount=[100, 50]),
    )
    assert [row[:2] for row in allocated(resolved)] == [("P0000001", "B0000001")]


def test_numbers_of_which_none_is_found_do_not_stop_matching_by_amount(resolve_all):
    resolved = resolve_all(
        bills=bills(bill_number=["1", "2"], total_amount=[100, 50]),
        payments=payments(bill_number=["v77", "v78"], amount=[50, 100]),
    )
    assert [row[:2] for row in allocated(resolved)] == [("P0000001", "B0000002"), ("P0000002", "B0000001")]


def test_bill_its_file_calls_unpaid_is_not_matched_by_amount(resolve_all):
    resolved = resolve_all(
        bills=bills(bill_number=["1"], total_amount=[100], amount_due=[100]), payments=payments(amount=[100])
    )
    assert allocated(resolved) == []


def test_part_paid_bill_is_matched_by_what_was_paid(resolve_all):
    resolved = resolve_all(
        bills=bills(bill_number=["1"], total_amount=[100], amount_paid=[40]), payments=payments(amount=[40])
    )
    assert [row[2] for row in allocated(resolved)] == [Decimal(40)]


def test_currencies_must_agree_and_none_means_the_companys_own(resolve_all):
    billed = bills(bill_number=["1", "2"], total_amount=[100, 50], currency=["EUR", "USD"])
    paid = payments(amount=[100, 50], currency=["USD", None])
    resolved = resolve_all("USD", bills=billed, payments=paid)
    assert [row[:2] for row in allocated(resolved)] == [("P0000002", "B0000002")]


def test_reference_with_the_bills_number_matches(resolve_all):
    resolved = resolve_all(
        bills=bills(bill_number=["INV-1", "INV-2"], total_amount=[100, 100]),
        payments=payments(reference=["INV-2"], amount=[100]),
    )
    assert allocated(resolved) == [("P0000001", "B0000002", Decimal(100), "number")]
