import datetime
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.values.dates import DateStyle, find_date_style, is_placeholder, parse_dates

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2049, 12, 31))
FORMATS = {
    "%d/%m/%Y": "DMY", "%d.%m.%Y": "DMY", "%d-%m-%Y": "DMY", "%d %m %Y": "DMY", "%d%m%Y": "DMY",
    "%m/%d/%Y": "MDY", "%m-%d-%Y": "MDY", "%m%d%Y": "MDY", "%m/%d/%Y %H:%M:%S": "MDY", "%m/%d/%Y %I:%M:%S %p": "MDY",
    "%Y-%m-%d": "YMD", "%Y/%m/%d": "YMD", "%Y.%m.%d": "YMD", "%Y%m%d": "YMD", "%Y-%m-%dT%H:%M:%SZ": "YMD",
    "%Y-%m-%d %H:%M:%S.000": "YMD", "%Y-%m-%d-%H.%M.%S.000000": "YMD", "%Y%m%d%H%M%S": "YMD",
    "%-d/%-m/%Y": "DMY",
    "%-m/%-d/%Y": "MDY",
    "%Y-%-m-%-d": "YMD",
    "%d-%b-%Y": "DMY", "%d %B %Y": "DMY", "%d%b%Y": "DMY", "%A, %d %B %Y": "DMY", "%a %d/%m/%Y": "DMY",
    "%b %d, %Y": "MDY", "%B %d, %Y": "MDY", "%Y-%b-%d": "YMD", "%d/%m/'%Y": "DMY",
}  # fmt: skip


def read(texts, style):
    return (
        pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(parse_dates(pl.col("text"), style)).to_series()
    )


def style_of(texts, **known):
    return find_date_style(pl.Series(texts, dtype=pl.String), **known)


def read_back(texts, **known):
    style = style_of(texts, **known)
    assert style is not None
    return read(texts, style).to_list()


@settings(max_examples=60, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=15), st.sampled_from(sorted(FORMATS)), st.integers(13, 28))
def test_dates_in_any_format_are_read_back_when_one_day_is_late(days, form, late):
    days = [*days, days[0].replace(day=late)]
    texts = [day.strftime(form) for day in days]
    style = style_of(texts)
    assert (style.order, style.share) == (FORMATS[form], 1.0)
    assert read(texts, style).to_list() == days


@settings(max_examples=40, deadline=None)
@given(
    st.lists(DAYS, min_size=1, max_size=20), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m-%d-%Y", "%d%m%Y"])
)
def test_order_is_never_certain_when_cells_read_both_ways_as_different_days(days, form):
    days = [day.replace(day=(day.day - 1) % 12 + 1) for day in days]
    texts = [day.strftime(form) for day in days]
    style = style_of(texts)
    if all(day.day == day.month for day in days):
        assert read(texts, style).to_list() == days
    else:
        assert style.order == "ambiguous"
        assert set(style.choices) == {"DMY", "MDY"}
        assert style.runner_up == style.choices[0]


@settings(max_examples=25, deadline=None)
@given(
    st.data(), st.lists(DAYS, min_size=2, max_size=12), st.sampled_from(["%d/%m/%Y", "%m/%d/%y", "%d-%b-%y", "%Y%m%d"])
)
def test_style_does_not_depend_on_the_order_of_rows(data, days, form):
    texts = [day.strftime(form) for day in days] + ["n/a", "TBC"]
    shuffled = data.draw(st.permutations(texts))
    assert style_of(texts) == style_of(shuffled)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=25), st.from_regex(r"[0-9./ :-]{1,20}", fullmatch=True)), max_size=8
    ),
    st.sampled_from(["DMY", "MDY", "YMD", "native", "serial", "julian", "ambiguous"]),
)
def test_any_text_is_read_or_null(texts, order):
    style_of(texts)
    style_of(texts, is_workbook=True, hint="MDY")
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String}).lazy()
    found = frame.select(
        parse_dates(pl.col("text"), DateStyle(order, 1.0)).alias("day"), is_placeholder(pl.col("text")).alias("none")
    ).collect()
    assert found.schema == {"day": pl.Date, "none": pl.Boolean}
    assert found.height == len(texts)


