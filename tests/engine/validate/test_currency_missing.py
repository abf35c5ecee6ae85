from ledgerlift.records import DataType


def test_rows_without_a_currency_among_several_are_told(problems_of):
    assert problems_of(DataType.BILLS, {"currency": ["USD", "EUR", None]})["currency_missing"].count == 1


def test_one_currency_speaks_for_the_rows_without(problems_of):
    assert "currency_missing" not in problems_of(DataType.BILLS, {"currency": ["USD", None]})
