import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import get_cc_module

from ledgerlift.values import words
from ledgerlift.values.tax_numbers import is_tax_number, parse_tax_numbers


def read(texts, country=None):
    frame = pl.DataFrame({"number": texts}, schema={"number": pl.String})
    return frame.select(parse_tax_numbers(pl.col("number"), country=country).alias("found")).unnest("found").rows()


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("GB 980 7806 84", None, ("980780684", "GB")),
        ("980 7806 84", "GB", ("980780684", "GB")),
        ("VAT No: DE136695976", "US", ("136695976", "DE")),
        ("ATU13585627", None, ("U13585627", "AT")),
        ("EL 094259216", None, ("094259216", "GR")),
        ("BE0428759497", "FR", ("0428759497", "BE")),
        ("12-3456789", None, ("123456789", "US")),
        ("51 824 753 556", None, ("51824753556", "AU")),
        ("27AAPFU0939F1ZV", None, ("27AAPFU0939F1ZV", "IN")),
        ("980780684", None, ("980780684", None)),
        ("DE136695975", None, ("DE136695975", None)),
        ("123", "GB", ("123", None)),
        ("N/A", "GB", (None, None)),
        ("000000000", "GB", (None, None)),
        (None, "GB", (None, None)),
    ],
)
def test_tax_number_is_read_with_its_country(text, country, found):
    assert read([text], country) == [found]


def test_country_may_be_a_column():
    frame = pl.DataFrame({"number": ["980780684", "136695976"], "country": ["GB", "DE"]})
    found = frame.select(parse_tax_numbers(pl.col("number"), country=pl.col("country")).struct.field("country"))
    assert found.to_series().to_list() == ["GB", "DE"]


def test_tax_numbers_are_told_from_other_numbers_at_a_glance():
    texts = pl.Series(["GB980780684", "12-3456789", "12345678", "INV-00012345", "FR COMPANY LTD", "DEPOSIT 12"])
    assert is_tax_number(texts).to_list() == [True, True, False, False, False, False]


def test_every_listed_kind_of_number_has_rules():
    kinds = words.load("tax_numbers")["kinds"]
    assert all(get_cc_module(country.lower(), kind) for country, listed in kinds.items() for kind in listed)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=20)), max_size=6), st.sampled_from([None, "US", "ZZ"]))
def test_any_text_is_read_or_null(texts, country):
    assert len(read(texts, country)) == len(texts)
