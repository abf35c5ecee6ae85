ROWS = """
Invoice No|Date|Description|Amount
I1|01/02/2024|Paper|100.00
I2|02/02/2024|Ink|200.00
{first}|||300.00
I3|03/02/2024|Rent|10.00
I4|04/02/2024|Rent|10.00
{second}|||20.00
Grand total|||320.00
"""


def test_names_on_totals_hold_for_the_rows_above(find_one):
    table = find_one(ROWS.format(first="Total for Alpha Ltd", second="Total for Beta Ltd"))
    assert table.layout == "grouped"
    assert table.body["group1"].to_list() == ["Alpha Ltd", "Alpha Ltd", "Beta Ltd", "Beta Ltd"]
    assert "totals name what the rows above them belong to" in table.reasons


def test_totals_without_names_make_no_groups(find_one):
    table = find_one(ROWS.format(first="Vendor total", second="Vendor total"))
    assert table.layout == "flat"
    assert table.body.height == 4


def test_names_that_the_rows_say_themselves_make_no_groups(find_one):
    table = find_one(
        """
Supplier|Date|Description|Amount
Alpha Ltd|01/02/2024|Paper|100.00
Alpha Ltd|02/02/2024|Ink|200.00
Total Alpha Ltd|||300.00
Beta Ltd|03/02/2024|Rent|10.00
Total Beta Ltd|||10.00
"""
    )
    assert table.layout == "flat"
    assert [column.key for column in table.columns] == ["1", "2", "3", "4"]
