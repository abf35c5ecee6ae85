from ledgerlift.table.captions import combine, is_unit, tidy_caption
from ledgerlift.table.columns import describe_columns

COLUMNS = describe_columns([dict(enumerate(["V1", "Alpha", "I1", "01/02/2024", "1.00"], 1))] * 3)


def headers(table):
    return [column.header for column in table.columns]


def test_caption_over_several_columns_is_spread(find_one):
    table = find_one(
        """
Vendor||Invoice||Settlement||
No|Name|No|Date|No|Date|Amount
V1|Alpha|I1|01/02/2024|P1|01/03/2024|100.00
V2|Beta|I2|02/02/2024|P2|02/03/2024|200.00
"""
    )
    assert table.header_rows == (1, 2)
    assert headers(table) == [
        "Vendor No", "Vendor Name", "Invoice No", "Invoice Date",
        "Settlement / No", "Settlement / Date", "Settlement / Amount",
    ]  # fmt: skip


def test_caption_broken_over_two_lines_is_joined(find_one):
    table = find_one(
        """
Vendor|Vendor|Invoice|Invoice|Due|Gross
No|Name|Number|Date|Date|Amount
V1|Alpha|I1|01/02/2024|01/03/2024|100.00
V2|Beta|I2|02/02/2024|02/03/2024|200.00
"""
    )
    assert headers(table) == ["Vendor No", "Vendor Name", "Invoice Number", "Invoice Date", "Due Date", "Gross Amount"]


def test_units_below_captions_are_put_in_brackets(find_one):
    table = find_one(
        """
Supplier|Date|Invoice No|Amount|VAT
|dd/mm/yyyy||EUR|EUR
Alpha|01/02/2024|I1|100.00|20.00
Beta|02/02/2024|I2|200.00|40.00
"""
    )
    assert table.header_rows == (1, 2)
    assert headers(table) == ["Supplier", "Date (dd/mm/yyyy)", "Invoice No", "Amount (EUR)", "VAT (EUR)"]


def test_captions_over_three_rows(find_one):
    table = find_one(
        """
Supplier|Status|Staff||||
||Junior||Senior||
||Heads|Hours|Heads|Hours|Total
Alpha|Open|1|2.5|3|4.5|11.00
Beta|Paid|5|6.5|7|8.5|27.00
"""
    )
    assert table.header_rows == (1, 2, 3)
    assert headers(table)[:4] == ["Supplier", "Status", "Staff / Junior / Heads", "Staff / Junior / Hours"]


def test_line_of_a_title_is_no_caption(known):
    upper = {1: "Purchase list 2024", 4: "Demo Company"}
    lower = {1: "Vendor No", 2: "Name", 3: "Invoice No", 4: "Date", 5: "Amount"}
    assert combine(upper, lower, COLUMNS, known) is None


def test_filter_above_captions_is_no_caption(known):
    assert combine({1: "From:", 2: "01/01/2024"}, {1: "Name", 2: "Date"}, COLUMNS, known) is None


def test_group_caption_below_header_is_not_joined_to_it(find_one):
    table = find_one(
        """
Date|Source|Reference|Amount
Accounts Payable|
01/02/2024|Bill|I1|100.00
02/02/2024|Bill|I2|200.00
Total Accounts Payable|||300.00
Bank|
03/02/2024|Fee|F1|10.00
Total Bank|||10.00
"""
    )
    assert table.header_rows == (1,)


def test_few_captions_that_break_over_two_lines_are_joined(find_one):
    table = find_one(
        """
Invoice|Invoice||||Vendor
Number|Date|Amount|Date|Currency|Name
I1|01/02/2024|100.00|01/03/2024|EUR|Alpha
I2|02/02/2024|200.00|02/03/2024|EUR|Beta
"""
    )
    assert headers(table)[:2] == ["Invoice Number", "Invoice Date"]
    assert headers(table)[-1] == "Vendor Name"


def test_units():
    assert all(map(is_unit, ["EUR", "(£)", "%", "£000", "days", "in USD", "dd/mm/yyyy"]))
    assert not any(map(is_unit, ["Name", "Amount", "Invoice", "Due", "NET", "Ref"]))


def test_tidy_caption_drops_marks_and_line_breaks():
    assert tidy_caption("\ufeffInvoice\n date  ") == "Invoice date"


def test_single_words_beside_captions_on_two_lines_stand_alone(find_one):
    table = find_one(
        """
Invoice||Invoice|Due|Gross
Number|Supplier|Date|Date|Amount
I1|Alpha|01/02/2024|01/03/2024|100.00
I2|Beta|02/02/2024|02/03/2024|200.00
"""
    )
    assert headers(table) == ["Invoice Number", "Supplier", "Invoice Date", "Due Date", "Gross Amount"]
