import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.values.profile import MAX_SAMPLE, profile_columns

VALUES = [
    None,
    "PI",
    "PC",
    "Bill",
    "Open",
    "12.50",
    "1.234,5",
    "-3",
    "13/01/2024",
    "Net 30",
    "Acme Ltd",
    "DE136695976",
    "a@b.com",
]


def profile(texts, **known):
    return profile_columns({"it": pl.Series(texts, dtype=pl.String)}, **{"is_workbook": False, **known})["it"]


@pytest.mark.parametrize(
    ("texts", "share", "summary"),
    [
        (["13/01/2024", "14/02/2024", "N/A"], "date_share", "100% of the values are dates"),
        (["12.50", "1,300.00", "(4.10)"], "cents_share", "100% of the values are amounts with cents"),
        (["a@b.com", "Jo <c@d.org>"], "email_share", "100% of the values are e-mail addresses"),
        (["www.acme.com", "https://x.io/a"], "url_share", "100% of the values are web addresses"),
        (["USD", "EUR", "£"], "currency_share", "100% of the values are currencies"),
        (["Canada", "US", "FRA"], "country_share", "100% of the values are countries"),
        (["Cheque", "ACH", "Visa card", "EFT"], "method_share", "75% of the values are payment methods"),
        (["Open", "Paid", "Void"], "status_share", "100% of the values are statuses"),
        (["Bill", "Vendor Credit"], "document_type_share", "100% of the values are kinds of document"),
        (["Net 30", "Due on receipt"], "terms_share", "100% of the values are payment terms"),
        (["GB980780684", "DE136695976"], "tax_share", "100% of the values are tax numbers"),
        (["(212) 555-0147", "+44 20 7946 0000"], "phone_share", "100% of the values are telephone numbers"),
        (["Acme Ltd", "Dupont SARL", "John Smith"], "company_share", "67% of the values are names of businesses"),
        (["INV-001", "INV-002"], "id_share", "100% of the values are codes or numbers"),
        (["Uber", "Staples", "Café"], "word_share", "100% of the values are codes or numbers"),
        (["true", "false"], "boolean_share", "100% of the values are yes or no"),
        (["rent for the office", "cleaning of windows"], "multiword_share", "100% of the values are words"),
    ],
)
def test_column_is_summed_up_by_what_its_values_are(texts, share, summary):
    found = profile(texts)
    assert getattr(found, share) >= 0.6
    assert found.summary() == summary


def test_counts_are_of_all_cells_and_shares_of_the_filled():
    found = profile(["1", "1", "2", None, None])
    assert (found.count, found.filled_share, found.distinct_count) == (5, 0.6, 2)
    assert found.distinct_share == pytest.approx(2 / 3)
    assert (found.number_share, found.integer_share, found.is_sorted, found.is_constant) == (1.0, 1.0, True, False)
    assert found.summary() == "100% of the values are numbers"


def test_numbers_are_told_by_sign_and_decimals():
    found = profile(["12.50", "-3.00", "7", "(4.10)"])
    assert (found.negative_share, found.cents_share, found.integer_share) == (0.5, 0.75, 0.25)
    assert profile(["0.5", "1.5"]).cents_share == 0.0
    assert profile(["12.5", "1.25"], is_workbook=True).cents_share == 1.0


def test_damaged_identifiers_are_noticed():
    assert profile(["1.23E+15", "4.5E+12"]).scientific_share == 1.0


def test_empty_column_has_a_profile():
    found = profile([None, None])
    assert (found.filled_share, found.date_style, found.number_style) == (0.0, None, None)
    assert found.summary() == "0 different values"


def test_styles_see_more_values_than_the_sample():
    texts = [f"{number % 12 + 1:02}/{number % 11 + 1:02}/{1950 + number % 150}" for number in range(3 * MAX_SAMPLE)]
    found = profile([*texts, "31/12/2024"] * 2)
    assert found.distinct_count > MAX_SAMPLE
    assert found.date_style.share == 1.0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=20)), max_size=6), st.booleans())
def test_any_column_has_a_profile(texts, is_workbook):
    found = profile(texts, is_workbook=is_workbook)
    shares = [value for name, value in vars(found).items() if name.endswith("_share")]
    assert all(0 <= share <= 1 for share in shares)


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from(VALUES), max_size=8), min_size=2, max_size=5))
def test_columns_have_the_same_profiles_beside_others_as_alone(columns):
    table = {str(place): pl.Series(texts, dtype=pl.String) for place, texts in enumerate(columns)}
    together = profile_columns(table, is_workbook=False)
    assert together == {key: profile_columns({key: column}, is_workbook=False)[key] for key, column in table.items()}


def test_codes_of_one_column_do_not_speak_for_those_of_another():
    codes = {"one family": ["PI", "PC", "PP"], "of several": ["PI", "KR", "VO"]}
    found = profile_columns({key: pl.Series(texts) for key, texts in codes.items()}, is_workbook=False)
    assert [each.document_type_share for each in found.values()] == [1.0, 0.0]
