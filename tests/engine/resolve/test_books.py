from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.records import SNAPSHOT, DataType
from ledgerlift.resolve import logical_records, resolve

DAY = date(2024, 1, 1)


def test_no_files_give_empty_books():
    resolved = resolve([])
    assert resolved.base_currency is None
    assert all(getattr(resolved, name).is_empty() for name in SNAPSHOT if name != "problems")


def test_frames_have_the_snapshots_columns_and_types(resolve_all):
    resolved = resolve_all(
        suppliers={"supplier_id": ["1"], "supplier_name": ["Acme"]},
        bills={
            "bill_number": ["1", "1"],
            "supplier_id": ["1", "1"],
            "issue_date": [DAY, DAY],
            "line_amount": [1, 2],
            "description": ["ink", "paper"],
        },
        payments={"supplier_id": ["1"], "amount": [3], "payment_date": [DAY]},
        direct_costs={"supplier_name": ["Bolt"], "total_amount": [4], "date": [DAY]},
    )
    for field in fields(resolved):
        frame = getattr(resolved, field.name)
        if isinstance(frame, pl.DataFrame):
            expected = {name: type_ for name, type_ in SNAPSHOT[field.name].items() if name in frame.columns}
            assert dict(frame.schema) == expected
            assert frame.columns == list(expected)
    assert resolved.suppliers.select("supplier_key", "origin").rows() == [
        ("S0000001", "suppliers"),
        ("S0000002", "direct_costs"),
    ]
    assert resolved.bill_lines.select("bill_key", "line_number", "line_amount", "line_description").rows() == [
        ("B0000001", 1, Decimal(1), "ink"),
        ("B0000001", 2, Decimal(2), "paper"),
    ]
    assert resolved.allocations["matched_by"].to_list() == ["amount_and_date"]


def test_base_currency_is_the_commonest_unless_given(resolve_all):
    bills = {"supplier_name": list("abc"), "total_amount": [1, 2, 3], "currency": ["USD", "EUR", "EUR"]}
    assert resolve_all(bills=bills).base_currency == "EUR"
    assert resolve_all("GBP", bills=bills).base_currency == "GBP"
    assert resolve_all(bills={**bills, "currency": ["USD", "EUR", None]}).base_currency == "EUR"


def test_reversed_bill_is_set_aside_with_all_its_rows(resolve_all):
    resolved = resolve_all(
        bills={
            "bill_id": ["a", "a", "b", "c"],
            "bill_number": ["1", "1", "1", "2"],
            "supplier_name": ["Acme"] * 4,
            "issue_date": [DAY] * 4,
            "total_amount": [30, 30, -30, 7],
            "line_amount": [10, 20, -30, 7],
        }
    )
    assert resolved.bills["bill_key"].to_list() == ["B0000003"]
    assert sorted(resolved.set_aside.select("row", "reason", "amount").rows()) == [
        (2, "void_pair", Decimal(30)),
        (3, "void_pair", None),
        (4, "void_pair", Decimal(-30)),
    ]


def test_bill_in_two_files_counts_once(records_of):
    january = records_of(
        DataType.BILLS, {"supplier_name": ["A"], "bill_number": ["1"], "total_amount": [5]}, file="1.csv"
    )
    both = records_of(
        DataType.BILLS, {"supplier_name": ["A", "A"], "bill_number": ["1", "2"], "total_amount": [5, 6]}, file="2.csv"
    )
    resolved = resolve([logical_records(january), logical_records(both)])
    assert resolved.bills["total_amount"].to_list() == [Decimal(5), Decimal(6)]
    assert resolved.set_aside.select("file", "row", "reason").rows() == [("2.csv", 2, "in_another_file")]


def test_lines_keep_their_bill_when_files_follow_each_other(records_of):
    flat = records_of(DataType.BILLS, {"supplier_name": ["A"], "bill_number": ["0"], "line_amount": [5]}, file="1.csv")
    lines = records_of(
        DataType.BILLS, {"supplier_name": ["A", "A"], "bill_number": ["1", "1"], "line_amount": [5, 6]}, file="2.csv"
    )
    resolved = resolve([logical_records(flat), logical_records(lines)])
    assert resolved.bill_lines["bill_key"].to_list() == ["B0000002", "B0000002"]