@pytest.mark.parametrize(
    "texts",
    [
        ["1 janv. 2025", "3 févr. 2025", "1er mars 2025", "15 août 2025", "30 DÉCEMBRE 2025"],
        ["1. Januar 2025", "3. Feb 2025", "1. März 2025", "15. August 2025", "30. Dez. 2025"],
        ["1 de enero de 2025", "3 feb 2025", "1-mar-2025", "15 ago. 2025", "30 dic 2025"],
        ["1 januari 2025", "3 feb. 2025", "1 mrt 2025", "15 aug 2025", "30 december 2025"],
        ["1 gennaio 2025", "3 febbraio 2025", "1 mar 2025", "15 agosto 2025", "30 dic 2025"],
        ["1º de janeiro de 2025", "3 fev 2025", "1 de março de 2025", "15 ago 2025", "30 dez 2025"],
        ["1st Jan 2025", "3rd February 2025", "1-MAR-25", "15AUG2025", "30 Dec '25"],
        ["mer. 1 janv. 2025", "lun. 3 févr. 2025", "sam. 1 mars 2025", "ven. 15 août 2025", "mar. 30 déc. 2025"],
    ],
)
def test_months_with_names_are_read_in_seven_languages(texts):
    assert style_of(texts).order == "DMY"
    assert read_back(texts) == [
        datetime.date(2025, 1, 1), datetime.date(2025, 2, 3), datetime.date(2025, 3, 1), datetime.date(2025, 8, 15),
        datetime.date(2025, 12, 30),
    ]  # fmt: skip


def test_texts_around_a_date_are_no_date():
    texts = ["Invoice 15 March 2024", "Invoice 16 March 2024"]
    assert read(texts, DateStyle("DMY", 1.0)).to_list() == [None, None]
    assert style_of(texts) is None


def test_columns_of_other_things_have_no_style():
    columns = {
        "amounts": ["1200.50", "33.10", "45000.00"],
        "phones": ["01 42 68 53 00", "01 45 22 11 09", "01 99 88 77 66"],
        "document numbers": [str(number) for number in range(41000, 41050)],
        "salaries": [str(number * 500) for number in range(70, 105)],
        "months in digits": ["202401", "202402", "202411", "202412"],
        "running numbers": ["161023", "161038", "161102", "161119"],
        "zeros": ["0", "0", "0"],
        "months": ["2024-01", "03-2024", "Mar 2024"],
        "nothing": ["00000000", "N/A", "-"],
    }
    assert {name: style_of(texts) for name, texts in columns.items()} == dict.fromkeys(columns)
    assert find_date_style(pl.Series([None, ""], dtype=pl.String)) is None


def test_native_dates_of_a_workbook_are_told_from_text():
    texts = ["2024-03-15 00:00:00", "2024-04-02 00:00:00"]
    assert style_of(texts, is_workbook=True).order == "native"
    assert style_of(texts).order == "YMD"


def test_text_days_among_native_days_name_the_order():
    texts = ["2024-03-15 00:00:00", "2024-04-12 00:00:00", "13/05/2024"]
    assert style_of(texts, is_workbook=True).order == "DMY"
    assert read_back(texts, is_workbook=True)[2] == datetime.date(2024, 5, 13)


def test_few_loose_cells_are_left_unread_and_do_not_name_the_order():
    texts = ["2024-03-15"] * 99 + ["03/04/24"]
    style = style_of(texts)
    assert (style.order, style.reads_loose) == ("YMD", False)
    assert read(texts, style).to_list()[-1] is None


def test_day_numbers_of_a_workbook_are_read():
    texts = ["45292", "45301", "45310.5", "45366", "45322"]
    style = style_of(texts)
    assert (style.order, style.certainty) == ("serial", 0.6)
    assert read(texts, style).to_list()[:3] == [
        datetime.date(2024, 1, 1), datetime.date(2024, 1, 10), datetime.date(2024, 1, 19),
    ]  # fmt: skip


