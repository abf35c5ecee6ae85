"""Corrections by staff: what a column is, and a new snapshot once the file is read again."""

import uuid
from http import HTTPMethod

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import columns, sync_actions, upload_actions
from ledgerlift_server.syncs import queries as syncs


@require_http_methods(["GET", "POST"])
@staff_page(Action.CORRECT_DATA)
def correct_columns(request: HttpRequest, user: User, company_id: uuid.UUID, upload_id: uuid.UUID) -> HttpResponse:
    """Show what each column of a file was taken for, and take corrections."""
    company = queries.get_company(user=user, company_id=company_id)
    upload = syncs.get_sent_file(company, upload_id)
    if request.method == HTTPMethod.POST:
        changes = columns.read_columns(upload, request.POST)
        if changes:
            upload_actions.answer_questions(upload=upload, answers=changes, by=user.actor)
            messages.success(request, _("The file is read again. Then make a new snapshot."))
        return redirect("portal:data", company_id)
    context = {
        "company": company,
        "upload": upload,
        "tables": columns.list_columns(upload),
        "fields": columns.list_fields(upload.data_type),
    }
    return render(request, "portal/correct.html", context)


@require_POST
@staff_page(Action.CORRECT_DATA)
def make_snapshot(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Make a new snapshot of the files as they are read now; the same files read the same way give the same one."""
    company = queries.get_company(user=user, company_id=company_id)
    connection = queries.find_open_connection(company)
    if connection is None or not syncs.can_complete(connection):
        messages.info(request, _("A report is still missing or has an open question; see the problems."))
        return redirect("portal:data", company_id)
    sync_actions.complete_journey(connection=connection, language=get_language() or "en", by=user.actor)
    return redirect("portal:company", company_id)
