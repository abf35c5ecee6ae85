from decimal import ROUND_HALF_EVEN, Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.records import AMOUNT, RATE
from ledgerlift.values.amounts import NumberStyle, currency_in, find_number_style, parse_amounts, parse_rates

AMOUNTS = st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False)
MARKS = [
    (".", ","),
    (",", "."),
    (",", " "),
    (",", "\u00a0"),
    (",", "\u202f"),
    (".", "'"),
    (".", "’"),
    (".", " "),
    (".", ""),
    (",", ""),
]
SIGNS = ["-{}", "−{}", "–{}", "- {}", "{}-", "{} -", "({})", "({} )", "[{}]", "<{}>", "{} CR", "{} Cr.", "{} H"]
CURRENCIES = [
    "{}",
    "${}",
    "{} €",
    "£ {}",
    "EUR {}",
    "{} USD",
    "{}CHF",
    "CA${}",
    "kr. {}",
    "{} zł",
    "R$ {}",
    "Fr. {}",
    "{} $ US",
]


def read(texts, style, parse=parse_amounts):
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    return frame.select(parse(pl.col("text"), style)).to_series().to_list()


def style_of(texts, **known):
    return find_number_style(pl.Series(texts, dtype=pl.String), **known)


def write(amount, decimal, grouping, *, indian=False):
    whole, cents = f"{abs(amount):.2f}".split(".")
    if indian and len(whole) > 3:
        head, tail = whole[:-3], whole[-3:]
        parts = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)]
        whole = grouping.join([*reversed(parts), tail])
    else:
        whole = f"{int(whole):,}".replace(",", grouping)
    return f"{whole}{decimal}{cents}"


@settings(max_examples=70, deadline=None)
@given(
    st.lists(AMOUNTS, min_size=1, max_size=8),
    st.sampled_from(MARKS),
    st.sampled_from(SIGNS),
    st.sampled_from(CURRENCIES),
    st.booleans(),
)
def test_amounts_written_in_any_style_are_read_back_exactly(amounts, marks, sign, currency, indian):
    decimal, grouping = marks
    texts = []
    for amount in amounts:
        figures = currency.format(write(amount, decimal, grouping, indian=indian and grouping == ","))
        texts.append(sign.format(figures) if amount < 0 else figures)
    style = style_of(texts)
    assert (style.decimal, style.share, style.is_certain) == (decimal, 1.0, True)
    assert read(texts, style) == amounts


@settings(max_examples=30, deadline=None)
@given(st.lists(st.decimals(-(10**20), 10**20, allow_nan=False, allow_infinity=False), min_size=1, max_size=8))
def test_numbers_of_any_length_are_exact_to_six_decimals(amounts):
    texts = [f"{amount:E}" if index % 2 else f"{amount:f}" for index, amount in enumerate(amounts)]
    expected = [amount.quantize(Decimal("0.000001"), ROUND_HALF_EVEN) for amount in amounts]
    assert read(texts, NumberStyle(".", "", 1.0)) == expected


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=20), st.from_regex(r"[-+0-9., '()$€CRH]{1,15}", fullmatch=True)),
        max_size=8,
    ),
    st.sampled_from(
        [NumberStyle(".", ",", 1.0), NumberStyle(",", ". '", 1.0), NumberStyle(".", "", 1.0, implied_decimals=2)]
    ),
)
def test_any_text_is_read_or_null(texts, style):
    style_of(texts)
    style_of(texts, is_workbook=True, hint=",")
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String}).lazy()
    found = frame.select(
        parse_amounts(pl.col("text"), style).alias("amount"), currency_in(pl.col("text")).alias("currency")
    )
    assert found.collect().schema == {"amount": AMOUNT, "currency": pl.String}


@settings(max_examples=40, deadline=None)
@given(
    st.data(),
    st.lists(
        st.sampled_from(["1.234", "12", "1,5", "1.234,50", "12.5", "-", "x", "12500", "(3)"]), min_size=1, max_size=8
    ),
)
def test_style_does_not_depend_on_the_order_of_rows(data, texts):
    assert style_of(texts) == style_of(data.draw(st.permutations(texts)))


