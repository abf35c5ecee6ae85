from datetime import date
from decimal import Decimal

import polars as pl

from ledgerlift.records import DataType
from ledgerlift.resolve.lines import logical_records
from ledgerlift.resolve.stated_links import list_links, list_references

DAY = date(2024, 1, 1)


def links_of(records_of, columns):
    logical = logical_records(records_of(DataType.PAYMENTS, columns))
    payments = logical.frame.with_row_index("record").with_columns(pl.lit(0, dtype=pl.UInt32).alias("supplier"))
    return payments, list_links(payments, logical.lines)


def test_each_payment_links_to_the_bill_on_its_row(records_of):
    _, links = links_of(
        records_of,
        {
            "bill_number": ["1", None, "3"],
            "amount": [10, 20, 30],
            "allocated_amount": [None, None, 25],
            "payment_date": [DAY] * 3,
        },
    )
    assert links.select("payment", "bill_number", "amount").rows() == [(0, "1", Decimal(10)), (2, "3", Decimal(25))]


def test_payment_on_several_rows_links_to_the_bill_of_each(records_of):
    _, links = links_of(
        records_of,
        {
            "payment_id": ["p", "p", "q"],
            "amount": [30, 30, 5],
            "bill_number": ["1", "2", "3"],
            "allocated_amount": [10, 20, 5],
            "payment_date": [DAY] * 3,
        },
    )
    assert sorted(links.select("payment", "bill_number", "amount").rows()) == [
        (0, "1", Decimal(10)),
        (0, "2", Decimal(20)),
        (1, "3", Decimal(5)),
    ]


def test_reference_counts_where_no_bill_is_stated(records_of):
    payments, links = links_of(records_of, {"bill_number": ["1", None], "reference": ["x", "INV7"], "amount": [10, 20]})
    assert list_references(payments, links).select("payment", "bill_number").rows() == [(1, "INV7")]


def test_payments_without_a_reference_column_refer_to_nothing(records_of):
    payments, links = links_of(records_of, {"amount": [10]})
    assert list_references(payments, links).is_empty()
