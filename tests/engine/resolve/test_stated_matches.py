from decimal import Decimal

import polars as pl

from ledgerlift.records import AMOUNT
from ledgerlift.resolve.stated_links import SEPARATORS, split_links
from ledgerlift.resolve.stated_matches import match_stated

LINKS = {
    "link": pl.UInt32, "payment": pl.UInt32, "supplier": pl.UInt32, "bill_id": pl.String, "bill_number": pl.String,
    "amount": AMOUNT, "allocated_on": pl.Date,
}  # fmt: skip
BILLS = {
    "bill": pl.UInt32, "supplier": pl.UInt32, "bill_id": pl.String, "bill_number": pl.String, "total_amount": AMOUNT,
}  # fmt: skip


def links_of(*rows):
    """Make links of (supplier, bill id, bill number, amount)."""
    return pl.DataFrame([(i, i, *row, None) for i, row in enumerate(rows)], schema=LINKS, orient="row")


def match(links, bills):
    made = pl.DataFrame([(index, *bill) for index, bill in enumerate(bills)], schema=BILLS, orient="row")
    return match_stated(links_of(*links), made).select("payment", "bill", "amount", "matched_by").rows()


def test_id_finds_the_bill():
    assert match([(0, "b1", None, 10)], [(0, "b1", "1", 10)]) == [(0, 0, Decimal(10), "stated")]


def test_number_finds_the_suppliers_bill_only():
    bills = [(1, None, "1", 10), (0, None, "1", 20)]
    assert match([(0, None, "1", 20)], bills) == [(0, 1, Decimal(20), "number")]
    assert match([(2, None, "1", 20)], bills) == []


def test_payment_to_nobody_known_finds_a_number_that_is_unique():
    assert match([(None, None, "1", 10)], [(1, None, "1", 10)]) == [(0, 0, Decimal(10), "number")]
    assert match([(None, None, "1", 5)], [(1, None, "1", 10), (2, None, "1", 20)]) == []


def test_number_written_differently_finds_the_bill():
    assert match([(0, None, "inv 0012", 10)], [(0, None, "INV-0012", 10)]) == [(0, 0, Decimal(10), "number")]
    assert match([(0, None, "12", 10)], [(0, None, "0012", 10)]) == [(0, 0, Decimal(10), "number")]


def test_exact_number_comes_before_a_loose_one():
    assert match([(0, None, "12", 10)], [(0, None, "0012", 10), (0, None, "12", 10)]) == [(0, 1, Decimal(10), "number")]


def test_number_column_that_holds_ids_finds_the_bill():
    assert match([(0, None, "b1", 10)], [(0, "b1", "1", 10)]) == [(0, 0, Decimal(10), "number")]


def test_number_of_several_bills_is_the_one_it_pays_or_none():
    bills = [(0, None, "1", 10), (0, None, "1", 20), (0, None, "1", 30)]
    assert match([(0, None, "1", 20)], bills) == [(0, 1, Decimal(20), "number")]
    assert match([(0, None, "1", 15)], bills) == []
    assert match([(0, None, "1", 10)], [(0, None, "1", 10), (0, None, "1", 10)]) == []


def test_numbers_in_one_cell_find_all_their_bills_or_none():
    bills = [(0, None, "INV1", 10), (0, None, "INV2", 20)]
    assert match([(0, None, "INV1, INV2", 30)], bills) == [(0, 0, None, "number"), (0, 1, None, "number")]
    assert match([(0, None, "INV1; INV9", 30)], bills) == []


def test_number_with_a_space_in_it_is_tried_whole_first():
    assert match([(0, None, "INV 1", 10)], [(0, None, "INV 1", 10), (0, None, "1", 10)]) == [
        (0, 0, Decimal(10), "number")
    ]


def test_cell_of_one_number_is_not_split():
    assert split_links(links_of((0, None, "INV-1/2", 10))).is_empty()
    assert pl.Series(["a, b;c|d e"]).str.replace_all(SEPARATORS, "\n").item() == "a\nb\nc\nd\ne"
