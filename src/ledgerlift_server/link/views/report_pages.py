"""The page of a report: instructions beside its upload."""

import uuid
from http import HTTPMethod
from typing import cast
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies.models import Connection
from ledgerlift_server.link import journey, software
from ledgerlift_server.link.forms import ColleagueForm
from ledgerlift_server.link.receipts import REPORT_NAMES
from ledgerlift_server.link.views.rendering import describe_step, is_french, show
from ledgerlift_server.link.visits import Visit, connected_page
from ledgerlift_server.syncs import file_types, files, queries, upload_actions
from ledgerlift_server.syncs.models import DataType, Upload
from ledgerlift_server.syncs.upload_handler import ReceivedFile
from ledgerlift_server.ui import mail
from ledgerlift_server.ui.refusals import Refusal, tell_when_again
from ledgerlift_server.ui.templatetags.written import megabytes


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
        "accepted": file_types.ACCEPTED,
        "replaces": queries.find_upload(connection, request.GET.get("replace", ""), data_type),
        "stop": data_type,
        "number": list(DataType).index(DataType(data_type)) + 1,
        "minutes": journey.MINUTES[DataType(data_type)],
    }
    answer = show(request, visit, "step", status=refusal.status if refusal else 200, **context)
    return tell_when_again(answer, refusal) if refusal else answer


def take_files(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> None:
    """Receive the files of a plain form, each refused or kept on its own."""
    sent = request.FILES.getlist("file")
    if not sent:
        raise Refusal("no_file", report=REPORT_NAMES[data_type])
    if len(sent) > settings.CONFIGURATION.files_per_request:
        raise Refusal("too_many_files", count=settings.CONFIGURATION.files_per_request)
    replaces = queries.find_upload(connection, request.POST.get("replaces", ""), data_type)
    for file in sent:
        receive_file(cast("ReceivedFile", file), visit, connection, data_type, replaces)


def receive_file(
    file: ReceivedFile, visit: Visit, connection: Connection, data_type: str, replaces: Upload | None
) -> None:
    """Receive one file of a form."""
    if file.is_too_large:
        raise Refusal("file_too_large", size=megabytes(settings.CONFIGURATION.max_upload_mib))
    incoming = files.incoming_from_form(file)
    upload_actions.receive_upload(
        connection=connection, data_type=data_type, incoming=incoming, replaces=replaces, by=visit.actor
    )


@require_POST
@connected_page
def use_same_file(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID
) -> HttpResponse:
    """Use a workbook that was sent for another report for this one as well."""
    other = next(
        (upload for upload in queries.list_copyable_uploads(connection, data_type) if upload.id == upload_id), None
    )
    if other is None:
        raise Refusal("not_found")
    upload_actions.copy_upload(upload=other, data_type=data_type, by=visit.actor)
    return redirect(visit.url("step", data_type) + "#files")


@require_POST
@connected_page
def skip_step(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> HttpResponse:
    """Go on without an optional report."""
    if data_type not in queries.REQUIRED and not queries.get_step(connection, data_type).uploads:
        upload_actions.skip_step(connection=connection, data_type=data_type, by=visit.actor)
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
    mail.send(subject, body, to, company_id=visit.company.id)