def test_text_days_mixed_with_day_numbers_are_both_read():
    texts = ["02/06/2015", "30/06/2015", "42163", "42170"]
    style = style_of(texts)
    assert (style.order, style.is_swapped) == ("DMY", False)
    assert read(texts, style).to_list() == [
        datetime.date(2015, 6, 2), datetime.date(2015, 6, 30), datetime.date(2015, 6, 8), datetime.date(2015, 6, 15),
    ]  # fmt: skip


def test_days_a_spreadsheet_swapped_are_noticed():
    late = [f"{day}/03/2024" for day in range(13, 25)]
    early = [f"2024-{day:02}-03 00:00:00" for day in range(1, 13)]
    style = style_of([*late, *early], is_workbook=True)
    assert (style.order, style.is_swapped) == ("DMY", True)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["124075", "123366", "124001", "0"], [(2024, 3, 15), None, (2024, 1, 1), None]),
        (["124075", "123365", "99365", "0"], [(2024, 3, 15), (2023, 12, 31), (1999, 12, 31), None]),
        (["2024075", "2023365", "2024-366"], [(2024, 3, 15), (2023, 12, 31), (2024, 12, 31)]),
    ],
)
def test_years_with_days_of_the_year_are_read(texts, expected):
    days = [datetime.date(*parts) if parts else None for parts in expected]
    assert read(texts, DateStyle("julian", 1.0)).to_list() == days


def test_column_of_julian_days_is_found():
    texts = ["124075", "123365", "124200", "124011", "0"]
    assert style_of(texts).order == "julian"
    assert read_back(texts)[0] == datetime.date(2024, 3, 15)


def test_days_of_the_year_that_also_read_as_two_digit_years_of_decades_are_julian():
    days = [datetime.date(2023, 4, 1) + datetime.timedelta(days=2 * n) for n in range(25)]
    texts = [f"1{day:%y%j}" for day in days]  # 123091 is 30 December 1991, too
    assert style_of(texts).order == "julian"
    assert read_back(texts) == days


def test_digits_without_marks_are_read_also_without_their_zero():
    days = [datetime.date(2024, 1, 1) + datetime.timedelta(days=n * 9) for n in range(60)]
    texts = [day.strftime("%d%m%y").lstrip("0") for day in days]
    assert style_of(texts).order == "DMY"
    assert read_back(texts) == days
    assert read_back([day.strftime("%d%m%Y").lstrip("0") for day in days]) == days


def test_two_digit_years_are_told_from_days_by_how_far_they_wander():
    days = [datetime.date(2024, 1, 3) + datetime.timedelta(days=n * 5) for n in range(60)]
    for form, order in (("%d/%m/%y", "DMY"), ("%m/%d/%y", "MDY"), ("%y-%m-%d", "YMD"), ("%d-%m-%y", "DMY")):
        texts = [day.strftime(form) for day in days]
        assert style_of(texts).order == order
        assert read_back(texts) == days


def test_two_digit_years_belong_to_two_centuries():
    assert read(["31/12/69", "31/12/70"], DateStyle("DMY", 1.0)).to_list() == [
        datetime.date(2069, 12, 31), datetime.date(1970, 12, 31),
    ]  # fmt: skip


def test_single_short_date_with_hyphens_stays_open():
    style = style_of(["15-03-24"])
    assert style.order == "ambiguous"
    assert set(style.choices) == {"DMY", "YMD"}


def test_one_day_that_is_the_same_in_every_order_is_no_question():
    assert style_of(["05/05/2020"] * 4).order == "DMY"
    assert style_of(["05/05/2020"] * 4, hint="MDY").order == "MDY"


def test_hint_settles_only_what_the_column_leaves_open():
    assert style_of(["03/04/2024", "05/06/2024"], hint="MDY").order == "MDY"
    assert style_of(["03/04/2024", "25/06/2024"], hint="MDY").order == "DMY"
    assert style_of(["03/04/2024", "05/06/2024"], hint="YMD").order == "ambiguous"


def test_answer_reads_an_ambiguous_column():
    texts = ["03/04/2024", "05/06/2024", "07/07/2024"]
    style = style_of(texts)
    assert read(texts, style).to_list() == [None, None, datetime.date(2024, 7, 7)]
    assert read(texts, replace(style, order="MDY")).to_list()[0] == datetime.date(2024, 3, 4)


