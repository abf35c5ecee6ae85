"""The pages before and after the reports."""

from functools import partial
from http import HTTPMethod
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies.models import Connection
from ledgerlift_server.link import consent, journey, redirects, software
from ledgerlift_server.link.forms import SoftwareForm
from ledgerlift_server.link.receipts import REPORT_NAMES
from ledgerlift_server.link.views.rendering import describe_file, find_return_url, is_french, show
from ledgerlift_server.link.visits import Visit, connected_page, visit_page
from ledgerlift_server.syncs import queries, sync_actions
from ledgerlift_server.syncs.models import DataType


@require_GET
@partial(visit_page, for_colleagues=True)
def show_landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say who asks, why, how long it takes, and what the three things to do are."""
    if visit.only_step:
        return redirect(visit.url("step", visit.only_step))
    if request.GET:
        companies.keep_query(link=visit.link, query=request.GET.dict())
    steps = queries.list_steps(visit.connection) if visit.connection and visit.consent else []
    return show(request, visit, "landing", steps=steps, resume_url=journey.resume_url(visit))


@require_http_methods(["GET", "POST"])
@visit_page
def choose_software(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Pick the accounting software, found by name, maker or alias."""
    form = SoftwareForm(request.POST or None)
    if request.method == HTTPMethod.POST and form.is_valid():
        companies.choose_software(
            company=visit.company,
            software=form.cleaned_data["slug"],
            software_name=form.cleaned_data["name"],
            is_used=bool(visit.connection and queries.has_uploads(visit.connection)),
            by=visit.actor,
        )
        return redirect(visit.url("consent"))
    text = request.GET.get("q", "").strip()[:100]
    choices = software.search(text) if text else list(software.list_all())
    context: dict[str, Any] = {"form": form, "text": text, "choices": choices, "is_unlisted": "unlisted" in request.GET}
    if request.headers.get("HX-Request"):
        return show(request, visit, "_choices", stop="software", **context)
    return show(request, visit, "software", status=422 if form.errors else 200, **context)


@require_http_methods(["GET", "POST"])
@visit_page
def ask_consent(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what is shared and why; record the very words somebody agrees to."""
    if visit.connection is None:
        return redirect(visit.url("software"))
    text = consent.write(visit.company, visit.connection)
    # The bank may have changed its words while the page was open: nobody agrees to what was not shown.
    is_old = request.POST.get("version", text.version) != text.version
    if request.method == HTTPMethod.POST and not is_old:
        companies.give_consent(
            connection=visit.connection,
            version=text.version,
            language=get_language() or "en",
            text=consent.write_text(text),
            by=visit.actor,
        )
        return redirect(visit.url("how"))
    return show(request, visit, "consent", status=409 if is_old else 200, text=text, is_old=is_old)


@require_POST
@connected_page
def withdraw_consent(request: HttpRequest, visit: Visit, connection: Connection) -> HttpResponse:
    """Take the consent back."""
    companies.withdraw_consent(connection=connection, by=visit.actor)
    messages.success(request, _("Your consent is withdrawn. Nothing more is read, and your bank sees that."))
    return redirect(visit.url("landing"))


@require_GET
@connected_page
def show_how(request: HttpRequest, visit: Visit, connection: Connection) -> HttpResponse:
    """Explain going back and forth between the software and these pages."""
    instructions = software.instruct(connection.software, DataType.SUPPLIERS, french=is_french())
    return show(request, visit, "how", connection=connection, who_can_export=instructions.who_can_export)


@require_http_methods(["GET", "POST"])
@connected_page
def check(request: HttpRequest, visit: Visit, connection: Connection) -> HttpResponse:
    """Show all receipts together; completing queues the one sync of all files."""
    can_complete = queries.can_complete(connection)
    if request.method == HTTPMethod.POST and can_complete:
        sync_actions.complete_journey(connection=connection, language=get_language() or "en", by=visit.actor)
        return redirect(visit.url("complete"))
    steps = [
        {"step": step, "report": REPORT_NAMES[step.data_type], "url": visit.url("step", step.data_type.value),
         "cards": [describe_file(visit, upload) for upload in step.uploads]}
        for step in queries.list_steps(connection)
    ]  # fmt: skip
    return show(request, visit, "check", steps=steps, can_complete=can_complete, connection=connection)


@require_GET
@connected_page
def complete(request: HttpRequest, visit: Visit, connection: Connection) -> HttpResponse:
    """Thank, say what happens next, and lead back to the bank."""
    sync = queries.find_latest_sync(connection)
    if sync is None:
        return redirect(visit.url("check"))
    context: dict[str, Any] = {
        "sync": sync,
        "connection": connection,
        "return_url": find_return_url(visit, redirects.DONE),
    }
    if request.headers.get("HX-Request"):
        return render(request, "link/_sync.html", {"visit": visit, **context})
    cards = [describe_file(visit, upload) for upload in sync.uploads.order_by("received_at")]
    return show(request, visit, "complete", cards=cards, **context)


@require_GET
@visit_page
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Leave without finishing; everything received stays, and the same link goes on where it stopped."""
    return_url = find_return_url(visit, redirects.USER_QUIT)
    return show(request, visit, "leave", return_url=return_url)
