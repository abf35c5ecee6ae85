from decimal import Decimal

import polars as pl
import pytest

from ledgerlift.records import AMOUNT
from ledgerlift.resolve.totals import count_suppliers, tidy_decimal, total_amounts


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
