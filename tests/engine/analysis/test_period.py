from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgerlift.analysis import AnalysisSettings, Period
from ledgerlift.analysis.period import add_months, choose_period

OLD = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("newest", "as_of", "start", "end"),
    [
        # the month of the newest transaction is over
        ("2026-02-10", None, "2025-03-01", "2026-02-28"),
        ("2026-02-28", "2026-02-28", "2025-03-01", "2026-02-28"),
        ("2025-12-29", "2026-01-05", "2025-01-01", "2025-12-31"),
        # it is still running
        ("2026-02-10", "2026-02-12", "2025-02-01", "2026-01-31"),
        # leap years
        ("2024-02-01", None, "2023-03-01", "2024-02-29"),
        ("2025-02-03", None, "2024-03-01", "2025-02-28"),
    ],
)
def test_default_period_is_the_last_twelve_full_months(newest, as_of, start, end):
    settings = AnalysisSettings(as_of=as_of and date.fromisoformat(as_of))
    period = choose_period(settings, OLD, date.fromisoformat(newest))
    assert period == Period(date.fromisoformat(start), date.fromisoformat(end))
    assert period.months == 12


def test_books_that_begin_this_month_get_the_running_month():
    settings = AnalysisSettings(as_of=date(2026, 2, 12))
    assert choose_period(settings, date(2026, 2, 3), date(2026, 2, 10)).end == date(2026, 2, 28)


def test_one_end_of_the_period_is_enough():
    to = choose_period(AnalysisSettings(period_to=date(2025, 6, 30)), OLD, date(2026, 1, 1))
    assert to == Period(date(2024, 7, 1), date(2025, 6, 30))
    from_ = choose_period(AnalysisSettings(period_from=date(2025, 11, 1)), OLD, date(2026, 1, 15))
    assert from_ == Period(date(2025, 11, 1), date(2026, 1, 31))
    assert from_.months == 3


def test_no_date_gives_no_period_unless_one_is_asked_for():
    assert choose_period(AnalysisSettings(), None, None) is None
    asked = AnalysisSettings(period_from=date(2025, 1, 1), period_to=date(2025, 1, 31))
    assert choose_period(asked, None, None) == Period(date(2025, 1, 1), date(2025, 1, 31))


def test_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="after its end"):
        AnalysisSettings(period_from=date(2025, 2, 1), period_to=date(2025, 1, 1))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2190, 1, 1)), st.integers(1, 36))
def test_full_months_count_as_so_many(day, months):
    first = day.replace(day=1)
    assert Period(first, add_months(first, months) - timedelta(days=1)).months == months