def test_payment_to_nobody_goes_to_the_supplier_whose_bill_it_settles(resolve_all):
    resolved = resolve_all(
        bills={"supplier_name": ["A", "B"], "bill_number": ["1", "2"], "total_amount": [5, 6]},
        payments={"bill_number": ["2", "9"], "amount": [6, 1]},
    )
    assert resolved.payments["supplier_key"].to_list() == ["S0000002", None]


names = st.sampled_from(["Acme", "ACME Ltd", "Bolt", "Cleo & Sons", None])
cents = st.integers(-5_000, 50_000).map(lambda amount: Decimal(amount) / 100)
days = st.integers(0, 60).map(lambda days: DAY + timedelta(days=days))
bill_rows = st.lists(st.tuples(names, st.sampled_from("1234"), cents, days), max_size=12)
payment_rows = st.lists(st.tuples(names, st.sampled_from(["1", "2", "9", "1, 2", None]), cents, days), max_size=12)


def books(records_of, bills, payments):
    shapes = {
        DataType.BILLS: ("supplier_name", "bill_number", "total_amount", "issue_date"),
        DataType.PAYMENTS: ("supplier_name", "bill_number", "amount", "payment_date"),
    }
    made = []
    for (data_type, columns), rows in zip(shapes.items(), (bills, payments), strict=True):
        if rows:
            made.append(records_of(data_type, dict(zip(columns, zip(*rows, strict=True), strict=True))))
    return resolve([logical_records(records) for records in made])


@given(bills=bill_rows, payments=payment_rows)
@settings(max_examples=25, deadline=None)
def test_allocations_exceed_neither_bill_nor_payment(records_of, bills, payments):
    resolved = books(records_of, bills, payments)
    for key, table, amount in (
        ("bill_key", resolved.bills, "total_amount"),
        ("payment_key", resolved.payments, "amount"),
    ):
        taken = resolved.allocations.group_by(key).agg(pl.col("amount").sum().alias("taken"))
        if taken.height:
            joined = taken.join(table, on=key, how="left")
            assert joined.select((pl.col("taken") <= pl.col(amount)).all()).item()
    assert (resolved.allocations["amount"] > 0).all()


@given(bills=bill_rows, payments=payment_rows)
@settings(max_examples=20, deadline=None)
def test_every_amount_is_in_one_place_and_suppliers_add_up(records_of, bills, payments):
    resolved = books(records_of, bills, payments)
    billed = sum((row[2] for row in bills), Decimal(0))
    aside = resolved.set_aside.filter(pl.col("data_type") == "bills")
    total = resolved.bills["total_amount"].sum() + resolved.credit_notes["total_amount"].sum() if bills else Decimal(0)
    assert total + aside["amount"].sum() == billed
    if bills:
        by_supplier = resolved.bills.group_by("supplier_key").agg(pl.col("total_amount").sum())
        assert by_supplier["total_amount"].sum() == resolved.bills["total_amount"].sum()
        unknown = resolved.bills.filter(pl.col("supplier_key").is_not_null()).join(
            resolved.suppliers, on="supplier_key", how="anti"
        )
        assert unknown.is_empty()


@given(bills=bill_rows, payments=payment_rows, order=st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_order_of_rows_changes_no_total(records_of, bills, payments, order):
    mixed = list(bills)
    order.shuffle(mixed)
    one, other = books(records_of, bills, payments), books(records_of, mixed, payments)
    if bills:
        for table in ("bills", "credit_notes"):
            assert getattr(one, table)["total_amount"].sum() == getattr(other, table)["total_amount"].sum()
    assert one.suppliers.height == other.suppliers.height


def test_same_records_give_the_same_books(records_of):
    bills = [(f"Name {number % 7}", str(number % 5), Decimal(number % 11), DAY) for number in range(300)]
    payments = [(f"name {number % 7}", str(number % 5), Decimal(number % 13), DAY) for number in range(200)]
    one, other = books(records_of, bills, payments), books(records_of, bills, payments)
    for name in SNAPSHOT:
        if name != "problems":
            assert getattr(one, name).equals(getattr(other, name))