@pytest.mark.parametrize("texts", [["1.234", "5.600"], ["1,234", "5,600", "250"], ["1.234", "5,678"]])
def test_thousands_and_decimals_that_nothing_tells_apart_are_uncertain(texts):
    style = style_of(texts)
    assert not style.is_certain


@pytest.mark.parametrize(
    ("texts", "decimal"),
    [
        (["1.234", "5.600", "12.5"], "."),
        (["1.234", "5.600", "12,5"], ","),
        (["1.234", "0.600"], "."),
        (["1.234", "5.600.000"], ","),
        (["1.234", "5.600", "12500"], "."),
        (["12.345", "5.600", "1500"], "."),
        (["1,234", "5,678.9"], "."),
        (["1.234,-", "12,--"], ","),
        (["1234.567"], "."),
        (["1.5E-05", "3"], "."),
        (["12", "1200"], "."),
        (["1 234", "12"], "."),
        (["12,34,567", "5,00,000"], "."),
    ],
)
def test_decimal_mark_follows_from_the_other_cells(texts, decimal):
    style = style_of(texts)
    assert (style.decimal, style.is_certain) == (decimal, True)


def test_spanish_numbers_group_only_from_five_figures():
    style = style_of(["1500", "12.500", "250"])
    assert not style.is_certain


def test_hint_settles_only_what_the_column_leaves_open():
    assert style_of(["1.234"], hint=".").decimal == "."
    assert style_of(["1.234"], hint=",").decimal == ","
    assert style_of(["1.234", "1.50"], hint=",").decimal == "."


def test_numbers_of_a_workbook_have_a_decimal_point():
    assert style_of(["1.234", "5.601"], is_workbook=True).is_certain
    assert not style_of(["1.230", "5.601"], is_workbook=True).is_certain


def test_contradicting_cells_are_uncertain():
    style = style_of(["1,234.50", "2,500.75", "12.10", "1.234,50"])
    assert (style.decimal, style.is_certain) == (".", False)
    assert read(["1.234,50"], style) == [None]


def test_slips_stay_unread():
    texts = ["12.50"] * 99 + ["1.234,50"]
    style = style_of(texts)
    assert (style.decimal, style.is_certain, style.share) == (".", True, 0.99)


@pytest.mark.parametrize(
    "texts", [["Smith", "Jones"], ["2024-01-31"], ["12%", "5%"], ["A12", "B13"], ["12-34-56"], [None], ["TBC"], []]
)
def test_columns_of_other_things_have_no_style(texts):
    assert style_of(texts) is None


@pytest.mark.parametrize(
    "text", ["12-34", "1,23", "12,34.50", "1.2.3", "A12", "12 GBP (VAT)", "(12", "12)", "TBC", "12%", "1234H", ""]
)
def test_text_that_does_not_fit_is_null(text):
    assert read([text], NumberStyle(".", ",", 1.0)) == [None]


@pytest.mark.parametrize("text", ["-", "–", "—", "$ -", "- €", "nil", "NIL", " - "])
def test_dash_alone_is_zero(text):
    assert read([text], NumberStyle(".", ",", 1.0)) == [0]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("-$1,234.50", "-1234.50"),
        ("$-1,234.50", "-1234.50"),
        ("($1,234.50)", "-1234.50"),
        ("$(1,234.50)", "-1234.50"),
        ("USD $12.00", "12"),
        ("$12.00 USD", "12"),
        ('="1,234.00"', "1234"),
        ("'12.00", "12"),
        ("12.00 DR", "12"),
        ("CR 12.00", "-12"),
        ("12.00CR", "-12"),
        ("12.50 EUR CR", "-12.50"),
        ("-12.00 CR", "-12"),
        ("(-12.00)", "-12"),
        ("-(12.00)", "-12"),
        ("12.-", "12"),
        ("12.--", "12"),
        ("+12", "12"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("1E+06", "1000000"),
        ("1.5E-05", "0.000015"),
        ("₹ 12,34,567.50", "1234567.50"),
        ("Rs. 5,00,000", "500000"),
        ("1234.5600000000001", "1234.56"),
    ],
)
def test_notation_around_figures_is_understood(text, amount):
    assert read([text], NumberStyle(".", ",", 1.0)) == [Decimal(amount)]


