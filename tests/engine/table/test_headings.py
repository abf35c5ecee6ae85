def test_headings_of_the_lines_below_those_of_the_documents_are_no_data(find_one):
    table = find_one(
        """
Check No|Check Date|Vendor|Payment Amount
|Invoice No|Description|Amount
1001|01/02/2024|ACME|300.00
|I1|Paper|100.00
|I2|Ink|200.00
1002|03/02/2024|Beta|50.00
|I3|Rent|50.00
"""
    )
    assert table.header_rows == (1,)
    assert [(skipped.row, skipped.reason) for skipped in table.skipped] == [(2, "repeated_header")]
    assert table.body.height == 5


def test_names_that_are_headings_too_are_data_in_a_list_of_names(find_one):
    table = find_one("Name|City|Country\nAlpha|Rome|Italy\nContact|Account|Company\nBeta|Paris|France")
    assert table.body.height == 3
