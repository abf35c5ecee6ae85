import polars as pl
import pytest

from ledgerlift.values.countries import alpha3, is_country, parse_countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"), ("U.K.", "GB"), ("England", "GB"), ("GBR", "GB"), ("826", "GB"), ("gb", "GB"), ("U.S.A.", "US"),
        ("United States of America", "US"), ("ÉTATS-UNIS", "US"), ("Estados Unidos", "US"), ("Verenigde Staten", "US"),
        ("Deutschland", "DE"), ("Frankreich", "FR"), ("Regno Unito", "GB"), ("Holland", "NL"), ("CANADA", "CA"),
        ("Korea, Republic of", "KR"), ("no", "NO"), ("Côte d'Ivoire", "CI"), ("The Netherlands", "NL"), ("Suíça", "CH"),
        ("Other", None), ("N/A", None), ("00", None), ("", None),
    ],
)  # fmt: skip
def test_country_is_read_from_names_and_codes(text, code):
    assert parse_countries(pl.Series([text])).to_list() == [code]


def test_countries_of_a_lazy_frame_are_read():
    frame = pl.DataFrame({"country": ["Canada", None]}).lazy().select(parse_countries(pl.col("country")))
    assert frame.collect()["country"].to_list() == ["CA", None]


def test_country_is_told_from_other_words():
    assert is_country(pl.Series(["France", "Paris"])).to_list() == [True, False]


def test_three_letter_code_of_a_country():
    assert (alpha3("GB"), alpha3("ca"), alpha3("ZZ")) == ("GBR", "CAN", None)
