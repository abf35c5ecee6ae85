"""How many journeys began and how far they came: by week, by software, and where people stop."""

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, Count, Expression, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from ledgerlift_server.companies.models import Company, Connection, Consent, Link
from ledgerlift_server.syncs.models import Upload
from ledgerlift_server.syncs.states import UploadState

STAGES = ("began", "consented", "uploaded", "completed")
# Each journey is in the first of these that holds.
STOPS = ("completed", "needs_customer", "files_in", "no_file", "no_consent")


@dataclasses.dataclass(frozen=True)
class Stages:
    """How many journeys reached each stage, under a name: a week or a software."""

    name: Any
    began: int
    consented: int
    uploaded: int
    completed: int

    @property
    def completed_share(self) -> float:
        """Which part of those that began were completed."""
        return self.completed / self.began if self.began else 0.0


@dataclasses.dataclass(frozen=True)
class Funnel:
    """The journeys that began since a day."""

    since: datetime.date
    total: Stages
    weeks: Sequence[Stages]
    software: Sequence[Stages]
    stops: dict[str, int]
    companies: int
    invited: int


def measure(companies: QuerySet[Company], *, weeks: int) -> Funnel:
    """Count the journeys of some companies that began in the last weeks, this one included."""
    today = timezone.now().date()
    since = today - datetime.timedelta(days=today.weekday(), weeks=weeks - 1)
    journeys = list_journeys(companies, since)
    by_week = {count.name: count for count in count_by(journeys.annotate(week=TruncWeek("created_at")), "week")}
    mondays = [since + datetime.timedelta(weeks=number) for number in range(weeks)]
    counted = {moment.date(): count for moment, count in by_week.items()}
    return Funnel(
        since=since,
        total=Stages("", **journeys.aggregate(**stage_counts())),
        weeks=[dataclasses.replace(counted.get(day, Stages(day, 0, 0, 0, 0)), name=day) for day in mondays],
        software=sorted(count_by(journeys, "software_name"), key=lambda count: (-count.began, count.name)),
        stops=count_stops(journeys),
        companies=companies.count(),
        invited=companies.filter(id__in=Link.objects.values("company")).count(),
    )


def list_journeys(companies: QuerySet[Company], since: datetime.date) -> QuerySet[Connection]:
    """List connections that began since a day, each with what happened on its journey."""
    start = datetime.datetime.combine(since, datetime.time(), datetime.UTC)
    unsettled = Upload.objects.filter(
        removed_at=None,
        state__in=[
            UploadState.NEEDS_ANSWER,
            UploadState.WRONG_REPORT,
            UploadState.NOT_RECOGNISED,
            UploadState.REJECTED,
        ],
    )
    return Connection.objects.filter(company__in=companies, created_at__gte=start).annotate(
        has_consent=is_among(Consent.objects.all()),
        has_upload=is_among(Upload.objects.all()),
        has_unsettled=is_among(unsettled),
    )


def is_among(rows: QuerySet[Consent] | QuerySet[Upload]) -> Expression:
    """Test whether rows belong to a connection, as a set: row security then asks after each row once and in one go."""
    return ExpressionWrapper(Q(id__in=rows.values("connection")), output_field=BooleanField())


def stage_counts() -> dict[str, Count]:
    """Count each stage. Whoever linked is taken to have passed the stages before."""
    linked = Q(linked_at__isnull=False)
    return {
        "began": Count("id"),
        "consented": Count("id", filter=Q(has_consent=True) | linked),
        "uploaded": Count("id", filter=Q(has_upload=True) | linked),
        "completed": Count("id", filter=linked),
    }


def count_by(journeys: QuerySet[Connection], name: str) -> list[Stages]:
    """Count the stages by a column."""
    rows = journeys.values(name).annotate(**stage_counts()).order_by(name)
    return [Stages(row[name], *(row[stage] for stage in STAGES)) for row in rows]


def count_stops(journeys: QuerySet[Connection]) -> dict[str, int]:
    """Count where journeys are, each in one place."""
    is_open = Q(linked_at__isnull=True)
    return journeys.aggregate(
        completed=Count("id", filter=~is_open),
        needs_customer=Count("id", filter=is_open & Q(has_unsettled=True)),
        files_in=Count("id", filter=is_open & Q(has_upload=True, has_unsettled=False)),
        no_file=Count("id", filter=is_open & Q(has_upload=False, has_consent=True)),
        no_consent=Count("id", filter=is_open & Q(has_upload=False, has_consent=False)),
    )
