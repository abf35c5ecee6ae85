from datetime import date

DAY = date(2024, 1, 10)


def test_terms_of_the_bill_then_of_the_supplier_give_the_due_date(resolve_all):
    resolved = resolve_all(
        suppliers={"supplier_name": ["Acme", "Bolt"], "payment_terms": ["Net 60", "whenever"]},
        bills={
            "supplier_name": ["Acme", "Acme", "Acme", "Bolt"],
            "issue_date": [DAY] * 4,
            "due_date": [date(2024, 1, 11), None, None, None],
            "payment_terms": ["Net 30", "Net 30", None, None],
            "total_amount": [1, 2, 3, 4],
        },
    )
    assert resolved.bills["due_date"].to_list() == [date(2024, 1, 11), date(2024, 2, 9), date(2024, 3, 10), None]
    assert resolved.bills["due_day"].null_count() == 1
    (problem,) = resolved.problems
    assert (problem.code, problem.count, problem.place.row) == ("due_date_from_terms", 2, 3)
    assert problem.sentence("en") != problem.sentence("fr")


def test_bills_without_terms_have_no_due_date(resolve_all):
    resolved = resolve_all(bills={"supplier_name": ["Acme"], "issue_date": [DAY], "total_amount": [1]})
    assert "due_date" not in resolved.bills
    assert resolved.problems == ()


def test_bill_without_a_supplier_has_no_suppliers_terms(resolve_all):
    resolved = resolve_all(
        suppliers={"supplier_name": ["Acme"], "payment_terms": ["Net 60"]},
        bills={"supplier_name": [None], "issue_date": [DAY], "total_amount": [1]},
    )
    assert resolved.bills["due_date"].to_list() == [None]
