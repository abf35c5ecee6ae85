"""The journey's pages: each reads the request, calls one action or query, and answers."""

import uuid
from functools import partial
from http import HTTPMethod
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.mail import send_mail
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledgerlift_server.accounts.models import Client
from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies.models import Connection
from ledgerlift_server.link import consent, corrections, journey, questions, receipts, redirects, software
from ledgerlift_server.link.forms import ColleagueForm, SoftwareForm
from ledgerlift_server.link.receipts import REPORT_NAMES
from ledgerlift_server.link.visits import Visit, connected_page, visit_page
from ledgerlift_server.syncs import actions, files, problem_sheet, queries
from ledgerlift_server.syncs.models import DataType, Upload
from ledgerlift_server.ui import colour
from ledgerlift_server.ui.refusals import Refusal
from ledgerlift_server.ui.templatetags.written import megabytes

FIRST_SHOWN = 12


def show(request: HttpRequest, visit: Visit, page: str, *, status: int = 200, **context: Any) -> HttpResponse:  # noqa: ANN401 - a template's context
    """Render a page of the journey with its stepper."""
    stops = [] if visit.only_step or visit.connection is None and page == "landing" else journey.list_stops(visit, context.get("stop", page))
    current = next((stop for stop in stops if stop.is_current), None)
    context |= {"visit": visit, "stops": stops, "current_stop": current}
    return render(request, f"link/{page}.html", context, status=status)


