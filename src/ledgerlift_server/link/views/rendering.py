"""What the journey's pages share: rendering with the stepper, and what a file's card shows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from ledgerlift_server.client_settings import pictures
from ledgerlift_server.companies.models import Connection
from ledgerlift_server.link import journey, questions, receipts, redirects, software
from ledgerlift_server.link.receipts import REPORT_NAMES
from ledgerlift_server.link.visits import Visit
from ledgerlift_server.syncs import queries
from ledgerlift_server.syncs.models import DataType, Upload


def show(request: HttpRequest, visit: Visit, page: str, *, status: int = 200, **context: Any) -> HttpResponse:  # noqa: ANN401 - a template's context
    """Render a page of the journey with its stepper."""
    stops = (
        []
        if visit.only_step or (visit.connection is None and page == "landing")
        else journey.list_stops(visit, context.get("stop", page))
    )
    current = next((stop for stop in stops if stop.is_current), None)
    context |= {**describe_brand(visit), "stops": stops, "current_stop": current}
    return render(request, f"link/{page}.html", context, status=status)


def describe_brand(visit: Visit) -> dict[str, Any]:
    """Gather what every page of a journey shows of the bank: the addresses of its pictures, by kind."""
    slug = visit.client.slug
    kept = pictures.list_addresses(visit.client)
    addresses = {kind: reverse("link:picture", args=[slug, kind, sha256]) for kind, sha256 in kept.items()}
    return {"visit": visit, "pictures": addresses}


def describe_step(visit: Visit, connection: Connection, data_type: str) -> dict[str, Any]:
    """Gather a report's files and the ways on from it."""
    step = queries.get_step(connection, data_type)
    return {
        "step": step,
        "cards": [describe_file(visit, upload) for upload in step.uploads],
        "next_url": journey.next_url(visit, data_type),
        "previous_url": journey.previous_url(visit, data_type),
        "is_last_word": journey.is_last_word(visit, data_type),
    }


def describe_file(visit: Visit, upload: Upload) -> dict[str, Any]:
    """Gather what a file's card shows."""
    connection = upload.connection
    looks_like = (upload.inspection or {}).get("looks_like", "")
    right = software.instruct(connection.software, upload.data_type, french=is_french())
    notes = receipts.list_notes(upload)
    return {
        "upload": upload,
        "report": REPORT_NAMES[upload.data_type],
        "parts": receipts.list_parts(upload),
        "notes": notes,
        "hints": [note for note in notes if note.severity != "refusal"],
        "question": questions.ask_first(upload),
        "looks_like": REPORT_NAMES.get(looks_like, looks_like),
        "fits_step": looks_like if looks_like in DataType.values and looks_like != upload.data_type else "",
        "path": " › ".join(right.menu_path),
        "software": connection.software_name,
    }


def find_return_url(visit: Visit, status_code: int) -> str:
    """Return the bank's own address to go back to; empty when it has none."""
    return redirects.write_address(
        visit.client, connection=visit.connection, status_code=status_code, query=visit.link.query
    )


def is_french() -> bool:
    """Whether the page is in French."""
    return (get_language() or "en").startswith("fr")
