def test_supplier_on_the_first_row_of_its_block_is_filled_down(find_one):
    table = find_one(
        """
Supplier|Invoice No|Invoice Date|Amount
Beta|I1|01/02/2024|100.00
|I2|02/02/2024|200.00
|I3|03/02/2024|200.00
Alpha|I4|03/02/2024|300.00
|I5|04/02/2024|30.00
Total|||830.00
"""
    )
    assert table.body["1"].to_list() == ["Beta", "Beta", "Beta", "Alpha", "Alpha"]
    assert table.layout == "grouped"
    assert table.reasons[-1] == "values on the first row of each block were filled down: Supplier"


def test_document_fields_are_filled_down_but_not_its_amounts(find_one):
    table = find_one(
        """
ID|Supplier|Date|Grand Total|Item|Quantity|Amount
B-1|Alpha|2024-01-02|300.00|Paper|1|100.00
||||Ink|2|200.00
B-2|Beta|2024-01-03|50.00|Rent|1|50.00
B-3||2024-01-04|70.00|Paper|1|20.00
||||Ink|2|25.00
"""
    )
    assert table.body["1"].to_list() == ["B-1", "B-1", "B-2", "B-3", "B-3"]
    assert table.body["2"].to_list() == ["Alpha", "Alpha", "Beta", None, None]
    assert table.body["4"].to_list() == ["300.00", None, "50.00", "70.00", None]


def test_blocks_within_blocks(find_one):
    table = find_one(
        """
Department|Supplier|Invoice No|Date|Amount
Finance|Alpha|I1|01/02/2024|1.00
||I2|02/02/2024|2.00
|Beta|I3|03/02/2024|3.00
IT|Gamma|I4|04/02/2024|4.00
||I5|05/02/2024|5.00
"""
    )
    assert table.body["1"].to_list() == ["Finance", "Finance", "Finance", "IT", "IT"]
    assert table.body["2"].to_list() == ["Alpha", "Alpha", "Beta", "Gamma", "Gamma"]


def test_numbers_that_some_rows_lack_are_not_filled(find_one):
    table = find_one(
        """
PO Number|Supplier|Invoice No|Date|Amount
PO1|Alpha|I1|01/02/2024|100.00
|Alpha|I2|02/02/2024|200.00
PO9|Beta|I4|03/02/2024|300.00
PO4|Beta|I5|04/02/2024|30.00
|Gamma|I6|04/02/2024|30.00
"""
    )
    assert table.body["1"].to_list() == ["PO1", None, "PO9", "PO4", None]
    assert table.layout == "flat"


def test_row_with_no_more_than_a_note_is_not_filled(find_one):
    table = find_one(
        """
Supplier|Invoice No|Date|Amount||
Alpha|I1|01/02/2024|100.00||see mail
Beta|I2|02/02/2024|200.00||
|||||ask Joe
Delta|I4|04/02/2024|10.00||
"""
    )
    assert table.body["1"].to_list() == ["Alpha", "Beta", None, "Delta"]
