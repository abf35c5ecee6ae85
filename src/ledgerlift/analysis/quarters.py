"""A quarter beside the one before it: who is new, how methods shift, whether bills are settled faster or slower."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import narwhals as nw
import polars as pl

from ledgerlift.analysis.analyse import Analysis, analyse
from ledgerlift.analysis.figures import SUMS, divide
from ledgerlift.analysis.marks import BILLS, DIRECT_COSTS, PAYMENTS, Transactions
from ledgerlift.analysis.period import Period, add_months
from ledgerlift.analysis.settings import AnalysisSettings
from ledgerlift.analysis.survey import find_span
from ledgerlift.problems import FileRejectedError, Place, Problem
from ledgerlift.snapshot import Snapshot
from ledgerlift.values.names import normalise_name

MONTHS = 3
# Books that go on into the last week of a quarter hold it: nobody books on every day.
SLACK = timedelta(days=6)


@dataclass(frozen=True)
class Quarters:
    """Two neighbouring quarters, each analysed by itself, in the same base currency.

    ``new_suppliers`` are the rows of ``latest.suppliers`` with spend that had none in the prior quarter; ``methods``
    has ``level``, ``category``, ``payment_method``, ``prior_share``, ``latest_share`` (percent of all bills by amount)
    and ``change`` (percentage points).
    """

    latest: Analysis
    prior: Analysis
    new_suppliers: pl.DataFrame
    methods: pl.DataFrame

    @property
    def summary(self) -> dict[str, Any]:
        """The figures of the new suppliers, by name; days are null where nothing was settled."""
        sums = self.new_suppliers.select(pl.len().alias("new_suppliers_count"), pl.col(SUMS).sum())
        ratio = divide(pl.col("settlement_weighted"), pl.col("settlement_weight"))
        figures = sums.with_columns(average_settlement_days=ratio).row(0, named=True)
        before = self.prior.overall["average_bill_settlement_period_weighted"]
        now = figures["average_settlement_days"]
        return {**figures, "settlement_days_change": None if None in (now, before) else now - before}


@dataclass(frozen=True)
class Span:
    """The first and last day of the transactions that make a quarter complete."""

    first: date
    last: date

    def covers(self, period: Period) -> bool:
        """Tell whether the books hold all of a period."""
        return self.first <= period.start + SLACK and self.last >= period.end - SLACK


def find_latest_quarter(snapshot: Snapshot, as_of: date | None = None) -> Period | None:
    """Find the latest calendar quarter the books hold whole and that was over by ``as_of``; None when there is none."""
    span = _find_span(snapshot, as_of)
    if span is None:
        return None
    latest = _quarter_of(span.last + SLACK + timedelta(days=1))
    while as_of is not None and latest.start > as_of:
        latest = _before(latest)
    quarter = _before(latest)
    return quarter if span.covers(quarter) else None


def compare_quarters(
    snapshot: Snapshot, settings: AnalysisSettings | None = None, *, earlier: Snapshot | None = None
) -> Quarters:
    """Compare the latest complete quarter of a snapshot with the one before.

    The quarter before may come from an ``earlier`` snapshot, when the newer exports begin later. Raises
    FileRejectedError when the two quarters are not complete: a report of a part would call known suppliers new.
    """
    settings = settings or AnalysisSettings()
    quarter = find_latest_quarter(snapshot, settings.as_of)
    if quarter is None:
        raise _refuse(snapshot, settings.as_of)
    before = _before(quarter)
    source = next((each for each in (snapshot, earlier) if each and _covers(each, before, settings.as_of)), None)
    if source is None:
        raise _refuse(snapshot, settings.as_of)
    latest = analyse(snapshot, _within(settings, quarter, None))
    prior = analyse(source, _within(settings, before, latest.base_currency))
    is_known = _by_key(latest, prior) if source is snapshot else _by_name(latest, prior)
    new = latest.suppliers.filter((pl.col("total_spend") > 0) & ~pl.lit(is_known))
    return Quarters(latest, prior, new, _compare_methods(latest, prior))


def _within(settings: AnalysisSettings, period: Period, base_currency: str | None) -> AnalysisSettings:
    currency = base_currency or settings.base_currency
    return replace(settings, period_from=period.start, period_to=period.end, base_currency=currency)


def _by_key(latest: Analysis, prior: Analysis) -> pl.Series:
    return latest.suppliers["supplier_key"].is_in(_with_spend(prior)["supplier_key"].implode())


def _by_name(latest: Analysis, prior: Analysis) -> pl.Series:
    """Tell who was known in another snapshot, whose keys say nothing: by the id, or by the name."""
    known = _with_spend(prior)
    by_id = _id_key(latest.suppliers).is_in(_id_key(known).drop_nulls().implode())
    by_name = _name_key(latest.suppliers).is_in(_name_key(known).drop_nulls().implode())
    return by_id.fill_null(value=False) | by_name.fill_null(value=False)


def _with_spend(analysis: Analysis) -> pl.DataFrame:
    return analysis.suppliers.filter(pl.col("total_spend") != 0)


def _id_key(suppliers: pl.DataFrame) -> pl.Series:
    return suppliers["supplier_id"].str.to_lowercase().str.strip_chars_start("0")


def _name_key(suppliers: pl.DataFrame) -> pl.Series:
    return normalise_name(suppliers["supplier_name"]).replace("", None)


def _compare_methods(latest: Analysis, prior: Analysis) -> pl.DataFrame:
    keys, share = ["level", "category", "payment_method"], "percentage_bills_by_amount"
    before = prior.methods.select(*keys, prior_share=share)
    joined = latest.methods.select(*keys, latest_share=share).join(before, on=keys, how="left", maintain_order="left")
    return joined.select(*keys, "prior_share", "latest_share", change=pl.col("latest_share") - pl.col("prior_share"))


def _covers(snapshot: Snapshot, period: Period, as_of: date | None) -> bool:
    span = _find_span(snapshot, as_of)
    return span is not None and span.covers(period)


def _find_span(snapshot: Snapshot, as_of: date | None) -> Span | None:
    """Find the days that bills and payments both span; expenses are too occasional, unless there is nothing else."""
    spans = [span for kind in (BILLS, PAYMENTS) if (span := _find_one(snapshot, kind, as_of))]
    if not spans:
        return _find_one(snapshot, DIRECT_COSTS, as_of)
    return Span(max(span.first for span in spans), min(span.last for span in spans))


def _find_one(snapshot: Snapshot, kind: Transactions, as_of: date | None) -> Span | None:
    first, last = find_span(nw.from_native(snapshot.frames[kind.name]), kind, as_of)
    return Span(first, last) if first and last else None


def _quarter_of(day: date) -> Period:
    start = date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)
    return Period(start, add_months(start, MONTHS) - timedelta(days=1))


def _before(quarter: Period) -> Period:
    return Period(add_months(quarter.start, -MONTHS), quarter.start - timedelta(days=1))


def _refuse(snapshot: Snapshot, as_of: date | None) -> FileRejectedError:
    span = _find_span(snapshot, as_of)
    place = Place(file=snapshot.directory.name)
    if span is None:
        return FileRejectedError(Problem("quarters_without_dates", place))
    wanted = _before(_quarter_of(span.last))
    details = {
        "first": span.first.isoformat(), "last": span.last.isoformat(),
        "start": _before(wanted).start.isoformat(), "end": wanted.end.isoformat(),
    }  # fmt: skip
    return FileRejectedError(Problem("quarters_not_complete", place, details=details))
