from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.records import AMOUNT
from ledgerlift.resolve.allocations import MATCH_COLUMNS, limit_matches

DAY = date(2024, 1, 1)


def matches_of(rows):
    filled = [
        {
            "payment": payment,
            "bill": bill,
            "amount": amount,
            "allocated_on": DAY + timedelta(days=day),
            "matched_by": "x",
        }
        for payment, bill, amount, day in rows
    ]
    return pl.DataFrame(filled, schema=MATCH_COLUMNS)


def rooms(side, amount, values):
    schema = {side: pl.UInt32, amount: AMOUNT}
    return pl.DataFrame(list(enumerate(values)), schema=schema, orient="row")


def limit(rows, payments, bills):
    limited = limit_matches(
        matches_of(rows), rooms("payment", "amount", payments), rooms("bill", "total_amount", bills)
    )
    return limited.select("payment", "bill", "amount").rows()


def test_matches_within_bounds_stay():
    assert limit([(0, 0, 60, 1), (0, 1, 40, 1)], [100], [60, 50]) == [(0, 0, Decimal(60)), (0, 1, Decimal(40))]


def test_payment_gives_no_more_than_it_holds():
    assert limit([(0, 0, 60, 1), (0, 1, 60, 1)], [100], [60, 60]) == [(0, 0, Decimal(60)), (0, 1, Decimal(40))]


def test_bill_takes_the_earliest_payments_first():
    assert limit([(0, 0, 80, 9), (1, 0, 80, 1)], [80, 80], [100]) == [(1, 0, Decimal(80)), (0, 0, Decimal(20))]


def test_match_with_nothing_left_is_dropped():
    assert limit([(0, 0, 100, 1), (1, 0, 100, 2)], [100, 100], [100]) == [(0, 0, Decimal(100))]


def test_unknown_split_takes_what_the_others_leave():
    rows = [(0, 0, 60, 1), (1, 0, None, 2), (1, 1, None, 2)]
    assert limit(rows, [60, 90], [100, 50]) == [(0, 0, Decimal(60)), (1, 0, Decimal(40)), (1, 1, Decimal(50))]


def test_bill_of_unknown_total_takes_what_is_stated():
    assert limit([(0, 0, 60, 1)], [60], [None]) == [(0, 0, Decimal(60))]


amount = st.integers(1, 200)
rows = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.none() | amount, st.integers(0, 5)),
    max_size=12,
    unique_by=lambda row: row[:2],
)


@given(rows=rows, payments=st.lists(amount, min_size=4, max_size=4), bills=st.lists(amount, min_size=4, max_size=4))
@settings(max_examples=80, deadline=None)
def test_no_payment_and_no_bill_is_exceeded(rows, payments, bills):
    found = limit(rows, payments, bills)
    for side, values in ((0, payments), (1, bills)):
        for index, value in enumerate(values):
            assert sum(row[2] for row in found if row[side] == index) <= value
    assert all(row[2] > 0 for row in found)
    assert {row[:2] for row in found} <= {row[:2] for row in rows}
