"""The onboarding kit: to read, to share, and to put in the bank's own words."""

from http import HTTPMethod
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledgerlift_server.accounts.models import User
from ledgerlift_server.companies import kit
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.ui.refusals import Refusal

LANGUAGES = ("en", "fr")


@require_http_methods(["GET", "POST"])
@staff_page
def show_kit(request: HttpRequest, user: User) -> HttpResponse:
    """Show the kit with its addresses, and the form that changes it."""
    asked = request.GET.get("language") or (get_language() or "en")[:2]
    language = asked if asked in LANGUAGES else "en"
    if request.method == HTTPMethod.POST:
        if not user.can_end_connections:
            raise Refusal("not_allowed")
        texts = {topic: request.POST.get(topic, "") for topic in kit.list_topics()}
        own = kit.change(client=user.client, language=language, texts=texts)
        messages.success(request, _("Saved. {count} texts are your own.").format(count=own))
        return redirect(f"{reverse('portal:kit')}?language={language}")
    page = reverse("link:kit", args=[user.client.slug, language])
    context = {
        "language": language,
        "kit": kit.write(user.client, language, fill=False),
        "page_url": urljoin(settings.PUBLIC_URL, page),
        "pdf_url": reverse("link:kit_pdf", args=[user.client.slug, language]),
        "may_edit": user.can_end_connections,
    }
    return render(request, "portal/kit.html", context)