def test_signs_of_a_column_are_counted():
    style = style_of(["(12.00)", "-3.00", "4.00-", "5.00 CR", "6.00 DR", "7.00", "8.00", "9.00"])
    assert dict(style.signs) == dict.fromkeys(("brackets", "minus", "trailing minus", "CR", "DR"), 0.125)


def test_credit_marks_can_mean_plus():
    style = NumberStyle(".", ",", 1.0, credit_sign=1)
    assert read(["12.00 CR", "12.00 DR", "-12.00 CR"], style) == [12, -12, -12]


def test_implied_decimals_leave_cells_with_a_mark_alone():
    style = NumberStyle(".", "", 1.0, implied_decimals=2)
    assert read(["123456", "-5", "12.50", "0"], style) == [Decimal("1234.56"), Decimal("-0.05"), Decimal("12.50"), 0]


def test_rates_keep_nine_decimals():
    assert read(["1.234567891", "0,5"], NumberStyle(".", "", 1.0), parse_rates) == [Decimal("1.234567891"), None]
    frame = pl.DataFrame({"text": ["1"]}).lazy().select(parse_rates(pl.col("text"), NumberStyle(".", "", 1.0)))
    assert frame.collect_schema() == {"text": RATE}


def test_grouping_of_a_style_may_be_a_space_of_any_kind():
    for grouping in (" ", "\u00a0", "\u202f", "\u00a0\u202f"):
        assert read(["1\u00a0234,50", "1\u202f234,50"], NumberStyle(",", grouping, 1.0)) == [Decimal("1234.5")] * 2
    assert read(["1’234.50"], NumberStyle(".", "’", 1.0)) == [Decimal("1234.5")]


def test_currency_beside_an_amount_is_found():
    texts = {
        "$12": None,
        "US$ 12": "USD",
        "12 EUR": "EUR",
        "EUR12": "EUR",
        "12,00 $ US": "USD",
        "12,00 $ CA": "CAD",
        "12 kr.": None,
        "12,00 zł": "PLN",
        "£5": "GBP",
        "12": None,
        "CHF 12.00 CR": "CHF",
        "-€5": "EUR",
        "(CA$12.00)": "CAD",
        "USD $12": "USD",
    }
    found = pl.DataFrame({"text": list(texts)}).select(currency_in(pl.col("text"))).to_series()
    assert found.to_list() == list(texts.values())


def test_numbers_too_large_for_any_ledger_are_null():
    assert read(["9" * 40, "1E+60"], NumberStyle(".", "", 1.0)) == [None, None]


def test_lazy_and_streaming_frames_read_the_same():
    frame = pl.DataFrame({"text": ["1,234.50", None, "(3.00)", "x"]}).lazy()
    query = frame.select(parse_amounts(pl.col("text"), NumberStyle(".", ",", 1.0)))
    expected = [Decimal("1234.50"), None, Decimal(-3), None]
    assert query.collect().to_series().to_list() == query.collect(engine="streaming").to_series().to_list() == expected


@pytest.mark.parametrize(
    ("texts", "amounts"),
    [
        (["¥1,234.50", "12,345円", "￥500"], ["1234.50", "12345", "500"]),
        (["１，２３４．５０", "500.25"], ["1234.50", "500.25"]),
        (["△500.25", "▲1,000.00"], ["-500.25", "-1000"]),
    ],
)
def test_amounts_of_chinese_and_japanese_books_are_read(texts, amounts):
    assert read(texts, style_of(texts)) == [Decimal(amount) for amount in amounts]
