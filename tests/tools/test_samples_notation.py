import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.samples.notation import DateNotation, NumberNotation

DAY = dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("pattern", "language", "written"),
    [
        ("dd/mm/yyyy", "en", "09/03/2026"),
        ("m/d/yyyy", "en", "3/9/2026"),
        ("dd-mmm-yy", "en", "09-Mar-26"),
        ("d mmmm yyyy", "fr", "9 mars 2026"),
        ("dd. mmm yyyy", "de", "09. Mrz 2026"),
        ("yyyymmdd", "en", "20260309"),
        ("cyyddd", "en", "126068"),
        ("yyyy-mm-dd hh:mi:ss", "en", "2026-03-09 00:00:00"),
        ("serial", "en", "46090"),
    ],
)
def test_date_is_written_as_its_pattern_says(pattern, language, written):
    assert DateNotation(pattern, language).write(DAY) == written


@pytest.mark.parametrize(
    ("pattern", "order"),
    [
        ("dd/mm/yyyy", "DMY"),
        ("m/d/yy", "MDY"),
        ("yyyy-mm-dd", "YMD"),
        ("dd mmm yyyy", "DMY"),
        ("mmm d, yyyy", "MDY"),
        ("native dd/mm/yyyy", "native"),
        ("serial", "serial"),
        ("cyyddd", "julian"),
    ],
)
def test_order_is_the_patterns_when_a_day_tells(pattern, order):
    assert DateNotation(pattern, "en").order([DAY, dt.date(2026, 3, 19)]) == order


@pytest.mark.parametrize("pattern", ["dd/mm/yyyy", "m/d/yy"])
def test_order_is_ambiguous_when_every_day_could_be_a_month(pattern):
    assert DateNotation(pattern, "en").order([DAY, dt.date(2026, 11, 12)]) == "ambiguous"


def test_order_is_known_from_a_month_written_out():
    assert DateNotation("dd mmm yyyy", "en").order([DAY]) == "DMY"


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        ("-1,234.56", "-9,876.50"),
        ("(1.234,56)", "(9.876,50)"),
        ("1 234,56-", "9 876,50-"),
        ("-$1'234.56", "-$9'876.50"),
        ("-1.234,56 €", "-9.876,50 €"),
        ("-1234.56", "-9876.50"),
        ("-123456", "-987650"),
    ],
)
def test_negative_amount_looks_like_its_sample(sample, written):
    assert NumberNotation(sample).write(Decimal("-9876.50")) == written


def test_amount_sample_without_a_minus_is_refused():
    with pytest.raises(ValueError, match="not a way"):
        NumberNotation("1,234.56").write(Decimal(1))


@settings(max_examples=60)
@given(
    amount=st.decimals(-(10**9), 10**9, places=2),
    sample=st.sampled_from(["-1,234.56", "(1,234.56)", "1234.56-", "-$1,234.56", "-1'234.56"]),
)
def test_written_amount_reads_back(amount, sample):
    written = NumberNotation(sample).write(amount)
    digits = Decimal("".join(char for char in written if char.isdigit() or char == "."))
    assert digits == abs(amount)
    assert (amount < 0) == any(mark in written for mark in "-(")
