def test_records_without_captions(find_one):
    table = find_one(
        """
12|PI|ALPHA|5000|01/02/2024|INV1|Paper|120.00|T1
13|PI|BETA|5001|02/02/2024|INV2|Ink|60.00|T1
14|PC|BETA|5001|03/02/2024|CN2|Return|-60.00|T1
"""
    )
    assert table.header_rows == ()
    assert {column.header for column in table.columns} == {""}
    assert table.body.height == 3
    assert table.first_row == 1
    assert table.confidence == 0.5


def test_names_and_web_addresses_without_captions(find_one):
    table = find_one("Blanc|blanc.com\nBloom Benelux|bloom.com\nBowie|bowie.be\nBSM Technology|bsm-technology.fr")
    assert table.header_rows == ()
    assert table.body.height == 4


def test_title_above_records_without_captions(find_one):
    table = find_one(
        """
Bank list of March|
|
01/02/2024|100.00|Alpha
02/02/2024|200.00|Beta
03/02/2024|300.00|Gamma
|600.00|
"""
    )
    assert table.title == ("Bank list of March",)
    assert table.body["row"].to_list() == [3, 4, 5]
    assert [skipped.reason for skipped in table.skipped] == ["total"]


def test_sentences_split_at_commas_are_no_records(find):
    assert find("Dear Sir|we are glad|to say\nthat|our prices\nwill rise|in May|as they must|each year\nYours") == []
