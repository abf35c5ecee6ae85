from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.normalise import StatedAmount
from ledgerlift.records import DataType
from ledgerlift.resolve.lines import logical_records

BILLS, PAYMENTS, COSTS = DataType.BILLS, DataType.PAYMENTS, DataType.DIRECT_COSTS
DAY = date(2024, 3, 1)


def test_records_with_a_number_each_stay_as_they_are(logical_of):
    found = logical_of(BILLS, {"bill_number": ["1", "2"], "supplier_name": ["Acme", "Acme"], "total_amount": [10, 20]})
    assert found.layout == "flat"
    assert found.lines.is_empty()
    assert found.frame["line_count"].to_list() == [1, 1]
    assert found.totals == {"total_amount": Decimal("30.00")}


def test_layout_of_a_table_without_lines_is_kept(logical_of):
    found = logical_of(BILLS, {"supplier_name": ["Acme"], "total_amount": [10]}, layout="grouped")
    assert found.layout == "grouped"


def test_total_on_every_line_counts_once(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["1", "1", "2"],
            "supplier_name": ["Acme", "Acme", "Bolt"],
            "issue_date": [DAY] * 3,
            "total_amount": [30, 30, 5],
            "amount_due": [30, 30, 0],
            "line_amount": [10, 20, 5],
            "line_description": ["ink", "paper", "glue"],
        },
    )
    assert found.layout == "lines"
    assert found.frame["row"].to_list() == [2, 4]
    assert found.frame["line_count"].to_list() == [2, 1]
    expected = {"total_amount": "35.00", "amount_due": "30.00", "line_amount": "35.00"}
    assert {field: str(total) for field, total in found.totals.items()} == expected
    assert found.lines.select("record", "line_number", "line_amount", "line_description", "row").rows() == [
        (0, 1, Decimal(10), "ink", 2),
        (0, 2, Decimal(20), "paper", 3),
    ]
    assert "the total repeats while the lines have amounts of their own" in found.reasons


def test_total_on_equal_lines_counts_once_when_the_lines_make_it(logical_of):
    found = logical_of(
        BILLS,
        {"bill_number": ["1", "1"], "supplier_name": ["Acme"] * 2, "total_amount": [20, 20], "line_amount": [10, 10]},
    )
    assert found.totals == {"total_amount": Decimal("20.00"), "line_amount": Decimal("20.00")}


def test_total_on_the_first_line_only_is_the_bills_total(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["1", "1"],
            "supplier_name": ["Acme", "Acme"],
            "total_amount": [30, None],
            "line_amount": [10, 20],
        },
    )
    assert found.frame["total_amount"].to_list() == [Decimal(30)]


def test_lines_without_a_total_are_added(logical_of):
    found = logical_of(
        BILLS, {"bill_number": ["1", "1", "2"], "supplier_name": ["Acme"] * 3, "line_amount": [10, 20, 4]}
    )
    assert found.frame["line_amount"].to_list() == [Decimal(30), Decimal(4)]


def test_amounts_per_account_make_one_bill_and_the_same_sum(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["1", "1", "2"],
            "supplier_name": ["Acme", "Acme", "Bolt"],
            "issue_date": [DAY] * 3,
            "total_amount": [10, 20, 5],
            "gl_account": ["6000", "6100", "6000"],
        },
    )
    assert found.frame["total_amount"].to_list() == [Decimal(30), Decimal(5)]
    assert found.lines["line_amount"].to_list() == [Decimal(10), Decimal(20)]


def test_total_that_never_varies_in_several_documents_repeats(logical_of):
    numbers = ["1", "1", "2", "2", "3", "3"]
    found = logical_of(
        BILLS,
        {
            "bill_number": numbers,
            "supplier_name": ["Acme"] * 6,
            "total_amount": [10, 10, 20, 20, 30, 30],
            "line_description": list("abcdef"),
        },
    )
    assert found.totals == {"total_amount": Decimal("60.00")}


def test_two_documents_of_equal_lines_prove_no_repeated_total(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["1", "1", "2", "2"],
            "supplier_name": ["Acme"] * 4,
            "total_amount": [10, 10, 20, 20],
            "line_description": list("abcd"),
        },
    )
    assert found.totals == {"total_amount": Decimal("60.00")}


@pytest.mark.parametrize(("printed", "expected"), [("30", 30), ("-30", 30), ("30.001", 30), ("60", 60), ("7", 60)])
def test_printed_total_settles_what_few_documents_leave_open(logical_of, printed, expected):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["1", "1", "2", "2"],
            "supplier_name": ["Acme"] * 4,
            "total_amount": [10, 10, 20, 20],
            "line_description": list("abcd"),
        },
        stated=(StatedAmount("total_amount", Decimal(printed), 6, 2, 5),),
    )
    assert found.totals == {"total_amount": Decimal(expected)}


def test_number_that_many_suppliers_share_is_no_bills_number(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["run1", "run1", "run1", "run2", "run2"],
            "supplier_name": ["Acme", "Acme", "Bolt", "Acme", "Zed"],
            "line_amount": [1, 2, 3, 4, 5],
        },
    )
    assert found.frame.height == 5


def test_same_number_of_two_suppliers_is_two_bills(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["1", "1", "2", "2", "3", "4", "5", "6"],
            "supplier_name": ["Acme", "Bolt", "Acme", "Acme", "Acme", "Acme", "Acme", "Acme"],
            "line_amount": range(1, 9),
        },
    )
    assert found.frame["bill_number"].to_list() == ["1", "1", "2", "3", "4", "5", "6"]


