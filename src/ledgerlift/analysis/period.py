"""The months an analysis looks at."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from ledgerlift.analysis.settings import AnalysisSettings

DEFAULT_MONTHS = 12
DAYS_IN_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    start: date
    end: date

    @property
    def months(self) -> int:
        """Months reviewed, to the nearest whole one and at least one: what sums are annualised with."""
        days = (self.end - self.start).days + 1
        return max(1, round(days / DAYS_IN_A_MONTH))


def choose_period(settings: AnalysisSettings, oldest: date | None, newest: date | None) -> Period | None:
    """Take the period asked for, else the last twelve full months up to the newest transaction.

    None when nothing is asked for and no transaction has a date.
    """
    end = settings.period_to
    if end is None:
        if newest is None:
            if settings.period_from is None:
                return None
            newest = oldest = settings.period_from
        end = _last_full_month_end(oldest or newest, newest, settings.as_of)
    start = settings.period_from or start_of_year_to(end)
    return Period(start, max(start, end))


def start_of_year_to(end: date) -> date:
    """Find the first day of the twelve months whose last day is ``end``."""
    return add_months(end + timedelta(days=1), -DEFAULT_MONTHS)


def add_months(day: date, months: int) -> date:
    """Move a date by whole months; the last days of a long month become the last day of a short one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _last_full_month_end(oldest: date, newest: date, as_of: date | None) -> date:
    first_of_month = newest.replace(day=1)
    end_of_month = newest.replace(day=calendar.monthrange(newest.year, newest.month)[1])
    is_running = as_of is not None and as_of < end_of_month
    # A company whose books begin this month is better served by a part month than by an empty report.
    return first_of_month - timedelta(days=1) if is_running and oldest < first_of_month else end_of_month
