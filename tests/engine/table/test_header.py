import pytest

BODY = """
Alpha|I1|01/02/2024|100.00
Beta|I2|02/02/2024|200.00
Gamma|I3|03/02/2024|300.00
"""


def test_header_under_title_period_and_filter_lines(find_one):
    table = find_one(
        """
Demo Company|
Purchase list|
Period: 01/01/2024 - 31/03/2024|
|
Vendor|All|Status|Open
|
Supplier|Invoice No|Date|Amount"""
        + BODY
    )
    assert table.header_rows == (7,)
    assert [column.header for column in table.columns] == ["Supplier", "Invoice No", "Date", "Amount"]
    assert table.title == ("Demo Company", "Purchase list", "Period: 01/01/2024 - 31/03/2024", "Vendor All Status Open")
    assert table.body["row"].to_list() == [8, 9, 10]


def test_header_under_the_text_of_a_query(find_one):
    query = "\n".join(f"sql line {n} select a, b from c where d >= {n}|" for n in range(40))
    table = find_one(query + "\nSupplier|Invoice No|Date|Amount" + BODY)
    assert table.header_rows == (41,)


def test_header_in_words_nobody_knows_is_told_by_the_values_below(find_one):
    table = find_one("Toimittaja|Lasku|Pvm|Summa" + BODY)
    assert table.header_rows == (1,)
    assert table.body.height == 3
    assert any("values of another kind" in reason for reason in table.reasons)


def test_header_of_words_over_words_by_known_headings(find_one):
    table = find_one("Supplier|City|Country\nAlpha|Rome|Italy\nBeta|Paris|France")
    assert table.header_rows == (1,)
    assert "3 of 3 cells are known headings" in table.reasons


def test_header_for_people_is_preferred_to_the_one_for_programs_above_it(find_one):
    table = find_one("VENDOR_ID|INV_NO|INV_DATE|INV_AMT\nVendor No|Invoice No|Invoice Date|Gross Amount" + BODY)
    assert table.header_rows == (2,)
    assert table.title == ("VENDOR_ID INV_NO INV_DATE INV_AMT",)


def test_header_with_blank_cells_and_blank_columns(find_one):
    table = find_one(
        """
|Supplier||||Date||Amount
X|Alpha|I1|||01/02/2024||100.00
X|Beta|I2|||02/02/2024||200.00
"""
    )
    assert [(column.position, column.header) for column in table.columns] == [
        (1, ""), (2, "Supplier"), (3, ""), (6, "Date"), (8, "Amount")
    ]  # fmt: skip


def test_header_with_leading_blank_column(find_one):
    table = find_one("|Supplier|Date|Amount\n|Alpha|01/02/2024|100.00\n|Beta|02/02/2024|200.00")
    assert [column.position for column in table.columns] == [2, 3, 4]


def test_headers_that_repeat_are_kept(find_one):
    table = find_one("Date|Amount|Date|Amount\n01/02/2024|1.00|01/03/2024|2.00\n02/02/2024|3.00|02/03/2024|4.00")
    assert [column.header for column in table.columns] == ["Date", "Amount", "Date", "Amount"]
    assert [column.key for column in table.columns] == ["1", "2", "3", "4"]


def test_header_texts_are_tidied(find_in_rows):
    captions = ["ï»¿Supplier ", "Invoice \n Date", " Gross   amount"]
    (table,) = find_in_rows([captions, ["Alpha", "01/02/2024", "1.00"], ["Beta", "02/02/2024", "2.00"]])
    assert [column.header for column in table.columns] == ["Supplier", "Invoice Date", "Gross amount"]


def test_header_without_any_rows(find_one):
    table = find_one("Supplier|Invoice No|Date|Amount")
    assert table.header_rows == (1,)
    assert table.body.height == 0
    assert table.first_row is None


def test_data_row_below_a_header_is_not_taken_for_one_more_header(find_one):
    table = find_one("Supplier|City|Country|Status\nContact|Paris|France|Account\nVendor|Rome|Italy|Account")
    assert table.header_rows == (1,)


def test_months_and_ageing_spans_are_captions(find_one):
    rows = "\nAlpha|1.00|2.00|0.00|0.00|3.00\nBeta|4.00|5.00|0.00|0.00|9.00"
    months = "|".join(f"2024-0{month}-01 00:00:00" for month in range(1, 5))
    assert find_one(f"Supplier|{months}|Total{rows}").header_rows == (1,)
    assert find_one(f"Vendor|Current|1 - 30|31 - 60|> 60|Total{rows}").header_rows == (1,)


def test_instructions_between_header_and_data_are_set_aside(find_one):
    records = "\n".join(f"|SUP-{n}|Alpha {n}|Germany|2024-01-0{n}" for n in range(1, 9))
    table = find_one(
        """
Column Labels:|ID|Supplier Name|Country|Date
Mandatory:|Yes|Yes|No|No
Type:|Data|Data|Link|Date
Start entering data below this line|
"""
        + records
    )
    assert table.header_rows == (1,)
    assert table.body["row"].to_list() == list(range(5, 13))
    assert {skipped.reason for skipped in table.skipped} == {"page_furniture"}


@pytest.mark.parametrize("text", ["", "|", "Dear customer,|\nPlease find the list attached.|\nKind regards|"])
def test_no_table_in_prose_or_nothing(find, text):
    assert find(text) == []


def test_row_of_types_below_the_header_is_set_aside(find_one):
    records = "\n".join(f"Alpha {n}|I{n}|0{n}/02/2024|{n}.00" for n in range(1, 9))
    table = find_one("Supplier|Invoice No|Date|Amount\ntext|text|date|number\n" + records)
    assert table.header_rows == (1,)
    assert [(skipped.row, skipped.reason) for skipped in table.skipped] == [(2, "page_furniture")]
