from ledgerlift.records import DataType


def parts(*totals):
    return {"subtotal": [100] * len(totals), "tax_amount": [20] * len(totals), "total_amount": totals}


def test_total_that_is_not_net_and_tax_is_told(problems_of):
    problem = problems_of(DataType.BILLS, parts(*[120] * 9, 150))["total_not_net_plus_tax"]
    assert (problem.count, problem.place.row, problem.found) == (1, 11, "150.00")


def test_rounding_is_no_difference(problems_of):
    assert "total_not_net_plus_tax" not in problems_of(DataType.BILLS, parts(*[120] * 9, 120.01))


def test_relation_that_mostly_fails_is_none(problems_of):
    assert "total_not_net_plus_tax" not in problems_of(DataType.BILLS, parts(*[150] * 9, 120))


def test_total_that_is_not_paid_and_due_is_told(problems_of):
    columns = {"total_amount": [10] * 10, "amount_paid": [4] * 10, "amount_due": [6] * 9 + [7]}
    assert problems_of(DataType.BILLS, columns)["total_not_paid_plus_due"].count == 1


def test_nothing_is_paid_or_due_of_what_is_void(problems_of):
    columns = {"total_amount": [10] * 10, "amount_paid": [4] * 9 + [0], "amount_due": [6] * 9 + [0]}
    statuses = ["Paid"] * 9 + ["Void"]
    assert "total_not_paid_plus_due" in problems_of(DataType.BILLS, columns)
    assert "total_not_paid_plus_due" not in problems_of(DataType.BILLS, {**columns, "status": statuses})
