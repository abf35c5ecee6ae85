"""What stands above a header, label beside value, and holds for the rows below it."""

import pytest


def values(table, key):
    return table.body[key].to_list()


def named(table):
    return {column.header: values(table, column.key) for column in table.columns}


BLOCK = """
Vendor|100234
Name|Alpha Supplies Ltd
City|Leeds
|
Doc|Type|Date|Amount
5100000123|RE|15/01/2024|120.00
5100000188|RE|16/01/2024|60.00
"""
NEXT = """* Account 100234|||180.00
|
Vendor|100777
Name|Beta plc
City|Leeds
|
Doc|Type|Date|Amount
5100000201|RE|17/01/2024|1000.00
* Account 100777|||1000.00
** Total|||1180.00
"""


def test_labels_and_values_above_every_header_hold_for_the_rows_below(find_one):
    table = find_one(BLOCK + NEXT)
    found = named(table)
    assert found["Vendor"] == ["100234", "100234", "100777"]
    assert found["Name"] == ["Alpha Supplies Ltd", "Alpha Supplies Ltd", "Beta plc"]
    assert found["Doc"] == ["5100000123", "5100000188", "5100000201"]


def test_one_supplier_alone_is_told_by_its_label(find_one):
    found = named(find_one(BLOCK))
    assert found["Vendor"] == ["100234", "100234"]
    assert found["Name"] == ["Alpha Supplies Ltd", "Alpha Supplies Ltd"]


@pytest.mark.parametrize(
    "above",
    [
        "Vendor|All",  # what the report was made of
        "Fournisseur|* Tous *",
        "Company|Alpha Supplies Ltd",  # whose report it is
        "Period|2024-01",
    ],
)
def test_what_else_a_report_says_of_itself_is_no_group(find_one, above):
    table = find_one(BLOCK.replace("Vendor|100234", above).replace("Name|Alpha Supplies Ltd\n", ""))
    assert [column.header for column in table.columns] == ["Doc", "Type", "Date", "Amount"]


def test_label_above_a_table_with_a_column_of_suppliers_is_no_group(find_one):
    table = find_one(BLOCK.replace("Doc|", "Vendor|").replace("51000001", "V"))
    assert [column.header for column in table.columns] == ["Vendor", "Type", "Date", "Amount"]


def test_label_above_a_table_whose_groups_name_suppliers_is_no_group(find_one):
    table = find_one(
        """
Vendor set: 01 City of Leeds|
|
Doc|Type|Date|Amount
Vendor: 01-00001 Alpha Supplies Ltd|
5100000123|RE|15/01/2024|120.00
5100000188|RE|16/01/2024|60.00
Vendor: 01-00002 Beta plc|
5100000201|RE|17/01/2024|1000.00
"""
    )
    assert named(table)["Vendor"][::2] == ["01-00001 Alpha Supplies Ltd", "01-00002 Beta plc"]
    assert "Vendor set" not in named(table)
