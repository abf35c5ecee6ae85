from decimal import Decimal

import polars as pl
import pytest

from ledgerlift.table.sums import compare_with_sums, read_amounts

HEADER = "Supplier|Invoice No|Date|Net|VAT\n"


def test_unlabelled_subtotals_are_told_by_their_sums(find_one):
    table = find_one(
        HEADER
        + """Alpha|I1|01/02/2024|100.00|20.00
Alpha|I2|02/02/2024|200.00|40.00
|||300.00|60.00
Beta|I3|03/02/2024|10.00|2.00
Beta|I4|03/02/2024|20.00|4.00
|||30.00|6.00
|||330.00|66.00"""
    )
    assert table.body["row"].to_list() == [2, 3, 5, 6]
    assert [(total.row, total.first_row, total.last_row) for total in table.totals] == [(4, 2, 3), (7, 5, 6), (8, 2, 6)]


def test_unlabelled_total_in_the_last_row_need_not_add_up(find_one):
    table = find_one(HEADER + "Alpha|I1|01/02/2024|100.00|20.00\nBeta|I2|02/02/2024|200.00|40.00\n|||999.00|")
    assert table.body.height == 2
    assert table.totals[0].cells == {4: "999.00"}


def test_unlabelled_total_below_records_that_differ_in_their_dates_alone(find_one):
    table = find_one(HEADER + "Alpha|I1|01/02/2024|100.00|20.00\nAlpha|I1|02/02/2024|200.00|40.00\n|||999.00|")
    assert [skipped.row for skipped in table.skipped] == [4]


def test_unlabelled_total_with_the_noise_of_a_workbook(find_one):
    table = find_one("Month|Spend\n2024-01|100.1\n2024-02|50.2\n2024-03|30.3\n|180.60000000000002")
    assert table.body.height == 3
    assert [skipped.reason for skipped in table.skipped] == ["total"]


def test_record_of_little_but_an_amount_is_data(find_one):
    table = find_one(HEADER + "Alpha|I1|01/02/2024|100.00|20.00\n|||100.00|\nBeta|I2|02/02/2024|200.00|40.00\n")
    assert table.body["row"].to_list() == [2, 3, 4]


def test_total_in_a_language_without_words_is_told_by_its_sum(find_one):
    rows = "Alpha|I1|01/02/2024|100.00|20.00\nBeta|I2|02/02/2024|200.00|40.00\n"
    table = find_one(HEADER + rows + "Yhteensä|||300.00|60.00")
    assert table.body.height == 2


def test_lines_under_documents_are_data_even_where_one_line_equals_its_document(find_one):
    table = find_one(
        """
Bill No|Supplier|Date|Item|Total|Amount
B1|Alpha|01/02/2024||100.00|
|||Paper||100.00
B2|Beta|02/02/2024||50.00|
|||Rent||50.00
"""
    )
    assert table.body.height == 4


@pytest.mark.parametrize(
    ("texts", "amounts"),
    [
        (["1,234.50", "(10.00)", "5.00-", "$7.00", None], ["1234.50", "-10.00", "-5.00", "7.00", None]),
        (["1.234,50", "-10,00", "5,00 EUR", "7,00 CR", "x"], ["1234.50", "-10.00", "5.00", "-7.00", None]),
    ],
)
def test_read_amounts(texts, amounts):
    expected = [None if amount is None else Decimal(amount) for amount in amounts]
    assert read_amounts(pl.Series("1", texts)).to_list() == expected


def test_compare_with_sums_on_either_side():
    cells = pl.DataFrame({"1": ["30", "10", "20", "5", "5"]})
    is_data = pl.Series([False, True, True, False, True])
    compared = compare_with_sums(cells, pl.Series([0, 3], dtype=pl.UInt32), [1], is_data)
    assert compared["below"].to_list() == [1, 1]
    assert compared["above"].to_list() == [0, 0]
    assert compared["height_above"].to_list() == [0, 2]
    assert compared["height_below"].to_list() == [2, 1]
