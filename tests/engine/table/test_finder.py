import polars as pl

from ledgerlift.reading.source import Sheet
from ledgerlift.table import find_tables

TWO = """
Suppliers|
Supplier No|Supplier Name|City|Phone
S1|Alpha|Berlin|030 1234567
S2|Beta|Paris|01 23 45 67 89
|
Bills|
|
Bill No|Supplier No|Bill Date|Due Date|Amount
B1|S1|2024-01-02|2024-02-02|100.00
B2|S2|2024-01-03|2024-02-03|200.00
Total||||300.00
"""


def test_tables_one_below_the_other(find):
    suppliers, bills = find(TWO)
    assert (suppliers.header_rows, bills.header_rows) == ((2,), (8,))
    assert (suppliers.title, bills.title) == (("Suppliers",), ("Bills",))
    assert suppliers.body["row"].to_list() == [3, 4]
    assert [skipped.reason for skipped in suppliers.skipped] == ["blank", "footer", "blank"]
    assert bills.body["row"].to_list() == [9, 10]


def test_small_table_above_a_long_one(find):
    bills = "\n".join(f"B{n}|S{n % 7}|2024-01-{n % 28 + 1:02}|2024-02-01|{n}.50" for n in range(90))
    head = TWO.split("B1|", maxsplit=1)[0]
    suppliers, found = find(head + bills)
    assert suppliers.header_rows == (2,)
    assert found.body.height == 90


def test_lines_of_a_filter_are_no_table(find):
    (table,) = find(
        """
Vendor|All|Status|Open
Date|01/01/2024|To|31/12/2024
|
Vendor|Invoice No|Date|Status|Amount
Alpha|I1|01/02/2024|Open|1.00
"""
    )
    assert table.header_rows == (4,)


def test_blank_rows_between_records_part_no_tables(find):
    (table,) = find(
        """
{}|
Supplier|Invoice No|Date|Amount
Alpha|I1|01/02/2024|1.00
|
Beta|I2|02/02/2024|2.00
|
Gamma|I3|03/02/2024|3.00
"""
    )
    assert table.body["row"].to_list() == [3, 5, 7]
    assert {skipped.reason for skipped in table.skipped} == {"blank"}


def test_same_header_again_is_no_further_table(find):
    (table,) = find(
        """
Supplier|Invoice No|Date|Amount
Alpha|I1|01/02/2024|1.00
|
SUPPLIER|Invoice No|Date|Amount
Beta|I2|02/02/2024|2.00
"""
    )
    assert [skipped.reason for skipped in table.skipped] == ["blank", "repeated_header"]


def test_tables_side_by_side(find):
    left, right = find(
        """
Supplier|Invoice No|Date|Amount||Supplier|Invoice No|Date|Amount
Alpha|I1|01/02/2024|100.00||Beta|J1|01/02/2024|10.00
Alpha|I2|02/02/2024|200.00||Beta|J2|02/02/2024|20.00
Alpha|I3|03/02/2024|300.00||||
"""
    )
    assert [column.position for column in left.columns] == [1, 2, 3, 4]
    assert [column.position for column in right.columns] == [6, 7, 8, 9]
    assert (left.body.height, right.body.height) == (3, 2)


def test_blank_columns_between_those_of_one_table_part_nothing(find):
    (table,) = find(
        """
Vendor No|Vendor|City||Invoice No|Date|Amount
V1|Alpha|Rome||I1|01/02/2024|100.00
V2|Beta|Paris||I2|02/02/2024|200.00
||||Total||300.00
"""
    )
    assert [column.position for column in table.columns] == [1, 2, 3, 5, 6, 7]


def test_rows_of_a_sparse_sheet_keep_their_numbers(known):
    captions, rows = ["Supplier", "Date", "Amount"], [["Alpha", "01/02/2024", "1.00"], ["Beta", "02/02/2024", "2.00"]]
    cells = pl.DataFrame([captions, *rows], schema=["1", "3", "7"], orient="row")
    (table,) = find_tables(Sheet("Data", cells, pl.Series([5, 9, 1048576], dtype=pl.UInt32)), known)
    assert table.sheet == "Data"
    assert table.header_rows == (5,)
    assert table.body["row"].to_list() == [9, 1048576]
    assert [column.key for column in table.columns] == ["1", "3", "7"]


def test_tables_side_by_side_with_other_columns(find):
    left, right = find(
        """
Supplier|Invoice No|Amount||Vendor No|City|Phone
Alpha|I1|100.00||V1|Rome|06 123456
Beta|I2|200.00||V2|Paris|01 234567
Gamma|I3|300.00||||
Delta|I4|400.00||||
Zeta|I5|500.00||||
"""
    )
    assert (left.body.height, right.body.height) == (5, 2)


def test_footers_below_the_left_columns_part_no_table(find):
    (table,) = find(
        """
Supplier|Invoice No|Date||Net|VAT|Amount
Alpha|I1|01/02/2024||100.00|20.00|120.00
Beta|I2|02/02/2024||200.00|40.00|240.00
|
Printed on 01/03/2024|
Confidential|
Page 1 of 1|
"""
    )
    assert table.body.height == 2
