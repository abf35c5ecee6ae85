"""Link: how long addresses work, and where people go afterwards."""

from http import HTTPMethod

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.client_settings import actions
from ledgerlift_server.portal.settings_forms.link import LinkForm
from ledgerlift_server.portal.staff import staff_page


@require_http_methods(["GET", "POST"])
@staff_page(Action.CHANGE_SETTINGS)
def change_link(request: HttpRequest, user: User) -> HttpResponse:
    """Show the settings of Link URLs; a POST changes them."""
    client = user.client
    initial = {
        "link_days": client.link_days,
        "one_time_links": client.one_time_links,
        "allowed_hosts": "\n".join(client.allowed_hosts),
        "success_url": client.success_url,
    }
    form = LinkForm(request.POST or None, initial=initial)
    if request.method == HTTPMethod.POST and form.is_valid():
        actions.change(client=client, page="link_settings", by=user.actor, **form.cleaned_data)
        messages.success(request, _("Saved. It counts for links that are made from now on."))
        return redirect("portal:settings_link")
    return render(request, "portal/settings/link.html", {"form": form}, status=422 if form.errors else 200)
