"""Captions above groups of rows: their labels, and what of them is a name."""

from ledgerlift.table.group_captions import GroupCell, drop_continued, plain_name, read_caption


def test_captions_with_labels(find_one):
    table = find_one(
        """
Check No|Check Date|Invoice|Description|Amount
Vendor: 01234 - ACME Ltd|
1001|01/02/2024|I1|Paper|100.00
1002|02/02/2024|I2|Ink|200.00
Vendor total||||300.00
Vendor: 01235 - Beta|
1003|03/02/2024|I3|Rent|10.00
Vendor total||||10.00
"""
    )
    assert table.columns[0].header == "Vendor"
    assert table.body["group1"].to_list() == ["01234 - ACME Ltd", "01234 - ACME Ltd", "01235 - Beta"]


def test_captions_with_several_labels_and_a_header_in_every_group(find_one):
    table = find_one(
        """
Supplier Activity|
A/C:|ALPHA|Name:|Alpha Supplies Ltd|Contact:|Joe|Tel:
No|Type|Date|Reference|Description|Amount|Balance
12|PI|15/01/2024|INV1|Paper|120.00|0.00
13|PI|16/01/2024|INV2|Ink|60.00|60.00
||||Totals:|180.00|60.00
|
A/C:|BETA|Name:|Beta plc|Contact:||Tel:
No|Type|Date|Reference|Description|Amount|Balance
14|PI|17/01/2024|B9|Rent|1000.00|0.00
||||Totals:|1000.00|0.00
"""
    )
    assert [(column.key, column.header) for column in table.columns[:3]] == [
        ("group2", "A/C"), ("group4", "Name"), ("group6", "Contact")
    ]  # fmt: skip
    assert table.body["group4"].to_list() == ["Alpha Supplies Ltd", "Alpha Supplies Ltd", "Beta plc"]
    assert table.body["group6"].to_list() == ["Joe", "Joe", None]
    assert [(total.first_row, total.last_row) for total in table.totals] == [(4, 5), (10, 10)]


def test_read_caption_with_the_label_in_a_cell_of_its_own(known):
    caption = read_caption(3, {1: "Vendor", 2: "V1001", 3: "ACME Ltd"}, known)
    assert caption.cells == (GroupCell(2, "Vendor", "V1001"), GroupCell(3, "", "ACME Ltd"))
    assert caption.key == "vendor"


def test_read_caption_keeps_a_colon_that_is_part_of_a_name(known):
    assert read_caption(0, {1: "Beta:Sub"}, known).cells == (GroupCell(1, "", "Beta:Sub"),)


def test_names_and_continuations():
    assert plain_name("ACME, Ltd. (12)") == "acmeltd"
    assert drop_continued("ACME Ltd (continued)") == "ACME Ltd"
    assert drop_continued("ACME Ltd - Fortsetzung") == "ACME Ltd"
    assert drop_continued("Contact") == "Contact"


def test_read_caption_with_several_labels_in_one_cell(known):
    caption = read_caption(0, {1: "Vendor: V1001   Name: ACME Ltd"}, known)
    assert caption.cells == (GroupCell(1, "Vendor", "V1001"), GroupCell(1, "Name", "ACME Ltd"))


def test_captions_that_differ_by_a_number_alone(find_one):
    table = find_one(
        """
Vendor: 1001|
Invoice No|Date|Amount
I1|01/02/2024|1.00
Vendor: 1002|
Invoice No|Date|Amount
I2|02/02/2024|2.00
"""
    )
    assert table.body["group1"].to_list() == ["1001", "1002"]


def test_supplier_whose_name_begins_like_a_line_about_the_report(find_one):
    table = find_one(
        """
|Date|Num|Amount
Printed Circuits Ltd|
|01/15/2024|1001|100.00
Confidential Shredding|
|01/16/2024|1002|100.00
Copyright Agency|
|01/17/2024|1003|100.00
"""
    )
    assert table.body["group1"].to_list() == ["Printed Circuits Ltd", "Confidential Shredding", "Copyright Agency"]


def test_address_below_the_name_is_no_second_name(find_one):
    table = find_one(
        """
Vendor|Name|Invoice|Date|Amount
1200|Chloride Systems||
|123 Main Street||
||IN0001|01/02/2024|100.00
||IN0002|02/02/2024|50.00
1210|Dave's Electronics||
|5 Low Road||
||IN0003|03/02/2024|20.00
"""
    )
    assert [(column.key, column.header) for column in table.columns[:3]] == [
        ("group1", "Vendor"), ("group2", "Name"), ("group2_1", "")
    ]  # fmt: skip
    assert table.body["group2"].to_list() == ["Chloride Systems", "Chloride Systems", "Dave's Electronics"]
    assert table.body["group2_1"].to_list() == ["123 Main Street", "123 Main Street", "5 Low Road"]


def test_telephone_number_of_a_labelled_caption_is_no_amount(find_one):
    table = find_one(
        """
A/C:|ALP001|Name:|Alpha Ltd|Tel:|0113 496 0321
No|Type|Date|Num|Description|Amount
1|PI|13/01/2024|A1|ink|100.00
2|PI|14/01/2024|A2|paper|60.00
3|PI|15/01/2024|A3|glue|70.00
|
A/C:|BET002|Name:|Beta Ltd|Tel:|0113 496 0322
No|Type|Date|Num|Description|Amount
4|PI|16/01/2024|B1|ink|50.00
5|PI|17/01/2024|B2|pens|55.00
|
A/C:|GAM003|Name:|Gamma Ltd|Tel:|0113 496 0323
No|Type|Date|Num|Description|Amount
6|PI|18/01/2024|C1|ink|51.00
7|PI|19/01/2024|C2|pens|52.00
"""
    )
    assert table.body.height == 7
    names = next(column.key for column in table.columns if column.header == "Name")
    assert table.body[names].to_list() == ["Alpha Ltd"] * 3 + ["Beta Ltd"] * 2 + ["Gamma Ltd"] * 2
