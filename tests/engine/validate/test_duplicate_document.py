from datetime import date

from ledgerlift.records import DataType

DAY = date(2024, 1, 5)


def bills(count, **columns):
    """Give bills that all differ, with the last two rows changed to the given values."""
    base = {
        "bill_number": [f"n{number}" for number in range(count)],
        "supplier_name": ["A"] * count,
        "issue_date": [DAY] * count,
        "total_amount": list(range(1, count + 1)),
    }
    return {field: [*base.get(field, [None] * count)[: count - 2], *columns[field]] if field in columns else cells
            for field, cells in {**base, **columns}.items()}  # fmt: skip


def test_same_document_twice_is_told(problems_of):
    problem = problems_of(DataType.BILLS, bills(6, bill_number=["x", "x"], total_amount=[9, 9]))["duplicate_document"]
    assert (problem.count, problem.found, problem.place.row) == (1, "x", 7)


def test_other_amount_or_supplier_is_another_document(problems_of):
    assert "duplicate_document" not in problems_of(DataType.BILLS, bills(60, bill_number=["x", "x"]))
    columns = bills(6, bill_number=["x", "x"], total_amount=[9, 9], supplier_name=["A", "B"])
    assert "duplicate_document" not in problems_of(DataType.BILLS, columns)


def test_other_line_of_a_bill_is_no_repetition(problems_of):
    columns = bills(60, bill_number=["x", "x"], total_amount=[9, 9], line_description=["ink", "paper"])
    assert "duplicate_document" not in problems_of(DataType.BILLS, columns)


def test_number_of_a_run_proves_no_repetition(problems_of):
    columns = {"payment_number": ["r1"] * 8, "supplier_name": ["A"] * 8, "amount": [1, 2, 3, 4, 5, 6, 7, 7]}
    assert "duplicate_document" not in problems_of(DataType.PAYMENTS, columns)


def test_payments_of_two_bills_are_two(problems_of):
    columns = {"payment_number": ["p", "p"], "amount": [5, 5], "bill_number": ["1", "2"], "supplier_name": ["A", "A"]}
    assert "duplicate_document" not in problems_of(DataType.PAYMENTS, columns)
