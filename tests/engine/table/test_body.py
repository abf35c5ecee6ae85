MESSY = """
Demo Company|
|
|Date|Type|Num|Memo|Amount
Alpha|
|01/15/2024|Bill|1001|Paper|100.00
|
|02/15/2024|Bill|1002||250.50
Total for Alpha||||||350.50
Page 2 of 2|
|Date|Type|Num|Memo|Amount
Beta|
|01/20/2024|Bill|77|x|1.00
Total for Beta|||||1.00
TOTAL|||||351.50
|
Printed on 01/03/2024|
"""


def test_every_row_below_the_header_is_kept_or_skipped_once(find_one):
    table = find_one(MESSY)
    rows = [*table.header_rows, *table.body["row"].to_list(), *(skipped.row for skipped in table.skipped)]
    assert sorted(rows) == list(range(table.header_rows[0], MESSY.strip("\n").count("\n") + 2))


def test_body_has_the_columns_it_names_and_no_others(find_one):
    table = find_one(MESSY)
    assert table.body.columns == ["row", *(column.key for column in table.columns)]
    assert {str(dtype) for dtype in table.body.drop("row").dtypes} == {"String"}
    assert str(table.body.schema["row"]) == "UInt32"
