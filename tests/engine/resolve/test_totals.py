from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from ledgerlift.records import AMOUNT, DataType
from ledgerlift.resolve.totals import count_suppliers, tidy_decimal, total_amounts

BILLS, PAYMENTS = DataType.BILLS, DataType.PAYMENTS
DAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("12.500000", "12.50"),
        ("0.000000", "0.00"),
        ("1000.000000", "1000.00"),
        ("-0.125000", "-0.125"),
        ("12345678901234567890123456789.120000", "12345678901234567890123456789.12"),
    ],
)
def test_sums_are_written_with_their_cents(amount, written):
    assert str(tidy_decimal(Decimal(amount))) == written


def test_sum_of_huge_amounts_is_exact():
    frame = pl.DataFrame({"total_amount": [Decimal("99999999999999999999.99")] * 1000}, schema={"total_amount": AMOUNT})
    assert str(total_amounts(frame, ["total_amount"])["total_amount"]) == "99999999999999999999990.00"


def test_field_without_amounts_has_no_total():
    frame = pl.DataFrame({"total_amount": [None]}, schema={"total_amount": AMOUNT})
    assert total_amounts(frame, ["total_amount"]) == {}


def test_suppliers_are_counted_by_name_then_id():
    frame = pl.DataFrame({"supplier_name": ["Acme ", "ACME", "a  b", "A B", None, None], "supplier_id": list("123456")})
    assert count_suppliers(frame) == 4
    assert count_suppliers(frame.drop("supplier_name")) == 6
    assert count_suppliers(frame.select(pl.lit(1))) == 0


def test_void_documents_and_their_reversals_are_left_out_of_totals(logical_of):
    found = logical_of(
        PAYMENTS,
        {
            "payment_number": ["1", "1", "2"],
            "supplier_name": ["Acme"] * 3,
            "amount": [100, -100, 7],
            "status": ["Void", "Done", "Done"],
        },
    )
    assert found.totals == {"amount": Decimal("7.00")}
    assert found.frame.height == 3


def test_totals_by_currency_come_when_there_are_several(logical_of):
    found = logical_of(
        BILLS, {"supplier_name": list("abc"), "currency": ["USD", "EUR", None], "total_amount": [1, 2, 4]}
    )
    assert found.totals == {"total_amount": Decimal("7.00")}
    assert {code: str(totals["total_amount"]) for code, totals in found.totals_by_currency.items()} == {
        "EUR": "2.00",
        "USD": "1.00",
        "XXX": "4.00",
    }
