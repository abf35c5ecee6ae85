"""Lists drawn with bars, and the lines of text about them."""

import pytest

from ledgerlift.reading.dialect import framed_lines

LIST = """Vendor               100234
Name                 Alpha Supplies Ltd

------------------------------------------------
|DocumentNo|Type|Doc. Date |        Amount|Crcy |
------------------------------------------------
|5100000123|RE  |03.01.2025|     12.345,67|EUR  |
|5100000188|RE  |15.01.2025|      1.000,00|EUR  |
|5100000201|KG  |16.01.2025|         70,50|EUR  |
------------------------------------------------
|*  Account 100234         |     13.416,17|EUR  |
------------------------------------------------

Vendor               100777
Name                 Beta plc
City                 Leeds
Telephone            (0113) 496 0000
Contact              Jo Smith
Payment terms        Within 30 days
"""


def test_text_around_a_drawn_table_is_parted_at_its_wide_gaps(rows_of):
    rows = rows_of(LIST.encode())
    assert rows[0] == ["Vendor", "100234"]
    assert rows[1] == ["Name", "Alpha Supplies Ltd"]
    assert rows[6][1:6] == ["5100000123", "RE", "03.01.2025", "12.345,67", "EUR"]
    assert rows[17] == ["Contact", "Jo Smith"]


def test_sums_and_texts_of_a_drawn_table_are_no_ragged_rows(read):
    assert "rows_ragged" not in {problem.code for problem in read(LIST.encode()).problems}


@pytest.mark.parametrize(
    ("lines", "framed"),
    [
        (["|a|b|", "|c|d|", "|e|f|", "about it"], 3),
        (["|a|b|", "|c|d|", "about it"], 0),  # too few to say so
        (["a|b", "c|d", "e|f"], 0),
        (["|a|", "|b|", "|c|"], 0),  # one column
        ([",a,b,", ",c,d,", ",e,f,"], 0),  # empty cells at both ends
    ],
)
def test_a_drawn_table_has_a_bar_at_both_ends(lines, framed):
    assert len(framed_lines(lines, lines[0][0] if lines[0][0] != "a" else "|")) == framed
