HEADER = "Supplier|Invoice No|Date|Description|Amount\n"


def test_notes_under_the_last_row_are_footers(find_one):
    table = find_one(
        HEADER
        + """Alpha|I1|01/02/2024|Paper|100.00
Beta|I2|02/02/2024|Ink|200.00
Total (2 items)||||300.00
Note 1: amounts exclude VAT at 20%|
Prepared by: Joe|Approved by: ____|
Period: 2024-01 to 2024-03|"""
    )
    assert table.body.height == 2
    assert [skipped.reason for skipped in table.skipped] == ["total", "footer", "footer", "footer"]


def test_note_between_records_is_kept(find_one):
    table = find_one(HEADER + "Alpha|I1|01/02/2024|Paper|100.00\nBeta|I2|||\nGamma|I3|03/02/2024|Ink|300.00")
    assert table.body.height == 3


def test_text_that_wraps_is_joined_to_the_row_above(find_one):
    table = find_one(
        HEADER
        + """Alpha|I1|01/02/2024|Paper and|100.00
|||envelopes, in|
|||blue|
Beta|I2|02/02/2024|Ink|200.00
Gamma|I3|03/02/2024|A long list of|300.00
|||things bought|
Delta|I4|04/02/2024|Toner|20.00
Epsilon|I5|05/02/2024|Rent|20.00
Zeta|I6|06/02/2024|Pens|20.00"""
    )
    assert table.body["4"].to_list()[:3] == ["Paper and envelopes, in blue", "Ink", "A long list of things bought"]
    assert table.body.height == 6
    assert [skipped.reason for skipped in table.skipped] == ["wrapped"] * 3


def test_list_of_several_under_one_is_not_taken_for_wrapped_text(find_one):
    several = "|||Ink|\n|||Pens|\n|||Rent|\n"
    table = find_one(HEADER + "Alpha|I1|01/02/2024|Paper|100.00\n" + several + "Beta|I2|02/02/2024|Ink|200.00")
    assert table.body.height == 5


def test_last_supplier_of_whom_only_the_name_is_known_is_kept(find_one):
    table = find_one("Name|Email|City\nAlpha|a@alpha.com|London\nBeta|b@beta.com|Leeds\nZeta|z@zeta.com|")
    assert table.body["1"].to_list() == ["Alpha", "Beta", "Zeta"]
