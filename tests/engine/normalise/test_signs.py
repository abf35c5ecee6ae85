from decimal import Decimal

import polars as pl
import pytest

from ledgerlift.normalise.signs import settle_signs
from ledgerlift.records import AMOUNT


def settle(**columns):
    types = {name: AMOUNT for name in columns if name != "document_type"}
    frame = pl.DataFrame(columns, schema_overrides=types)
    settled = settle_signs(frame, list(types))
    return {name: [None if cell is None else int(cell) for cell in settled[name]] for name in types}


def test_ordinary_signs_stay():
    assert settle(total_amount=[10, 20, -5]) == {"total_amount": [10, 20, -5]}


def test_debts_written_negative_are_turned():
    assert settle(total_amount=[-10, -20, 5]) == {"total_amount": [10, 20, -5]}


def test_few_bills_among_credit_notes_are_not_turned():
    assert settle(total_amount=[100, -20, -30]) == {"total_amount": [100, -20, -30]}


def test_other_amounts_follow_the_main_one():
    found = settle(total_amount=[10, 20, -5], amount_paid=[-10, -5, 5], amount_due=[0, 15, 0], tax_amount=[1, None, -1])
    assert found["amount_paid"] == [10, 5, -5]
    assert found["amount_due"] == [0, 15, 0]
    assert found["tax_amount"] == [1, None, -1]


def test_amounts_beside_a_turned_total_follow_it():
    found = settle(total_amount=[-10, -20], amount_due=[-10, 0], amount_paid=[0, 20])
    assert found == {"total_amount": [10, 20], "amount_due": [10, 0], "amount_paid": [0, 20]}


@pytest.mark.parametrize("written", [5, -5])
def test_credit_notes_come_out_negative_however_written(written):
    found = settle(total_amount=[10, 20, written], document_type=["bill", "bill", "credit_note"])
    assert found == {"total_amount": [10, 20, -5]}


@pytest.mark.parametrize("sign", [1, -1])
def test_payments_among_bills_come_out_positive(sign):
    found = settle(
        total_amount=[-10 * sign, -20 * sign, 30 * sign, 4],
        document_type=["bill", None, "payment", "refund"],
    )
    assert found == {"total_amount": [10, 20, 30, -4]}


def test_amount_beside_an_empty_main_one_has_the_sign_of_its_kind():
    found = settle(
        total_amount=[10, 20, None],
        line_amount=[-10, -20, 5],
        document_type=["bill", "bill", "credit_note"],
    )
    assert found == {"total_amount": [10, 20, None], "line_amount": [10, 20, -5]}


def test_reversal_among_credit_notes_keeps_its_opposite_sign():
    kinds = ["credit_note"] * 3
    assert settle(total_amount=[10, 20, -5], document_type=kinds) == {"total_amount": [-10, -20, 5]}


def test_tables_without_amounts_stay():
    frame = pl.DataFrame({"supplier_name": ["A"]})
    assert settle_signs(frame, []).equals(frame)


def test_sums_stay_exact():
    frame = pl.DataFrame({"total_amount": [Decimal("-0.1")] * 3}, schema={"total_amount": AMOUNT})
    assert settle_signs(frame, ["total_amount"])["total_amount"].sum() == Decimal("0.3")
