from ledgerlift.records import DataType


def test_supplier_needs_an_id_or_a_name(problems_of):
    found = problems_of(DataType.BILLS, {"supplier_id": ["1", None, None], "supplier_name": [None, "B", None]})
    assert (found["supplier_missing"].count, found["supplier_missing"].place.row) == (1, 4)


def test_any_amount_of_a_bill_is_an_amount(problems_of):
    found = problems_of(DataType.BILLS, {"total_amount": [None, None], "amount_due": [5, None]})
    assert found["amount_missing"].count == 1


def test_columns_nobody_mapped_are_not_missed_row_by_row(problems_of):
    assert problems_of(DataType.PAYMENTS, {"supplier_name": ["A"]}) == {}
    assert problems_of(DataType.DIRECT_COSTS, {"note": ["A"]}) == {}