@require_GET
@cache_control(public=True, max_age=300)
def show_brand(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the client's colour, made readable, as a stylesheet: the policy forbids styles inside pages."""
    client = get_object_or_404(Client, slug=slug)
    light = colour.readable(client.primary_colour, on=colour.SUNKEN_LIGHT)
    dark = colour.readable(client.primary_colour, on=colour.RAISED_DARK)
    context = {"light": light, "on_light": colour.text_on(light), "dark": dark, "on_dark": colour.text_on(dark)}
    return render(request, "link/brand.css", context, content_type="text/css")


@require_GET
@partial(visit_page, for_colleagues=True)
def show_landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say who asks, why, how long it takes, and what the three things to do are."""
    if visit.only_step:
        return redirect(visit.url("step", visit.only_step))
    if request.GET:
        request.session[f"link_query:{visit.link.id}"] = {key: value[:500] for key, value in request.GET.items()}
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
    context = {"form": form, "text": text, "choices": choices, "is_unlisted": "unlisted" in request.GET}
    if request.headers.get("HX-Request"):
        return show(request, visit, "_choices", stop="software", **context)
    return show(request, visit, "software", status=422 if form.errors else 200, **context)


@require_http_methods(["GET", "POST"])
@visit_page
def ask_consent(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what is shared and why; record the very words somebody agrees to."""
    if visit.connection is None:
        return redirect(visit.url("software"))
    sections = consent.write_sections(visit.company, visit.connection)
    if request.method == HTTPMethod.POST:
        companies.give_consent(
            connection=visit.connection,
            version=consent.VERSION,
            language=get_language() or "en",
            text=consent.write_text(sections),
            by=visit.actor,
        )
        return redirect(visit.url("how"))
    return show(request, visit, "consent", sections=sections)


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
def show_step(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> HttpResponse:
    """Show a report's instructions beside its upload; a form's files are taken here."""
    refusal = None
    if request.method == HTTPMethod.POST:
        try:
            take_files(request, visit, connection, data_type)
            return redirect(visit.url("step", data_type) + "#files")
        except Refusal as refused:
            refusal = refused
    context = {
        **describe_step(visit, connection, data_type),
        "report": REPORT_NAMES[data_type],
        "partials": queries.list_partials(connection, data_type),
        "copyable": queries.list_copyable_uploads(connection, data_type),
        "instructions": software.instruct(connection.software, data_type, french=is_french()),
        "connection": connection,
        "refusal": refusal,
        "limit": settings.CONFIGURATION.max_upload_mib * 2**20,
        "limit_text": megabytes(settings.CONFIGURATION.max_upload_mib),
        "most": settings.CONFIGURATION.files_per_request,
        "replaces": queries.find_upload(connection, request.GET.get("replace", ""), data_type),
        "stop": data_type,
        "number": list(DataType).index(DataType(data_type)) + 1,
        "minutes": journey.MINUTES[DataType(data_type)],
    }
    return show(request, visit, "step", status=refusal.status if refusal else 200, **context)


def describe_step(visit: Visit, connection: Connection, data_type: str) -> dict[str, Any]:
    """Gather a report's files and the ways on from it."""
    step = queries.get_step(connection, data_type)
    return {
        "step": step,
        "cards": [describe_file(visit, upload) for upload in step.uploads],
        "next_url": journey.next_url(visit, data_type),
        "previous_url": journey.previous_url(visit, data_type),
    }


def take_files(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> None:
    """Receive the files of a plain form, each refused or kept on its own."""
    sent = request.FILES.getlist("file")
    if not sent:
        raise Refusal("no_file", report=REPORT_NAMES[data_type])
    if len(sent) > settings.CONFIGURATION.files_per_request:
        raise Refusal("too_many_files", count=settings.CONFIGURATION.files_per_request)
    replaces = queries.find_upload(connection, request.POST.get("replaces", ""), data_type)
    for file in sent:
        receive_file(file, visit, connection, data_type, replaces)


def receive_file(
    file: TemporaryUploadedFile, visit: Visit, connection: Connection, data_type: str, replaces: Upload | None
) -> None:
    """Receive one file of a form."""
    if file.is_too_large:
        raise Refusal("file_too_large", size=megabytes(settings.CONFIGURATION.max_upload_mib))
    incoming = files.incoming_from_form(file)
    actions.receive_upload(
        connection=connection, data_type=data_type, incoming=incoming, replaces=replaces, by=visit.actor
    )


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


@require_GET
@connected_page
def show_file(request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID) -> HttpResponse:
    """Answer a page that waits for a file: nothing yet, or all cards anew. Opened by itself it leads to its page."""
    if not request.headers.get("HX-Request"):
        return redirect(visit.url("step", data_type))
    if queries.get_upload(connection, upload_id, data_type).is_being_read:
        return HttpResponse(status=204)
    return show(request, visit, "_files_update", stop=data_type, **describe_step(visit, connection, data_type))


@require_POST
@connected_page
def confirm_file(request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID) -> HttpResponse:  # noqa: ARG001
    """Take "looks right" for an answer, and go on when that was all."""
    actions.confirm_upload(upload=queries.get_upload(connection, upload_id, data_type), by=visit.actor)
    is_settled = queries.get_step(connection, data_type).is_confirmed and not visit.only_step
    return redirect(journey.next_url(visit, data_type) if is_settled else visit.url("step", data_type) + "#files")


@require_POST
@connected_page
def answer_file(request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID) -> HttpResponse:
    """Take the answer to the one question that was asked."""
    upload = queries.get_upload(connection, upload_id, data_type)
    answers = corrections.read_answer(upload, request.POST)
    if answers:
        actions.answer_questions(upload=upload, answers=answers, by=visit.actor)
    return redirect(visit.url("step", data_type) + "#files")


@require_http_methods(["GET", "POST"])
@connected_page
def correct_columns(request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID) -> HttpResponse:
    """Show what each column was taken for, and take corrections."""
    upload = queries.get_upload(connection, upload_id, data_type)
    if request.method == HTTPMethod.POST:
        actions.answer_questions(upload=upload, answers=corrections.read_columns(upload, request.POST), by=visit.actor)
        return redirect(visit.url("step", data_type) + "#files")
    context = {"upload": upload, "columns": corrections.list_columns(upload), "report": REPORT_NAMES[data_type]}
    return show(request, visit, "columns", stop=data_type, fields=corrections.list_fields(data_type), **context)


@require_POST
@connected_page
def remove_file(request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID) -> HttpResponse:  # noqa: ARG001
    """Take a file out."""
    actions.remove_upload(upload=queries.get_upload(connection, upload_id, data_type), by=visit.actor)
    return redirect(visit.url("step", data_type))


@require_GET
@connected_page
def download_problems(request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID) -> FileResponse:  # noqa: ARG001
    """Download every problem of a file as a sheet, with its cells marked."""
    upload = queries.get_upload(connection, upload_id, data_type)
    sheet = problem_sheet.write(upload, french=is_french())
    return FileResponse(sheet, as_attachment=True, filename=problem_sheet.file_name(upload, french=is_french()))


@require_POST
@connected_page
def use_same_file(request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID) -> HttpResponse:  # noqa: ARG001
    """Use a workbook that was sent for another report for this one as well."""
    other = next((upload for upload in queries.list_copyable_uploads(connection, data_type) if upload.id == upload_id), None)
    if other is None:
        raise Refusal("not_found")
    actions.copy_upload(upload=other, data_type=data_type, by=visit.actor)
    return redirect(visit.url("step", data_type) + "#files")


@require_POST
@connected_page
def move_file(request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID) -> HttpResponse:  # noqa: ARG001
    """Use a file for the report it looks like, instead of the one it was sent for."""
    upload = queries.get_upload(connection, upload_id, data_type)
    right = describe_file(visit, upload)["fits_step"]
    if not right:
        raise Refusal("not_found")
    actions.move_file(upload=upload, data_type=right, by=visit.actor)
    return redirect(visit.url("step", right) + "#files")


@require_POST
@connected_page
def skip_step(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> HttpResponse:  # noqa: ARG001
    """Go on without an optional report."""
    if data_type not in queries.REQUIRED and not queries.get_step(connection, data_type).uploads:
        actions.skip_step(connection=connection, data_type=data_type, by=visit.actor)
    return redirect(journey.next_url(visit, data_type))


@require_http_methods(["GET", "POST"])
@connected_page
def ask_colleague(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> HttpResponse:
    """Make a link for one report, to hand to a colleague; send it where an address is given."""
    if visit.only_step:
        raise Refusal("not_found")
    form = ColleagueForm(request.POST or None)
    url = ""
    if request.method == HTTPMethod.POST and form.is_valid():
        token = companies.create_step_link(connection=connection, data_type=data_type, by=visit.actor)
        url = urljoin(settings.PUBLIC_URL, Visit(token, visit.link, connection, visit.consent).url("landing"))
        send_to_colleague(visit, data_type, url, to=form.cleaned_data["email"])
    context = {"form": form, "colleague_url": url, "report": REPORT_NAMES[data_type], "data_type": data_type}
    return show(request, visit, "colleague", stop=data_type, status=422 if form.errors else 200, **context)


def send_to_colleague(visit: Visit, data_type: str, url: str, *, to: str) -> None:
    """Send a colleague's link by e-mail, if there is an address to send it to."""
    if not to:
        return
    names = {"company": visit.company.name, "bank": visit.client.name, "report": REPORT_NAMES[data_type], "url": url}
    subject = _("{company}: please upload the {report} report").format(**names)
    body = _(
        "Hello,\n\n{bank} has asked {company} for its {report} report. With this link you can upload it, "
        "and nothing else:\n\n{url}\n\nThe page says where to find the report. It takes about three minutes.\n"
    ).format(**names)
    send_mail(subject, body, None, [to])


@require_http_methods(["GET", "POST"])
@connected_page
def check(request: HttpRequest, visit: Visit, connection: Connection) -> HttpResponse:
    """Show all receipts together; completing queues the one sync of all files."""
    can_complete = queries.can_complete(connection)
    if request.method == HTTPMethod.POST and can_complete:
        actions.complete_journey(connection=connection, language=get_language() or "en", by=visit.actor)
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
    context = {"sync": sync, "connection": connection, "return_url": find_return_url(request, visit, redirects.DONE)}
    if request.headers.get("HX-Request"):
        return render(request, "link/_sync.html", {"visit": visit, **context})
    cards = [describe_file(visit, upload) for upload in sync.uploads.order_by("received_at")]
    return show(request, visit, "complete", cards=cards, **context)


@require_GET
@visit_page
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Leave without finishing; everything received stays, and the same link goes on where it stopped."""
    return_url = find_return_url(request, visit, redirects.USER_QUIT)
    return show(request, visit, "leave", return_url=return_url)


def find_return_url(request: HttpRequest, visit: Visit, status_code: int) -> str:
    """Return the bank's own address to go back to; empty when it has none."""
    query = request.session.get(f"link_query:{visit.link.id}", {})
    template = visit.client.success_url
    return redirects.fill(template, connection=visit.connection, status_code=status_code, query=query)


def is_french() -> bool:
    """Whether the page is in French."""
    return (get_language() or "en").startswith("fr")
