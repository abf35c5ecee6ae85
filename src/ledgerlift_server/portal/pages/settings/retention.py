"""Retention: how long files are kept as sent."""

from http import HTTPMethod

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledgerlift_server.accounts.models import MOST_RAW_FILE_DAYS, User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.client_settings import actions, retention
from ledgerlift_server.portal.settings_forms.retention import RetentionForm
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import queries


@require_http_methods(["GET", "POST"])
@staff_page(Action.CHANGE_SETTINGS)
def change_retention(request: HttpRequest, user: User) -> HttpResponse:
    """Show how long files are kept; a POST changes it."""
    client = user.client
    form = RetentionForm(request.POST or None, initial={"raw_file_days": retention.count_raw_file_days(client)})
    if request.method == HTTPMethod.POST and form.is_valid():
        actions.change(client=client, page="retention", by=user.actor, **form.cleaned_data)
        messages.success(request, _("Saved. Files that are older are deleted tonight."))
        return redirect("portal:settings_retention")
    count, total = queries.measure_kept_uploads_of_client(client)
    context = {"form": form, "count": count, "bytes": total, "most": MOST_RAW_FILE_DAYS}
    return render(request, "portal/settings/retention.html", context, status=422 if form.errors else 200)
