def values(table, key):
    return table.body[key].to_list()


def test_supplier_on_a_row_of_its_own_above_its_rows(find_one):
    table = find_one(
        """
|Date|Type|Num|Amount|Open Balance
Alpha Supplies Ltd|
|01/15/2024|Bill|1001|100.00|0.00
|02/15/2024|Bill|1002|250.50|50.50
Total for Alpha Supplies Ltd||||350.50|50.50
Beta Co (1)|
|01/20/2024|Bill|77|1,000.00|0.00
Total for Beta Co||||1,000.00|0.00
TOTAL||||1,350.50|50.50
|
Wednesday, July 15, 2026 10:50 AM GMTZ - Cash Basis|
"""
    )
    assert table.layout == "grouped"
    group = table.columns[0]
    assert (group.key, group.header, group.from_group) == ("group1", "", True)
    assert values(table, "group1") == ["Alpha Supplies Ltd", "Alpha Supplies Ltd", "Beta Co (1)"]
    assert [(total.row, total.first_row, total.last_row) for total in table.totals] == [(5, 3, 4), (8, 7, 7), (9, 3, 7)]
    assert [skipped.reason for skipped in table.skipped] == [
        "group", "subtotal", "group", "subtotal", "total", "blank", "footer"
    ]  # fmt: skip


def test_group_takes_the_heading_of_the_column_it_stands_in(find_one):
    table = find_one(
        """
Vendor|Type|Date|Amount
Alpha|
|Bill|01/02/2024|100.00
Total - Alpha|||100.00
Beta|
|Bill|02/02/2024|20.00
|Bill|03/02/2024|20.00
Total - Beta|||40.00
"""
    )
    assert [(column.key, column.header) for column in table.columns][:2] == [("group1", "Vendor"), ("2", "Type")]
    assert values(table, "group1") == ["Alpha", "Beta", "Beta"]


def test_group_in_the_date_column(find_one):
    table = find_one(
        """
Date|Source|Contact|Reference|Debit|Credit
Accounts Payable|
Opening Balance||||0.00|500.00
15 Jan 2024|Bill payment|Alpha|INV1|100.00|0.00
Total Accounts Payable||||100.00|0.00
|
Bank|
17 Jan 2024|Fee|Gamma|F1|10.00|0.00
Total Bank||||10.00|0.00
Total||||110.00|0.00
"""
    )
    assert values(table, "group1") == ["Accounts Payable", "Bank"]
    assert values(table, "3") == ["Alpha", "Gamma"]


def test_nested_groups_in_two_columns(find_one):
    table = find_one(
        """
Department|Supplier|Date|Amount
Finance|
|Alpha|
||01/02/2024|100.00
||02/02/2024|50.00
|Beta|
||03/02/2024|20.00
IT|
|Gamma|
||04/02/2024|10.00
"""
    )
    assert {column.key: column.header for column in table.columns[:2]} == {"group1": "Department", "group2": "Supplier"}
    assert values(table, "group1") == ["Finance", "Finance", "Finance", "IT"]
    assert values(table, "group2") == ["Alpha", "Alpha", "Beta", "Gamma"]


def test_nested_groups_in_one_column_are_told_by_their_totals(find_one):
    table = find_one(
        """
|Date|Type|Num|Amount
Travel|
|01/15/2024|Bill|1001|100.00
Flights|
|01/16/2024|Bill|1002|10.00
Total for Flights||||10.00
Trains|
|01/17/2024|Bill|1003|5.00
Total for Trains||||5.00
Total for Travel with sub-accounts||||115.00
Utilities|
|02/15/2024|Bill|1004|250.50
Total for Utilities||||250.50
TOTAL||||365.50
"""
    )
    assert values(table, "group1") == ["Travel", "Travel", "Travel", "Utilities"]
    assert values(table, "group1_1") == [None, "Flights", "Trains", None]
    assert [(total.row, total.first_row, total.last_row) for total in table.totals] == [
        (6, 5, 5), (9, 8, 8), (10, 3, 8), (13, 12, 12), (14, 3, 12)
    ]  # fmt: skip


