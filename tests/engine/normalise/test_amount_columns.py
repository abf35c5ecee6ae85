from decimal import Decimal

import pytest

from ledgerlift.records import DataType

AMOUNTS = {"V": ("supplier_name", ["A", "B", "C"])}


@pytest.mark.parametrize(
    ("out", "into"), [("Credit", "Debit"), ("Haben", "Soll"), ("Paid Out", "Paid In"), ("Crédit", "Débit")]
)
def test_pair_of_columns_gives_credits_less_debits(normalise, out, into):
    pair = {into: ("total_amount", [None, "5.00", None]), out: ("total_amount", ["20.00", "0.00", None])}
    frame = normalise(DataType.BILLS, {**AMOUNTS, **pair}).frame
    assert frame["total_amount"].to_list() == [Decimal(20), Decimal(-5), None]


def test_pair_that_is_no_pair_of_sides_fills_gaps(normalise):
    pair = {"Gross": ("total_amount", ["20.00", None, None]), "Total": ("total_amount", ["30.00", "5.00", None])}
    frame = normalise(DataType.BILLS, {**AMOUNTS, **pair}).frame
    assert frame["total_amount"].to_list() == [Decimal(20), Decimal(5), None]
