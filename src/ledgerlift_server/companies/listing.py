"""A page of a client's companies: searched, filtered, sorted, cut. As many queries for 20,000 companies as for one."""

import dataclasses
import uuid
from contextlib import suppress
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import Lower

from ledgerlift_server.accounts.models import User
from ledgerlift_server.companies.models import Company, Connection, ReportStatus, Standing
from ledgerlift_server.ui.paging import Paging

PAGE_SIZE = 40

# The order of a sorted column, upwards; the other direction is its reverse.
ORDERS = {
    "name": Lower("name").asc(),
    "standing": F("standing").asc(),
    "created": F("created_at").asc(),
    "reports": F("report_status").asc(),
}


@dataclasses.dataclass(frozen=True)
class Request:
    """What somebody asks of the list. Whatever is not known is left out, as an old bookmark should still open."""

    search: str = ""
    standing: str = ""
    report_status: str = ""
    sort: str = "-created"
    page: int = 1


@dataclasses.dataclass(frozen=True)
class Page(Paging):
    """One page of companies."""

    companies: list[Company]


def read_request(values: dict[str, str]) -> Request:
    """Take a request from an address."""
    sort = values.get("sort", "")
    number = values.get("page", "")
    return Request(
        search=" ".join(values.get("q", "").split())[:100],
        standing=values.get("standing", "") if values.get("standing") in Standing.values else "",
        report_status=values.get("reports", "") if values.get("reports") in ReportStatus.values else "",
        sort=sort if sort.removeprefix("-") in {*ORDERS, "synced"} else "-created",
        page=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )


def get_page(companies: QuerySet[Company], asked: Request) -> Page:
    """Get a page of some companies. A page after the last gives the last."""
    found = companies
    if asked.search:
        found = found.filter(matches(asked.search))
    if asked.standing:
        found = found.filter(standing=asked.standing)
    if asked.report_status:
        found = found.filter(report_status=asked.report_status)
    order = (order_of(asked.sort), "id")
    # Cut by id first: joined before the cut, creators and parents of all companies ahead would be looked up as well.
    # A list, or the query for one.
    ids: Any
    if asked.search:
        count, ids = search_once(found.order_by(*order), asked.page)
    else:
        count = found.count()
        ids = found.order_by(*order).values("id")[Paging(count, asked.page, PAGE_SIZE).skipped :][:PAGE_SIZE]
    rows = companies.filter(id__in=ids).order_by(*order).select_related("created_by", "parent")
    return Page(count, asked.page, PAGE_SIZE, companies=list(rows))


def search_once(found: QuerySet[Company], page: int) -> tuple[int, list[uuid.UUID]]:
    """Count what a search found and give the ids of a page: it looks at every company, so both in one query."""
    counted = found.annotate(count=Window(Count("id"))).values_list("id", "count")
    rows = list(counted[(page - 1) * PAGE_SIZE :][:PAGE_SIZE]) if page else []
    if not rows and page != 1:
        # After the last page there is nothing to count.
        last = Paging(found.count(), page, PAGE_SIZE)
        rows = list(counted[last.skipped :][:PAGE_SIZE])
    return (rows[0][1] if rows else 0), [key for key, _ in rows]


def matches(search: str) -> Q:
    """Match a company's name or id, a connection's software or id, or the name of whoever created it."""
    connections = Q(software_name__icontains=search)
    # Sets of their own: the few people are looked at once, and not once for each company; joined, a company with two
    # connections would be there twice.
    found = Q(name__icontains=search) | Q(created_by__in=User.objects.filter(full_name__icontains=search))
    with suppress(ValueError):
        asked_id = uuid.UUID(search)
        found |= Q(id=asked_id)
        connections |= Q(id=asked_id)
    return found | Q(id__in=Connection.objects.filter(connections).values("company_id"))


def order_of(sort: str) -> OrderBy:
    """Give a sort's order. Companies that were never synced come last, whichever way."""
    name = sort.removeprefix("-")
    if name == "synced":
        synced = F("last_synced_at")
        return synced.desc(nulls_last=True) if sort.startswith("-") else synced.asc(nulls_last=True)
    order = ORDERS[name].copy()
    if sort.startswith("-"):
        order.reverse_ordering()
    return order
