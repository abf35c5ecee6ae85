"""What the pages of the settings share."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.portal.staff import staff_page


@require_GET
@staff_page(Action.CHANGE_SETTINGS)
def open_settings(request: HttpRequest, user: User) -> HttpResponse:
    """Open the first page of the settings."""
    return redirect("portal:settings_brand")


def read_language(request: HttpRequest, shown: str) -> str:
    """Read which language's texts are asked for; usually the page's own."""
    asked = request.GET.get("language") or shown[:2]
    return asked if asked in ("en", "fr") else "en"
