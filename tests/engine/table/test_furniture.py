import pytest

BODY = """
Supplier|Invoice No|Date|Amount
Alpha|I1|01/02/2024|100.00
Beta|I2|02/02/2024|200.00
{rows}
Gamma|I3|03/02/2024|300.00
"""


@pytest.mark.parametrize(
    "line",
    [
        "Printed on 01/03/2024 by JOE", "Page 2 of 3", "|||Page: 2", "-----|----|----|----",
        "Run date: 01/03/2024 10:15", "Copyright 2024 Demo Ltd", "|||© Demo Ltd", "*** End of report ***",
        "12 records", "Record count: 12", "10:15:22",
        "Gedruckt am 01.03.2024", "Imprimé le 01/03/2024", "Seite 2", "Wednesday, July 15, 2026 10:50 AM",
        "Total number of invoices: 3", "Number of checks: 3", "Anzahl Belege: 12",
    ],
)  # fmt: skip
def test_line_about_the_report(find_one, line):
    between = find_one(BODY.format(rows=line))
    assert [(skipped.row, skipped.reason) for skipped in between.skipped] == [(4, "page_furniture")]
    below = find_one(BODY.format(rows="|") + line)
    assert below.skipped[-1].reason == "footer"
    assert below.body.height == 3


def test_page_header_with_title_and_captions_printed_again(find_one):
    table = find_one(
        """
ACME Corp|||Page 1
AP Register|||As of 01/03/2024
|
Vendor|Invoice No|Invoice Date|Amount
Alpha|I1|01/02/2024|100.00
ACME Corp|||Page 2
AP Register|||As of 01/03/2024
|
Vendor|Invoice No|Invoice Date|Amount
Gamma|I3|03/02/2024|300.00
Report total:|||400.00
"""
    )
    assert table.body["row"].to_list() == [5, 10]
    assert [skipped.reason for skipped in table.skipped] == [
        "page_furniture", "page_furniture", "blank", "repeated_header", "total"
    ]  # fmt: skip


def test_second_header_row_printed_again(find_one):
    table = find_one(
        """
Vendor||Invoice||
No|Name|No|Date|Amount
V1|Alpha|I1|01/02/2024|100.00
Vendor||Invoice||
No|Name|No|Date|Amount
V2|Beta|I2|02/02/2024|200.00
"""
    )
    assert table.header_rows == (1, 2)
    assert [skipped.reason for skipped in table.skipped] == ["repeated_header", "repeated_header"]


def test_rules_under_header_and_above_total(find_one):
    table = find_one(
        """
Supplier|Date|Amount
----|----|----
Alpha|01/02/2024|1.00
Beta|02/02/2024|2.00
====|==|==
Total||3.00
"""
    )
    assert table.body["row"].to_list() == [3, 4]
    assert dict(table.totals[0].cells) == {3: "3.00"}


def test_page_header_of_a_day_a_title_and_a_bare_number(find_one):
    table = find_one(
        """
11/02/2026    Dynamic List Display    1
Vendor Line Items
|
Vendor|Invoice No|Invoice Date|Amount
Alpha|I1|01/02/2024|100.00
11/02/2026    Dynamic List Display    2
Vendor|Invoice No|Invoice Date|Amount
Gamma|I3|03/02/2024|300.00
"""
    )
    assert table.body["row"].to_list() == [5, 8]
    assert [skipped.reason for skipped in table.skipped] == ["page_furniture", "repeated_header"]
