import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgerlift.values.private_numbers import find_card_numbers, is_iban, is_personal_id, speak_of_people

# The networks' published test numbers.
CARDS = ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005", "6011111111111117", "2223003122003222"]


@pytest.mark.parametrize("number", CARDS)
@pytest.mark.parametrize("cell", ["{}", "paid with {} today", "card:{}"])
def test_card_numbers_are_found_in_any_text(number, cell):
    assert find_card_numbers(pl.Series([cell.format(number)])).row(0) == (True, True)


@pytest.mark.parametrize(
    "text",
    ["4111111111111112", "INV-00001234", "2025-01-31 10:00:00", "+1 (555) 010-4477", "1234567.89", "12345678901"],
)
def test_other_numbers_are_none(text):
    assert find_card_numbers(pl.Series([text]))["is_card"].to_list() == [False]


@given(st.integers(4 * 10**15, 5 * 10**15 - 300))
def test_of_numbers_that_are_counted_up_few_look_like_cards(first):
    found = find_card_numbers(pl.Series([str(first + step) for step in range(300)]))
    assert found["is_card"].sum() < 0.2 * found["in_range"].sum()


def test_ibans_are_told_by_their_checksum():
    texts = pl.Series(["NL91 ABNA 0417 1643 00", "GB82WEST12345698765432", "NL92ABNA0417164300", "V000123"])
    assert is_iban(texts).to_list() == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "heading", "is_one"),
    [
        ("123-45-6789", "Tax ID", True), ("12-3456789", "Tax ID", False), ("AB 12 34 56 C", "Ref", True),
        ("046 454 286", "SIN", True), ("046 454 286", "SIREN", False), ("046454286", "Social Insurance Number", True),
    ],
)  # fmt: skip
def test_numbers_of_people_are_told_by_form_and_heading(text, heading, is_one):
    (speaks,) = speak_of_people(pl.Series([heading]))
    assert is_personal_id(pl.Series([text]), speaks_of_people=speaks).to_list() == [is_one]
