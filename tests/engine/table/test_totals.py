import polars as pl
import pytest

from ledgerlift.table.totals import is_grand, read_ranges, total_of

HEADER = "Supplier|Invoice No|Date|Net|VAT\n"
ROWS = "Alpha|I1|01/02/2024|100.00|20.00\nBeta|I2|02/02/2024|200.00|40.00\nGamma|I3|03/02/2024|30.00|6.00\n"


@pytest.mark.parametrize(
    "label",
    [
        "Total", "TOTAL:", "Grand Total", "Report total", "Totals for period", "Sub-total", "Total (EUR)", "Totaux",
        "Total général", "Sous-total", "Summe", "Gesamtsumme", "Zwischensumme", "Totaal", "Eindtotaal", "Totale",
        "Total geral", "Suma", "**", "Total (3 items)", "Vendor total",
    ],
)  # fmt: skip
def test_total_row_by_its_word(find_one, label):
    table = find_one(HEADER + ROWS + f"{label}|||330.00|66.00")
    assert table.body.height == 3
    assert [(skipped.row, skipped.reason) for skipped in table.skipped] == [(5, "total")]
    (total,) = table.totals
    assert (total.row, dict(total.cells), total.first_row, total.last_row) == (5, {4: "330.00", 5: "66.00"}, 2, 4)


def test_total_label_may_stand_in_any_column(find_one):
    table = find_one(HEADER + ROWS + "||Totals:|330.00|66.00")
    assert [skipped.reason for skipped in table.skipped] == ["total"]


def test_total_that_does_not_add_up_is_a_total_all_the_same(find_one):
    table = find_one(HEADER + ROWS + "Grand Total|||999.99|1.00")
    assert table.body.height == 3
    assert table.totals[0].cells[4] == "999.99"


@pytest.mark.parametrize(
    "name", ["Total Gas & Power", "Sum Up Ltd", "Page Personnel", "Total", "Summe GmbH", "Copyright Ltd"]
)
def test_supplier_named_like_a_total_is_data(find_one, name):
    table = find_one(HEADER + f"{name}|I0|01/02/2024|5.00|1.00\n" + ROWS + f"{name}|I9|09/02/2024|5.00|1.00\n")
    assert table.body.height == 5
    assert table.skipped == ()


def test_supplier_named_like_a_total_in_a_summary_of_two_columns(find_one):
    table = find_one("Supplier|Amount\nAlpha|100.00\nTotal Gas & Power|50.00\nBeta|200.00\nGrand Total|350.00")
    assert table.body["1"].to_list() == ["Alpha", "Total Gas & Power", "Beta"]


def test_subtotals_stand_for_the_rows_since_the_last(find_one):
    table = find_one(
        HEADER
        + """Alpha|I1|01/02/2024|100.00|20.00
Alpha|I2|02/02/2024|200.00|40.00
Subtotal|||300.00|60.00
Beta|I3|03/02/2024|30.00|6.00
Subtotal|||30.00|6.00
Grand total|||330.00|66.00"""
    )
    assert [(total.row, total.first_row, total.last_row) for total in table.totals] == [(4, 2, 3), (6, 5, 5), (7, 2, 5)]
    assert [skipped.reason for skipped in table.skipped] == ["subtotal", "subtotal", "total"]


def test_last_total_under_a_subtotal_stands_for_all_rows(find_one):
    further = "Delta|I4|04/02/2024|1.00|0.00\nTotal|||1.00|0.00\n"
    table = find_one(HEADER + ROWS + "Total|||330.00|66.00\n" + further + "Total|||331.00|66.00")
    assert [(total.first_row, total.last_row) for total in table.totals] == [(2, 4), (6, 6), (2, 6)]


def test_total_above_all_rows_stands_for_them(find_one):
    table = find_one(HEADER + "Total|||330.00|66.00\n" + ROWS)
    assert [(total.row, total.first_row, total.last_row) for total in table.totals] == [(2, 3, 5)]
    assert table.body.height == 3


def test_total_cells_are_amounts_only(find_one):
    table = find_one(
        """
|Vendor|Document No|Posting Date|Amount|Currency
|1001|5100001|01.02.2024|100,00|EUR
|1001|5100002|02.02.2024|200,00|EUR
*|1001|||300,00|EUR
|1002|5100003|03.02.2024|50,00|EUR
*|1002|||50,00|EUR
**||||350,00|EUR
"""
    )
    assert table.body.height == 3
    assert [dict(total.cells) for total in table.totals] == [{5: "300,00"}, {5: "50,00"}, {5: "350,00"}]
    assert [(total.first_row, total.last_row) for total in table.totals] == [(2, 3), (5, 5), (2, 5)]


def test_totals_of_one_currency_among_several_are_no_check_sums(find_one):
    table = find_one(
        """
Supplier|Invoice No|Date|Currency|Amount
Alpha|I1|01/02/2024|EUR|100.00
Beta|I2|02/02/2024|USD|200.00
Gamma|I3|02/02/2024|EUR|20.00
Total EUR|||EUR|120.00
|||USD|200.00
"""
    )
    assert table.body.height == 3
    assert [skipped.reason for skipped in table.skipped] == ["total", "total"]
    assert table.totals == ()


def test_balances_between_rows_are_no_data(find_one):
    table = find_one(
        """
Date|Type|Reference|Debit|Credit|Balance
|Opening balance||||500.00
15/01/2024|Bill|I1||100.00|600.00
16/01/2024|Bill|I2||50.00|650.00
|Balance carried forward||||650.00
"""
    )
    assert table.body["row"].to_list() == [3, 4]
    assert {skipped.reason for skipped in table.skipped} == {"subtotal"}
    assert table.totals == ()


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Total for ACME Ltd", "ACME Ltd"), ("ACME Ltd Total:", "ACME Ltd"), ("Total - ACME", "ACME"), ("TOTAL", ""),
        ("Vendor total", ""), ("Grand total", ""), ("Total (3 items)", ""), ("Summe Kreditor", ""),
        ("Total V1 (2)", "V1"),
    ],
)  # fmt: skip
def test_total_of(label, name):
    assert total_of(label) == name


def test_is_grand():
    assert is_grand("Report Total:")
    assert not is_grand("Total for Grand Hotel")


def test_ranges_of_nested_totals():
    is_data = pl.Series([True, True, False, True, False, False, True, False, False, False])
    labels = [(2, "Total A"), (4, "Total B"), (5, "Total North"), (7, "Total C"), (8, "Total South"), (9, "Total")]
    assert read_ranges(labels, [], is_data) == {2: (0, 1), 4: (3, 3), 5: (0, 3), 7: (6, 6), 8: (6, 6), 9: (0, 6)}


def test_running_balance_printed_again_is_no_check_sum(find_one):
    table = find_one(
        """
Date|Type|Reference|Amount|Balance
15/01/2024|Bill|I1|100.00|100.00
16/01/2024|Bill|I2|50.00|150.00
17/01/2024|Bill|I3|10.00|160.00
Total|||160.00|160.00
"""
    )
    assert dict(table.totals[0].cells) == {4: "160.00"}
