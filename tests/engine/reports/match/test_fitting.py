"""What networks take, as laws that hold for any text."""

import re
import string
import unicodedata

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgerlift.reports.match.fitting import fit, prepare
from ledgerlift.reports.match.layouts import MatchColumn, get_layout, list_networks

COLUMNS = ("supplier_id", "supplier_name", "city", "region", "postal_code", "country", "phone", "tax_number", "email",
           "address_line1", "address_line2", "contact_name", "contact_first_name", "contact_last_name", "our_key",
           "account_number", "phone_extension", "base_currency", "nothing")  # fmt: skip
WORDS = {"en": "Heading", "fr": "En-tête"}
TEXTS = (
    st.text(max_size=300)
    | st.text(string.digits + " -+().", max_size=30)
    | st.text(string.ascii_letters + " ", max_size=200)
)
COUNTRIES = st.sampled_from(["US", "CA", "GB", "FR", None, "ZZ", "??"])


def frame(rows):
    return prepare(
        pl.DataFrame([{**dict.fromkeys(COLUMNS), **row} for row in rows], schema=dict.fromkeys(COLUMNS, pl.String))
    )


def column(form, source, most=None, *, required=False):
    return MatchColumn("key", source, form, WORDS, WORDS, most, required)


def fit_one(form, source, value, most=None, **more):
    fitted = fit(frame([{source: value, **more}]), column(form, source, most), "en")
    return fitted.values.item(), fitted.changes["why"].to_list()


SOURCES = {"region": "region", "postal_code": "postal_code", "zip5": "postal_code", "zip_plus_4": "postal_code"}
TEXT_COLUMNS = [
    (network, each)
    for network in list_networks()
    for each in get_layout(network).columns
    if each.form not in ("amount", "plain_amount", "whole", "days", "date", "method", "key")
]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, COUNTRIES), min_size=1, max_size=5))
def test_any_text_comes_out_within_the_limits_of_each_network(found):
    rows = frame([{**dict.fromkeys(COLUMNS, value), "country": country} for value, country in found])
    for network, each in TEXT_COLUMNS:
        fitted = fit(rows, each, "en")
        assert fitted.values.len() == rows.height
        for number, (written, recorded) in enumerate(zip(fitted.values, rows[each.source], strict=True)):
            if written is None:
                continue
            assert written != ""
            assert each.most is None or len(written) <= each.most, (network, each.key)
            assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
            if each.form == "text":
                assert not re.match("[=+\\-@\t＝＋－＠]", written)
                is_same = " ".join(recorded.split()) == written
                is_told = number in fitted.changes["row"].to_list()
                assert is_same or is_told or not recorded.isprintable()
            if each.form == "letters":
                # Polars knows the letters of a newer Unicode than Python does, where they are not assigned (Cn).
                kinds = {unicodedata.category(letter) for letter in written if letter != " "}
                assert all(kind[0] in "LM" or kind == "Cn" for kind in kinds)
            if each.form in ("phone", "phone_10"):
                assert written.isdigit()
            if each.form == "tax_number_9" and rows["country_known"][number] == "US":
                assert re.fullmatch(r"\d{9}", written)
            if each.form.startswith("country_alpha"):
                assert len(written) == int(each.form[-1])
                assert written.isupper()


@settings(deadline=None)
@given(st.text(string.ascii_letters + " ", min_size=1, max_size=200), st.integers(5, 110))
def test_a_text_is_cut_at_the_end_of_a_word_where_there_is_one(value, most):
    written, why = fit_one("text", "supplier_name", value, most)
    plain = " ".join(value.split())
    if len(plain) <= most:
        assert (written or "") == plain
        assert why == []
    else:
        assert plain.startswith(written)
        assert why == ["shortened"]
        words_that_fit = plain[: most + 1].rsplit(" ", 1)[0] if " " in plain[: most + 1] else ""
        if len(words_that_fit) >= most // 2 and words_that_fit:
            assert written == words_that_fit


@pytest.mark.parametrize(
    ("form", "value", "country", "most", "written", "why"),
    [
        ("text", "=HYPERLINK(1)", None, 100, "HYPERLINK(1)", ["formula_start"]),
        ("text", " '\"=+-@ 7 Eleven", None, 100, "7 Eleven", ["formula_start"]),
        ("text", "＝2", None, 100, "2", ["formula_start"]),
        ("text", "---", None, 100, None, ["formula_start"]),
        ("text", "a\u202eb\x07\r\nc", None, 100, "ab c", []),
        ("letters", "St. John's", "CA", 30, "St Johns", ["letters_only"]),
        ("letters", "Montréal", "CA", 30, "Montréal", []),
        ("region", "Ontario", "CA", 3, "ON", []),
        ("region", "Nouvelle-Écosse", "CA", 3, "NS", []),
        ("region", "Ont", "CA", 3, "ON", []),
        ("region", "New South Wales", "AU", 3, "NSW", []),
        ("region", "Somewhere", "CA", 3, None, ["does_not_fit"]),
        ("region", "Ontario", "CA", 20, "Ontario", []),
        ("region", "qc", None, 3, "qc", []),
        ("postal_code", "01234", "US", 10, "01234", []),
        ("postal_code", "12345678901", "BR", 10, None, ["does_not_fit"]),
        ("zip_plus_4", "021012345", "US", 10, "02101-2345", []),
        ("zip_plus_4", "02101-2345", "US", 10, "02101-2345", []),
        ("zip_plus_4", "02101", "US", 10, "02101", []),
        ("zip_plus_4", "75001", "FR", 10, None, []),
        ("zip5", "02101-2345", "US", 20, "02101", []),
        ("tax_number_9", "12-3456789", "US", 9, "123456789", []),
        ("tax_number_9", "1234", "US", 9, None, ["does_not_fit"]),
        ("tax_number_9", "123456789 RT 0001", "CA", 9, "123456789", []),
        ("tax_number_9", "GB980780684", "GB", 9, None, ["does_not_fit"]),
        ("tax_number", "12-345", None, 20, "12345", []),
        ("phone", "+44 20 7946 0000", "GB", 16, "442079460000", []),
        ("phone", "1" * 17, None, 20, None, ["does_not_fit"]),
        ("phone_10", "+14165550100", "CA", 10, "4165550100", []),
        ("phone_10", "+442079460000", "GB", 10, None, ["does_not_fit"]),
        ("code", "00042", None, 15, "00042", []),
        ("code", "x" * 16, None, 15, None, ["does_not_fit"]),
    ],
)  # fmt: skip
def test_value_is_written_as_the_network_takes_it(form, value, country, most, written, why):
    source = {"region": "region", "postal_code": "postal_code", "zip5": "postal_code", "zip_plus_4": "postal_code"}.get(
        form, "supplier_name"
    )
    assert fit_one(form, source, value, most, country=country) == (written, why)


def test_country_is_told_by_a_postal_code_that_only_one_has():
    assert fit_one("country_alpha3", "country", None, 3, postal_code="h2x 1y4") == ("CAN", ["country_inferred"])
    assert fit_one("country_alpha2", "country", None, 2, postal_code="02101", region="ma") == (
        "US",
        ["country_inferred"],
    )
    assert fit_one("country_alpha2", "country", None, 2, postal_code="02101") == (None, [])


def test_missing_value_that_is_required_is_told():
    fitted = fit(frame([{"country": None}]), column("country_alpha2", "country", 2, required=True), "en")
    assert fitted.changes["why"].to_list() == ["required"]
