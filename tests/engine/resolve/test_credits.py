from decimal import Decimal


def test_credit_note_with_the_bills_number_lowers_what_is_due(resolve_all):
    resolved = resolve_all(
        bills={"supplier_name": ["Acme"] * 3, "bill_number": ["1", "1", "2"], "total_amount": [100, -30, 50]}
    )
    assert resolved.bills["amount_due"].to_list() == [Decimal(70), Decimal(50)]
    assert resolved.credit_notes["total_amount"].to_list() == [Decimal(-30)]


def test_credit_note_of_its_own_number_lowers_no_bill(resolve_all):
    resolved = resolve_all(
        bills={"supplier_name": ["Acme"] * 2, "bill_number": ["1", "CN1"], "total_amount": [100, -30]}
    )
    assert resolved.bills["amount_due"].to_list() == [Decimal(100)]


def test_amount_due_that_the_file_states_is_kept(resolve_all):
    resolved = resolve_all(
        bills={
            "supplier_name": ["Acme"] * 2,
            "bill_number": ["1", "1"],
            "total_amount": [100, -30],
            "amount_due": [100, -30],
        }
    )
    assert resolved.bills["amount_due"].to_list() == [Decimal(100)]