def test_same_number_on_another_day_is_another_bill(logical_of):
    found = logical_of(
        BILLS,
        {
            "bill_number": ["rent", "rent"],
            "supplier_name": ["Acme", "Acme"],
            "issue_date": [DAY, date(2024, 4, 1)],
            "line_amount": [10, 20],
        },
    )
    assert found.frame.height == 2


def test_tax_repeats_when_total_less_lines_says_so(logical_of):
    columns = {
        "bill_number": ["1", "1"],
        "supplier_name": ["Acme"] * 2,
        "line_amount": [100, 100],
        "tax_amount": [20, 20],
    }
    repeated = logical_of(BILLS, {**columns, "total_amount": [220, 220]})
    per_line = logical_of(BILLS, {**columns, "total_amount": [240, 240]})
    assert repeated.totals["tax_amount"] == 20
    assert per_line.totals["tax_amount"] == 40


def test_payment_amount_repeated_over_its_allocations_counts_once(logical_of):
    found = logical_of(
        PAYMENTS,
        {
            "payment_id": ["p1", "p1", "p2"],
            "supplier_name": ["Acme", "Acme", "Bolt"],
            "payment_date": [DAY] * 3,
            "amount": [30, 30, 5],
            "bill_number": ["1", "2", "3"],
            "allocated_amount": [10, 20, 5],
        },
    )
    assert found.totals == {"amount": Decimal("35.00"), "allocated_amount": Decimal("35.00")}
    assert found.lines.select("bill_number", "allocated_amount").rows() == [("1", Decimal(10)), ("2", Decimal(20))]


def test_payment_rows_of_several_bills_are_one_payment_with_the_same_sum(logical_of):
    found = logical_of(
        PAYMENTS,
        {
            "payment_number": ["p1", "p1", "p2"],
            "supplier_name": ["Acme", "Acme", "Bolt"],
            "payment_date": [DAY] * 3,
            "amount": [10, 20, 5],
            "bill_number": ["1", "2", "3"],
        },
    )
    assert found.frame["amount"].to_list() == [Decimal(30), Decimal(5)]
    assert found.lines["allocated_amount"].to_list() == [Decimal(10), Decimal(20)]


def test_spending_list_without_bills_keeps_its_rows(logical_of):
    found = logical_of(
        PAYMENTS,
        {
            "payment_number": ["t1", "t1", "t2"],
            "supplier_name": ["Acme", "Acme", "Bolt"],
            "payment_date": [DAY] * 3,
            "amount": [10, 20, 5],
            "note": ["a", "b", "c"],
        },
    )
    assert found.frame.height == 3


def test_direct_costs_join_only_where_their_total_repeats(logical_of):
    numbers = ["1", "1", "2", "2", "3", "3"]
    shared = {"expense_id": numbers, "supplier_name": ["Acme"] * 6, "gl_account": list("abcdef")}
    repeated = logical_of(COSTS, {**shared, "total_amount": [10, 10, 20, 20, 30, 30]})
    separate = logical_of(COSTS, {**shared, "total_amount": [1, 2, 3, 4, 5, 6]})
    assert (repeated.frame.height, repeated.totals["total_amount"]) == (3, 60)
    assert (separate.frame.height, separate.totals["total_amount"]) == (6, 21)


bill_lines = st.lists(
    st.tuples(st.sampled_from(["Acme", "Bolt", "Zed"]), st.lists(st.integers(1, 10_000), min_size=1, max_size=4)),
    min_size=1,
    max_size=8,
)


def bill_rows(bills, *, total_on_every_line):
    rows = []
    for number, (supplier, lines) in enumerate(bills):
        total = Decimal(sum(lines)) / 100
        rows += [
            (
                f"n{number}",
                supplier,
                total if total_on_every_line or not i else None,
                Decimal(line) / 100,
                f"{number}.{i}",
            )
            for i, line in enumerate(lines)
        ]
    fields = ("bill_number", "supplier_name", "total_amount", "line_amount", "line_description")
    return dict(zip(fields, zip(*rows, strict=True), strict=True))


@given(bills=bill_lines)
@settings(max_examples=40, deadline=None)
def test_splitting_bills_into_lines_changes_no_total(logical_of, bills):
    whole = logical_of(BILLS, bill_rows([(who, [sum(lines)]) for who, lines in bills], total_on_every_line=True))
    for every_line in (True, False):
        split = logical_of(BILLS, bill_rows(bills, total_on_every_line=every_line))
        assert split.totals == whole.totals
        assert split.frame.height == len(bills)
        assert split.supplier_count == whole.supplier_count


@given(bills=bill_lines, order=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_rows_changes_no_total(records_of, bills, order):
    records = records_of(BILLS, bill_rows(bills, total_on_every_line=True))
    mixed = list(range(records.frame.height))
    order.shuffle(mixed)
    shuffled = logical_records(records.with_frame(records.frame[mixed]))
    straight = logical_records(records)
    assert shuffled.totals == straight.totals
    key = ["supplier_name", "bill_number"]
    assert shuffled.frame.sort(key)["total_amount"].equals(straight.frame.sort(key)["total_amount"])


def test_suppliers_are_records_row_by_row(logical_of):
    found = logical_of(DataType.SUPPLIERS, {"supplier_id": ["1", "1"], "supplier_name": ["Acme", "ACME"]})
    assert (found.frame.height, found.totals, found.supplier_count) == (2, {}, 1)
    assert found.frame.schema["line_count"] == pl.UInt32
