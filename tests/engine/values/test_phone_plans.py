import phonenumbers
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.values.contacts import MANY_NUMBERS, parse_phones
from ledgerlift.values.phone_plans import format_plain

REGIONS = ("GB", "FR", "DE", "ES", "IT", "NL", "IE", "AU", "CO", "IL", "NZ", "BR", "CH", "IN", "US")


def written(text, region):
    return format_plain(pl.Series([text]), pl.Series([region], dtype=pl.String)).item()


def by_library(text, region):
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    is_valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if is_valid else None


@pytest.mark.parametrize(
    ("text", "region", "found"),
    [
        ("020 7946 0000", "GB", "+442079460000"),
        ("020 7946 0000", "gb", "+442079460000"),
        ("+44 20 7946 0000", "US", "+442079460000"),
        ("+44 20 7946 0000", None, "+442079460000"),
        ("(01) 42.68.53.00", "FR", "+33142685300"),
        ("02 1234 5678", "IT", "+390212345678"),
        ("912 345 678", "ES", "+34912345678"),
        ("020 7946 0000", "ZZ", None),
        ("020 7946 0000", "FR", None),
        ("7946 0000", "GB", None),
        ("0044 20 7946 0000", "GB", None),
        ("020 7946 CALL", "GB", None),
        ("", "GB", None),
    ],
)
def test_plain_number_is_written_in_one_form(text, region, found):
    assert written(text, region) == found


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"(\+\d{2}|00|0)?[ ]?\(?\d{2,4}\)?[ -]?\d{5,7}", fullmatch=True), st.sampled_from(REGIONS))
def test_what_is_written_is_what_the_library_writes(text, region):
    assert written(text, region) in (None, by_library(text, region))


def test_many_numbers_are_read_as_few_are():
    texts = [f"020 7946 {number:04}" for number in range(MANY_NUMBERS)] + ["+33 1 42 68 53 00", "12", "1-800-FLOWERS"]
    many = pl.select(parse_phones(pl.lit(pl.Series(texts)), region="GB")).to_series()
    few = [pl.select(parse_phones(pl.lit(text), region="GB")).item() for text in (texts[0], *texts[-3:])]
    assert [many[0], *many[-3:].to_list()] == few
