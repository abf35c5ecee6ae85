"""Reports: period, thresholds, tiers, which reports, and the columns of match files."""

from http import HTTPMethod

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.client_settings import actions
from ledgerlift_server.portal.settings_forms.reports import ReportsForm, describe
from ledgerlift_server.portal.staff import staff_page


@require_http_methods(["GET", "POST"])
@staff_page(Action.CHANGE_SETTINGS)
def change_reports(request: HttpRequest, user: User) -> HttpResponse:
    """Show the settings of the reports; a POST changes them once the engine has found nothing wrong."""
    client = user.client
    form = ReportsForm(request.POST or None, initial=describe(client))
    if request.method == HTTPMethod.POST and form.is_valid():
        actions.change(
            client=client,
            page="report_settings",
            by=user.actor,
            base_currency=form.cleaned_data["base_currency"].upper(),
            report_settings=form.to_settings(client.report_settings),
        )
        messages.success(
            request, _("Saved. Reports made from now on use it; “Update reports” makes earlier ones anew.")
        )
        return redirect("portal:settings_reports")
    return render(request, "portal/settings/reports.html", {"form": form}, status=422 if form.errors else 200)
