import polars as pl
import pytest

from ledgerlift.table.shape import NUMBER, date_pattern, is_caption_like, is_money, shape_of

CASES = {
    "date": [
        "12/03/2024", "2024-03-01 00:00:00", "12.03.2024", "12-MAR-24", "15 mars 2024", "March 5, 2024", "Oct-14",
        "Apr 2013", "1er février 2024", "Wednesday, July 15, 2026 10:50 AM", "3. März 2024",
    ],
    "number": [
        "1,234.56", "1.234.567,00", "£1 234,50", "EUR 12", "12.50 CR", "(12.00)", "12.00-", "-5", ".50", "1'234.00",
        "12%", "1099",
    ],
    "email": ["a.b@example.com"],
    "url": ["www.example.com", "https://example.com/x", "example.co.uk"],
    "code": ["INV-001", "B2B", "1-30", "1001 ACME"],
    "text": ["Alpha Ltd", "5 High Street", "M.I.", "A.N.E.P."],
}  # fmt: skip


@pytest.mark.parametrize(("shape", "text"), [(shape, text) for shape, texts in CASES.items() for text in texts])
def test_shape_of_a_cell(shape, text):
    assert shape_of(text) == shape


def test_columns_are_judged_as_cells_are():
    texts = [text for texts in CASES.values() for text in texts]
    column = pl.Series(texts)
    is_date = column.str.contains(date_pattern()).to_list()
    is_number = column.str.contains(NUMBER).to_list()
    for text, date, number in zip(texts, is_date, is_number, strict=True):
        assert date == (shape_of(text) == "date"), text
        assert shape_of(text) in ({"number", "date"} if number else {"date", "email", "url", "code", "text"}), text


def test_captions_are_words_or_spans():
    captions = ["Invoice No", "Address 1", "#", "1 - 30", "> 90", "2013/14", "partner_id.name", "BANK_ACCT2"]
    assert all(map(is_caption_like, captions))
    values = ["Period:", "01/02/2024", "12.50", "a@example.com", "www.example.com", "x" * 200, "---"]
    assert not any(map(is_caption_like, values))


def test_money_is_told_from_keys():
    assert all(map(is_money, ["12.50", "(12)", "£5", "5-", "1,000.00", "12 EUR"]))
    assert not any(map(is_money, ["148000773", "2024", "Alpha"]))
