"""The audit log: who did what, when, from where; searched on a page, or taken home as a CSV."""

import csv
import io
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ledgerlift_server.accounts import audit, events
from ledgerlift_server.accounts.models import Event, User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.portal import words
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.ui.csv_cells import neutralise

MOST_MATCHES = 200
COLUMNS = (
    "time", "event", "meaning", "actor_kind", "actor_id", "actor", "company_id", "company", "object_id", "network",
    "details", "correlation_id",
)  # fmt: skip
# What is read of an event for them; whatever else they hold follows from it.
EXPORTED = ("name", "actor_kind", "actor_id", "actor_label", "company_id", "subject_id", "network",
            "written_details", "correlation_id")  # fmt: skip


@require_GET
@staff_page(Action.READ_AUDIT_LOG)
def show_log(request: HttpRequest, user: User) -> HttpResponse:
    """Show a page of events, newest first."""
    asked = audit.read_request(request.GET.dict())
    page = audit.get_page(find(user, asked), asked.page)
    names = queries.name_companies(user, {event.company_id for event in page.events} | {asked.company})
    context = {
        "asked": asked,
        "page": page,
        "rows": [describe(event, names) for event in page.events],
        "company_name": names.get(asked.company, asked.company),
        "staff": user.client.staff.order_by("full_name"),
        "others": words.OTHERS.items(),
        "names": sorted(events.NAMES.items(), key=lambda name: str(name[1])),
        "most": audit.MOST,
    }
    return render(request, "portal/audit_log.html", context)


@require_GET
@staff_page(Action.READ_AUDIT_LOG, leaves="audit.exported")
def download_log(request: HttpRequest, user: User) -> StreamingHttpResponse:
    """Download the events that fit, all of them, newest first."""
    found = find(user, audit.read_request(request.GET.dict()))
    answer = StreamingHttpResponse(write_csv(user, found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("audit-log")}.csv"'
    return answer


def find(user: User, asked: audit.Request) -> QuerySet[Event]:
    """Find the events that somebody asks for."""
    return audit.find(user.client, asked, ids=match_ids(user, asked.search) if asked.search else ())


def match_ids(user: User, search: str) -> list[uuid.UUID]:
    """List what a search can mean: an id as it is, colleagues and companies by their names."""
    asked_id = audit.read_id(search)
    if asked_id:
        return [asked_id]
    people = user.client.staff.filter(Q(full_name__icontains=search) | Q(email__icontains=search))
    companies = queries.list_visible(user).filter(name__icontains=search)
    return [
        *people.values_list("id", flat=True)[:MOST_MATCHES],
        *companies.values_list("id", flat=True)[:MOST_MATCHES],
    ]


def describe(event: Event, companies: dict[uuid.UUID | None, str]) -> dict[str, object]:
    """Say what a row of the log shows."""
    return {
        "event": event,
        "meaning": events.NAMES[event.name],
        "actor": words.name_event_actor(event),
        "company": companies.get(event.company_id, ""),
        "details": ", ".join(f"{key}: {write_detail(value)}" for key, value in event.details.items()),
    }


def write_detail(value: object) -> str:
    """Write a detail as a person would."""
    return ", ".join(map(str, value)) if isinstance(value, Collection) and not isinstance(value, str) else str(value)


def write_csv(user: User, found: QuerySet[Event]) -> Iterator[str]:
    """Write events as CSV, a part at a time."""
    # The mark at the start tells spreadsheets that it is UTF-8.
    yield "\ufeff" + write_lines([COLUMNS])
    found = found.annotate(written_details=Cast("details", TextField()))
    meanings = {name: str(meaning) for name, meaning in events.NAMES.items()}
    names: dict[uuid.UUID | None, str] = {}
    for part in audit.read_all(found, *EXPORTED):
        there = {row[6] for row in part} - names.keys()
        names |= dict.fromkeys(there, "") | queries.name_companies(user, there)
        yield write_lines(
            (
                at.isoformat(),
                name,
                meanings[name],
                kind,
                actor_id,
                neutralise(actor),
                company_id,
                neutralise(names[company_id]),
                subject_id,
                network,
                neutralise(details),
                neutralise(correlation_id),
            )
            for at, _id, name, kind, actor_id, actor, company_id, subject_id, network, details, correlation_id in part
        )


def write_lines(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV; a cell of somebody else's words is neutralised by then."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