def test_captions_that_state_the_sum_of_their_rows(find_one):
    table = find_one(
        """
Number|Vendor|Bill Date|Due Date|Net|Total
Azure Interior (2)||||300.00|360.00
BILL/1|Azure Interior|2024-01-02|2024-02-01|100.00|120.00
BILL/2|Azure Interior|2024-01-05|2024-02-04|200.00|240.00
Deco Addict (2)||||30.00|36.00
BILL/3|Deco Addict|2024-01-06|2024-02-05|10.00|12.00
BILL/4|Deco Addict|2024-01-07|2024-02-06|20.00|24.00
"""
    )
    assert values(table, "group1") == ["Azure Interior (2)"] * 2 + ["Deco Addict (2)"] * 2
    assert [(total.row, dict(total.cells), total.first_row, total.last_row) for total in table.totals] == [
        (2, {5: "300.00", 6: "360.00"}, 3, 4), (5, {5: "30.00", 6: "36.00"}, 6, 7)
    ]  # fmt: skip


def test_one_group_alone_is_told_by_its_total(find_one):
    table = find_one(
        """
|Date|Num|Amount
Alpha|
|01/15/2024|1001|100.00
|02/15/2024|1002|250.50
Total for Alpha|||350.50
"""
    )
    assert values(table, "group1") == ["Alpha", "Alpha"]


def test_caption_printed_again_after_a_page_break(find_one):
    table = find_one(
        """
|Date|Num|Amount
Alpha|
|01/15/2024|1001|100.00
Page 2 of 2|
|Date|Num|Amount
Alpha (continued)|
|02/15/2024|1002|250.50
Total for Alpha|||350.50
"""
    )
    assert values(table, "group1") == ["Alpha", "Alpha"]
    assert (table.totals[0].first_row, table.totals[0].last_row) == (3, 7)


def test_suppliers_of_whom_little_is_known_are_no_groups(find_one):
    table = find_one(
        """
Name|Email|Phone|City
Aardvark Ltd|
Alpha|a@alpha.com|020 123 4567|London
Beta|b@beta.com|020 123 4568|Leeds
Cicero|
Delta|d@delta.com|020 123 4569|York
"""
    )
    assert table.layout == "flat"
    assert values(table, "1") == ["Aardvark Ltd", "Alpha", "Beta", "Cicero", "Delta"]


def test_bills_that_lack_most_cells_are_data(find_one):
    table = find_one(
        """
Supplier|Invoice No|Date|Due Date|PO Number|Amount
Alpha|I1|01/02/2024|||100.00
Beta|I2|02/02/2024||PO1|200.00
Gamma||03/02/2024|||10.00
Delta|I4||05/03/2024||10.00
Epsilon|||||30.00
Zeta|I6|06/02/2024|||5.00
"""
    )
    assert table.body.height == 6


def test_nested_groups_in_one_column_are_told_by_their_indent(find_in_rows):
    captions = ["Number", "Bill Date", "Due Date", "Net", "Total"]
    (table,) = find_in_rows(
        [
            captions,
            ["Azure (3)", None, None, "60.00", "72.00"],
            ["    January (2)", None, None, "30.00", "36.00"],
            ["BILL/1", "2024-01-02", "2024-02-01", "10.00", "12.00"],
            ["BILL/2", "2024-01-05", "2024-02-04", "20.00", "24.00"],
            ["    February (1)", None, None, "30.00", "36.00"],
            ["BILL/3", "2024-02-06", "2024-03-05", "30.00", "36.00"],
            ["Deco (1)", None, None, "5.00", "6.00"],
            ["    January (1)", None, None, "5.00", "6.00"],
            ["BILL/4", "2024-01-07", "2024-02-06", "5.00", "6.00"],
        ]
    )
    assert values(table, "group1") == ["Azure (3)"] * 3 + ["Deco (1)"]
    assert values(table, "group1_1") == ["January (2)", "January (2)", "February (1)", "January (1)"]
    assert [(total.row, total.first_row, total.last_row) for total in table.totals] == [
        (2, 4, 7), (3, 4, 5), (6, 7, 7), (8, 10, 10), (9, 10, 10)
    ]  # fmt: skip


