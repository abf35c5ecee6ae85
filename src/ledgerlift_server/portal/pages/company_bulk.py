"""Many companies, and their invitations, from one CSV."""

import csv
import io
from http import HTTPMethod

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import actions, invitations
from ledgerlift_server.portal import company_csv
from ledgerlift_server.portal.staff import staff_page


@require_http_methods(["GET", "POST"])
@staff_page(Action.EDIT_COMPANIES)
def create_companies(request: HttpRequest, user: User) -> HttpResponse:
    """Make all companies of a CSV, or list every mistake in it and make none."""
    if request.method != HTTPMethod.POST:
        return render(request, "portal/bulk.html")
    sent = request.FILES.get("file")
    if sent is None:
        return render(request, "portal/bulk.html", {"is_missing": True}, status=422)
    is_inviting = "invite" in request.POST
    sheet = company_csv.read(sent.read(company_csv.MOST_BYTES + 1), user=user, needs_email=is_inviting)
    if sheet.mistakes:
        context = {"mistakes": sheet.mistakes, "file_name": sent.name, "is_inviting": is_inviting}
        return render(request, "portal/bulk.html", context, status=422)
    with transaction.atomic():
        companies = actions.create_companies(client=user.client, rows=sheet.rows, by=user)
        for company in companies if is_inviting else ():
            invitations.request_data(company=company, by=user.actor)
    made = ngettext("{count} company is created.", "{count} companies are created.", len(companies))
    told = _("Their invitations are on their way.") if is_inviting else ""
    messages.success(request, f"{made.format(count=len(companies))} {told}".strip())
    return redirect("portal:companies")


@require_GET
@staff_page(Action.EDIT_COMPANIES)
def download_example(request: HttpRequest, user: User) -> HttpResponse:
    """Give a CSV with the headings and one row to write over."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([str(heading) for heading in company_csv.SHOWN.values()])
    writer.writerow(
        [
            "Maple & Stone Builders",
            _("Builder in Guelph"),
            "finance@maple.example",
            "en",
            user.email,
            "",
            "region: east",
            "",
        ]
    )
    # The mark at the start tells spreadsheets that it is UTF-8.
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("companies")}.csv"'
    return answer
