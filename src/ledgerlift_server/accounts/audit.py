"""The audit log: a client's events searched, a page at a time or all of them; as quick for a million as for one."""

import dataclasses
import datetime
import uuid
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.models import Client, Event
from ledgerlift_server.ui.paging import Paging

PAGE_SIZE = 50
# Counting all of a million takes longer than anybody reads; earlier ones are found by their days.
MOST = 10_000
YEARS_KEPT = 7
# Who is not a person, by the kind of actor.
OTHERS = ("link", "system", "stranger")


@dataclasses.dataclass(frozen=True)
class Request:
    """What somebody asks of the log. Whatever is not known is left out, as an old bookmark should still open.

    ``person`` is the id of a colleague or one of `OTHERS`, ``last`` the last day that is included.
    """

    search: str = ""
    person: str = ""
    company: uuid.UUID | None = None
    name: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None
    page: int = 1


@dataclasses.dataclass(frozen=True)
class Page(Paging):
    """One page of events, newest first; ``count`` stops at `MOST`."""

    events: list[Event]

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are counted."""
        return self.count >= MOST


def read_request(values: dict[str, str]) -> Request:
    """Take a request from an address."""
    person, page = values.get("person", ""), values.get("page", "")
    return Request(
        search=" ".join(values.get("q", "").split())[:100],
        person=person if person in OTHERS or read_id(person) else "",
        company=read_id(values.get("company", "")),
        name=values.get("name", "") if values.get("name") in events.NAMES else "",
        first=read_day(values.get("first", "")),
        last=read_day(values.get("last", "")),
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )


def read_id(text: str) -> uuid.UUID | None:
    """Read an id; None for anything else."""
    with suppress(ValueError):
        return uuid.UUID(text)
    return None


def read_day(text: str) -> datetime.date | None:
    """Read a day, as 2026-03-31; None for anything else."""
    with suppress(ValueError):
        return datetime.date.fromisoformat(text)
    return None


def find(client: Client, asked: Request, *, ids: Collection[uuid.UUID]) -> QuerySet[Event]:
    """Find a client's events, newest first; a search means those about, or by, what has one of some ``ids``."""
    found = Event.objects.filter(client=client)
    if asked.person in OTHERS:
        found = found.filter(actor_kind=asked.person)
    elif asked.person:
        found = found.filter(Q(actor_id=asked.person) | Q(subject_id=asked.person))
    if asked.company:
        found = found.filter(company_id=asked.company)
    if asked.name:
        found = found.filter(name=asked.name)
    if asked.first:
        found = found.filter(happened_at__gte=start_of(asked.first))
    if asked.last:
        found = found.filter(happened_at__lt=start_of(asked.last + datetime.timedelta(days=1)))
    if asked.search:
        found = found.filter(Q(company_id__in=ids) | Q(subject_id__in=ids) | Q(actor_id__in=ids))
    return found.order_by("-happened_at", "-id")


def get_page(found: QuerySet[Event], number: int) -> Page:
    """Get a page of events. A page after the last gives the last."""
    paging = Paging(found[:MOST].count(), number, PAGE_SIZE)
    rows = found[paging.skipped :][:PAGE_SIZE]
    return Page(paging.count, number, PAGE_SIZE, events=list(rows))


def read_all(found: QuerySet[Event], *columns: str, at_once: int = 5000) -> Iterator[list[tuple[Any, ...]]]:
    """Read time, id and some columns of all events in parts, newest first; each part begins where the last one ended.

    Memory stays the same however many there are: `at_once` rows, and no object for each.
    """
    rows = found.values_list("happened_at", "id", *columns)
    part = list(rows[:at_once])
    while part:
        yield part
        end, end_id = part[-1][:2]
        earlier = Q(happened_at__lt=end) | Q(happened_at=end, id__lt=end_id)
        part = list(rows.filter(earlier, happened_at__lte=end)[:at_once])


def forget_old() -> int:
    """Delete events past their time; say how many. The database refuses to delete any other."""
    # A little more than the years, as not every year has 366 days.
    before = timezone.now() - datetime.timedelta(days=YEARS_KEPT * 366)
    count, _ = Event.objects.filter(happened_at__lt=before).delete()
    return count


def start_of(day: datetime.date) -> datetime.datetime:
    """Give the moment a day begins."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