def test_supplier_number_and_name_in_two_cells(find_one):
    table = find_one(
        """
Vendor No|Document No|Type|Date|Amount
1200|Chloride Systems|
|IN0001|Invoice|01/02/2024|100.00
|IN0002|Invoice|02/02/2024|50.00
|||Vendor Total:|150.00
1210|Dave's Electronics|
|IN0003|Invoice|03/02/2024|20.00
|||Vendor Total:|20.00
"""
    )
    assert [(column.key, column.header) for column in table.columns[:2]] == [("group1", "Vendor No"), ("group2", "")]
    assert values(table, "group1") == ["1200", "1200", "1210"]
    assert values(table, "group2") == ["Chloride Systems", "Chloride Systems", "Dave's Electronics"]


def test_caption_indented_by_chance_is_like_the_others(find_in_rows):
    rows = [[None, "Date", "Num", "Amount"]]
    for number, name in enumerate([" Alpha", "Beta", "Gamma"], start=1):
        rows += [[name, None, None, None], [None, f"0{number}/01/2024", f"I{number}", "1.00"]]
    (table,) = find_in_rows(rows)
    assert values(table, "group1") == ["Alpha", "Beta", "Gamma"]


def test_total_of_a_group_that_goes_on_over_the_page(find_one):
    table = find_one(
        """
Demo Company||||Page: 1
|
Invoice No|Date|Description|Net|Gross
Vendor: A100   Alpha Ltd|
I1|01/02/2024|Paper|100.00|120.00
Demo Company||||Page: 2
|
Invoice No|Date|Description|Net|Gross
Vendor: A100   Alpha Ltd (continued)|
I2|02/02/2024|Ink|50.00|60.00
|||-------|-------
||Vendor total|150.00|180.00
Vendor: B200   Beta|
I3|03/02/2024|Rent|10.00|12.00
||Vendor total|10.00|12.00
||Report total|160.00|192.00
"""
    )
    assert [(total.first_row, total.last_row) for total in table.totals] == [(5, 10), (14, 14), (5, 14)]


def test_caption_that_its_rows_say_again_is_no_data(find_one):
    table = find_one(
        """
Vendor No|Vendor Name|Date|Document No|Amount
V10000|Alpha|||
V10000|Alpha|01/02/2024|PI1|-100.00
V10000|Alpha|05/02/2024|PP1|100.00
V20000|Beta|||
V20000|Beta|02/02/2024|PI2|-50.00
"""
    )
    assert table.body["row"].to_list() == [3, 4, 6]
    assert [skipped.reason for skipped in table.skipped] == ["group", "group"]


def test_captions_in_the_middle_of_the_table(find_one):
    table = find_one(
        """
Type|Num|Name|Amount|Currency
|||Purchases|
Bill|1|Alpha|100.00|EUR
Bill|2|Beta|50.00|EUR
|||Credits|
Credit|3|Beta|-50.00|EUR
"""
    )
    assert table.header_rows == (1,)
    assert values(table, "group4") == ["Purchases", "Purchases", "Credits"]


def test_sum_below_each_document_where_heads_lines_and_sums_take_turns(find_one):
    table = find_one(
        """
Check No|Date|Vendor Name|Invoice No|Currency|Amount
101|01/13/2024|Alpha Ltd|
|||A1|USD|100.00
||||Check Total|100.00
102|01/14/2024|Beta Ltd|
|||B1|USD|50.00
||||Check Total|50.00
103|01/15/2024|Gamma Ltd|
|||C1|USD|51.00
||||Check Total|51.00
"""
    )
    assert table.body.height == 6
    assert [skipped.reason for skipped in table.skipped].count("subtotal") == 3