def test_contradicting_cells_are_a_question_with_both_counts():
    texts = ["15/03/2024", "16/03/2024", "03/17/2024", "03/18/2024"]
    style = style_of(texts)
    assert style.order == "ambiguous"
    assert style.reasons == ("2 cells cannot be DMY, 2 cells cannot be MDY",)


def test_few_slips_do_not_change_the_order():
    texts = [f"{day}/03/2024" for day in range(13, 29)] * 4 + ["03/25/2024"]
    style = style_of(texts)
    assert (style.order, style.runner_up) == ("DMY", "MDY")
    assert style.share < 1


def test_one_late_day_among_many_early_ones_is_not_proof():
    days = [datetime.date(2023, month, day) for month in range(1, 13) for day in range(1, 13)]
    texts = [day.strftime("%m/%d/%Y") for day in days] + ["13/05/2023"]
    assert style_of(texts).order == "ambiguous"


def test_habits_and_working_days_rank_the_choices_of_an_open_column():
    dotted = style_of(["03.04.2024", "05.06.2024"])
    assert (dotted.choices[0], dotted.order) == ("DMY", "ambiguous")
    assert dotted.certainty > 0.9
    weekdays = [day for n in range(400) if (day := datetime.date(2023, 1, 1) + datetime.timedelta(n)).weekday() < 5]
    early = [day.strftime("%m/%d/%Y") for day in weekdays if day.day <= 12]
    style = style_of(early)
    assert (style.order, style.choices[0]) == ("ambiguous", "MDY")
    assert style.certainty > 0.7


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "00000000",
        "00/00/0000",
        "00.00.0000",
        "1900-01-01",
        "01/01/1900",
        "1-Jan-1900",
        "1899-12-30",
        "31/12/1899",
        "1753-01-01",
        "0001-01-01",
        "0001-01-01 00:00:00",
        "9999-12-31",
        "31/12/9999",
        "12/31/9999",
        "17000101",
        "-",
        "--",
        "N/A",
        "n.a.",
        "None",
        "NULL",
        "  /  /    ",
        "12:00:00 AM",
    ],
)
def test_placeholders_stand_for_no_date(text):
    assert pl.select(is_placeholder(pl.lit(pl.Series([text])))).to_series().to_list() == [True]
    style = style_of(["2024-03-15", "2024-03-16", text])
    assert (style.order, style.share) == ("YMD", 1.0)
    assert read(["2024-03-15", text], style).to_list() == [datetime.date(2024, 3, 15), None]


def test_dates_and_slips_are_no_placeholders():
    texts = pl.Series(["2024-03-15", "30/02/2024", "TBC", "1901-01-01"])
    assert not pl.select(is_placeholder(pl.lit(texts))).to_series().any()


def test_first_of_january_1970_is_no_date_where_it_repeats_among_later_ones():
    texts = ["1970-01-01", "1970-01-01", "2024-03-15", "2023-02-01"]
    style = style_of(texts)
    assert style.epoch_is_empty
    assert read(texts, style).null_count() == 2
    assert not style_of(["1970-01-01", "2024-03-15"]).epoch_is_empty
    assert not style_of(["1970-01-01", "1970-01-01", "1970-01-02"]).epoch_is_empty


def test_impossible_days_are_not_read():
    texts = ["30/02/2024", "31/04/2024", "00/05/2024", "12/13/2024", "15/03/0204", "29/02/2023"]
    assert read(texts, DateStyle("DMY", 1.0)).null_count() == len(texts)


def test_lazy_and_streaming_frames_read_the_same():
    frame = pl.DataFrame({"text": ["15/03/2024", None, "16/03/2024 10:30", "x"]}).lazy()
    query = frame.select(parse_dates(pl.col("text"), DateStyle("DMY", 1.0)))
    expected = [datetime.date(2024, 3, 15), None, datetime.date(2024, 3, 16), None]
    assert query.collect().to_series().to_list() == query.collect(engine="streaming").to_series().to_list() == expected
