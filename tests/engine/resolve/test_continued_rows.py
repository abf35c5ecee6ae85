"""Rows that continue the record above them."""

from datetime import date
from decimal import Decimal

from ledgerlift.records import DataType

BILLS, PAYMENTS, COSTS = DataType.BILLS, DataType.PAYMENTS, DataType.DIRECT_COSTS
DAY = date(2024, 3, 1)


def test_rows_below_a_filled_in_row_continue_it(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["1", None, None, "2"],
            "supplier_name": ["Acme", None, None, "Bolt"],
            "issue_date": [DAY, None, None, DAY],
            "total_amount": [60, None, None, 5],
            "line_amount": [10, 20, 30, 5],
        },
    )
    assert found.frame["bill_number"].to_list() == ["1", "2"]
    assert found.frame["line_count"].to_list() == [3, 1]
    assert found.totals == {"total_amount": Decimal("65.00"), "line_amount": Decimal("65.00")}


def test_one_row_without_a_number_is_no_continuation(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["1", None, "2"],
            "supplier_name": ["Acme", "Zed", "Bolt"],
            "issue_date": [DAY] * 3,
            "line_amount": [10, 20, 5],
        },
    )
    assert found.frame.height == 3


def test_repetitions_without_a_sign_of_lines_stay_rows(logical_of):
    found = logical_of(
        BILLS,
        {"bill_number": ["1", "1"], "supplier_name": ["Acme"] * 2, "total_amount": [10, 20], "issue_date": [DAY] * 2},
    )
    assert found.frame.height == 2


def test_amounts_on_the_lines_alone_are_the_document_s(logical_of):
    found = logical_of(
        PAYMENTS,
        {
            "payment_number": ["1", None, None, "2", None],
            "supplier_name": ["Acme", None, None, "Bolt", None],
            "payment_date": [DAY, None, None, DAY, None],
            "bill_number": [None, "A", "B", None, "C"],
            "amount": [None, 30, 20, None, 7],
        },
    )
    assert found.frame.select("supplier_name", "amount").rows() == [("Acme", Decimal(50)), ("Bolt", Decimal(7))]


def test_first_row_that_states_the_sum_of_its_lines_counts_alone(logical_of):
    found = logical_of(
        PAYMENTS,
        {
            "payment_number": ["1", None, None, "2", None],
            "supplier_name": ["Acme", None, None, "Bolt", None],
            "payment_date": [DAY, None, None, DAY, None],
            "note": [None, "ink", "paper", None, "glue"],
            "amount": [50, -30, -20, 7, -7],
        },
    )
    assert found.frame.select("supplier_name", "amount").rows() == [("Acme", Decimal(50)), ("Bolt", Decimal(7))]
    assert found.frame["line_count"].to_list() == [3, 2]


def test_rows_without_a_name_stay_records_where_no_first_row_adds_up(logical_of):
    found = logical_of(
        PAYMENTS,
        {
            "payment_number": ["1", None, "2", None],
            "supplier_name": ["Acme", None, "Bolt", None],
            "payment_date": [DAY, None, DAY, None],
            "amount": [50, 30, 7, 9],
        },
    )
    assert found.frame.height == 4
