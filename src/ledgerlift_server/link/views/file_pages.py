"""What is done with one file that was sent."""

import uuid
from http import HTTPMethod
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledgerlift_server.companies.models import Connection
from ledgerlift_server.link import journey, questions
from ledgerlift_server.link.receipts import REPORT_NAMES
from ledgerlift_server.link.views.rendering import describe_file, describe_step, is_french, show
from ledgerlift_server.link.visits import Visit, connected_page
from ledgerlift_server.syncs import columns, problem_sheet, queries, sync_actions, upload_actions
from ledgerlift_server.ui.refusals import Refusal


@require_GET
@connected_page
def show_file(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID
) -> HttpResponse:
    """Answer a page that waits for a file: nothing yet, or all cards anew. Opened by itself it leads to its page."""
    if not request.headers.get("HX-Request"):
        return redirect(visit.url("step", data_type))
    if queries.get_upload(connection, upload_id, data_type).is_being_read:
        return HttpResponse(status=204)
    return show(request, visit, "_files_update", stop=data_type, **describe_step(visit, connection, data_type))


@require_POST
@connected_page
def confirm_file(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID
) -> HttpResponse:
    """Take "looks right" for an answer, and go on; when it was the last word, the journey is complete."""
    completes = request.POST.get("then") == "complete" and journey.is_last_word(visit, data_type)
    upload_actions.confirm_upload(upload=queries.get_upload(connection, upload_id, data_type), by=visit.actor)
    if completes:
        sync_actions.complete_journey(connection=connection, language=get_language() or "en", by=visit.actor)
        return redirect(visit.url("complete"))
    is_settled = queries.get_step(connection, data_type).is_confirmed and not visit.only_step
    return redirect(journey.next_url(visit, data_type) if is_settled else visit.url("step", data_type) + "#files")


@require_POST
@connected_page
def answer_file(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID
) -> HttpResponse:
    """Take the answer to the one question that was asked."""
    upload = queries.get_upload(connection, upload_id, data_type)
    answers = questions.read_answer(upload, request.POST)
    if answers:
        upload_actions.answer_questions(upload=upload, answers=answers, by=visit.actor)
    return redirect(visit.url("step", data_type) + "#files")


@require_http_methods(["GET", "POST"])
@connected_page
def correct_columns(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID
) -> HttpResponse:
    """Show what each column was taken for, and take columns."""
    upload = queries.get_upload(connection, upload_id, data_type)
    if request.method == HTTPMethod.POST:
        upload_actions.answer_questions(
            upload=upload, answers=columns.read_columns(upload, request.POST), by=visit.actor
        )
        return redirect(visit.url("step", data_type) + "#files")
    context: dict[str, Any] = {
        "upload": upload,
        "columns": columns.list_columns(upload),
        "report": REPORT_NAMES[data_type],
    }
    return show(request, visit, "columns", stop=data_type, fields=columns.list_fields(data_type), **context)


@require_POST
@connected_page
def move_file(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID
) -> HttpResponse:
    """Use a file for the report it looks like, instead of the one it was sent for."""
    upload = queries.get_upload(connection, upload_id, data_type)
    right = describe_file(visit, upload)["fits_step"]
    if not right:
        raise Refusal("not_found")
    upload_actions.move_file(upload=upload, data_type=right, by=visit.actor)
    return redirect(visit.url("step", right) + "#files")


@require_POST
@connected_page
def remove_file(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID
) -> HttpResponse:
    """Take a file out."""
    upload_actions.remove_upload(upload=queries.get_upload(connection, upload_id, data_type), by=visit.actor)
    return redirect(visit.url("step", data_type))


@require_GET
@connected_page
def download_problems(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, upload_id: uuid.UUID
) -> HttpResponseBase:
    """Download every problem of a file as a sheet, with its cells marked."""
    upload = queries.get_upload(connection, upload_id, data_type)
    sheet = problem_sheet.write(upload, french=is_french())
    return FileResponse(sheet, as_attachment=True, filename=problem_sheet.file_name(upload, french=is_french()))
