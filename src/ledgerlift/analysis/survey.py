"""A first look at the transactions: which currency the company keeps its books in, and which days they span."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals as nw
import polars as pl

from ledgerlift.analysis.marks import ALL, Transactions, day_number
from ledgerlift.analysis.portable import COUNT, Records, fetch

# Dates outside these are typing errors or stand for "no date"; they must not choose the period.
EARLIEST, LATEST = day_number(date(1900, 1, 1)), day_number(date(2199, 12, 31))


@dataclass(frozen=True)
class Survey:
    """``currency`` is the one most transactions are in, None when none states any."""

    currency: str | None
    oldest: date | None
    newest: date | None


def survey(frames: Mapping[str, Records], as_of: date | None) -> Survey:
    """Look at every transaction that is neither void nor a draft; dates after ``as_of`` count only if all are."""
    seen = pl.concat(_survey_type(frames[kind.name], kind, as_of) for kind in ALL)
    currencies = (
        seen.filter(pl.col("currency").is_not_null())
        .group_by("currency")
        .agg(pl.col("rows").sum())
        .sort("rows", "currency", descending=[True, False])
    )
    oldest, past, newest = seen.select(pl.col("oldest").min(), pl.col("past").max(), pl.col("newest").max()).row(0)
    return Survey(
        currency=currencies.item(0, "currency") if currencies.height else None,
        oldest=_as_date(oldest),
        newest=_as_date(newest if past is None else past),
    )


def find_span(frame: Records, kind: Transactions, as_of: date | None) -> tuple[date | None, date | None]:
    """Find the first and last day of one record type, dates after ``as_of`` left out; None where there is none."""
    seen = _survey_type(frame, kind, as_of)
    oldest, past = seen.select(pl.col("oldest").min(), pl.col("past").max()).row(0)
    return _as_date(oldest), _as_date(past)


def _survey_type(frame: Records, kind: Transactions, as_of: date | None) -> pl.DataFrame:
    day = nw.when((kind.day >= EARLIEST) & (kind.day <= LATEST)).then(kind.day)
    if kind.has_status:
        # A missing status compares to null, which a filter would drop.
        status = nw.coalesce(nw.col("status"), nw.lit(""))
        frame = frame.filter((status != "Void") & (status != "Draft"))
    past = day if as_of is None else nw.when(day <= day_number(as_of)).then(day)
    counted = (
        frame.select("currency", day=day, past=past)
        .group_by("currency")
        .agg(
            rows=nw.len(),
            oldest=nw.col("day").min(),
            past=nw.col("past").max(),
            newest=nw.col("day").max(),
        )
    )
    return fetch(counted, dict.fromkeys(("rows", "oldest", "past", "newest"), COUNT))


def _as_date(day: int | None) -> date | None:
    return None if day is None else date(1970, 1, 1) + timedelta(days=day)
