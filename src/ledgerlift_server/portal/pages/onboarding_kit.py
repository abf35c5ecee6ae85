"""The onboarding kit: to read, to share, and to put in the bank's own words."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import kit
from ledgerlift_server.portal.staff import staff_page

LANGUAGES = ("en", "fr")


@require_GET
@staff_page(Action.SEE_COMPANIES)
def show_kit(request: HttpRequest, user: User) -> HttpResponse:
    """Show the kit with its addresses, and the form that changes it."""
    language = read_language(request)
    page = reverse("link:kit", args=[user.client.slug, language])
    context = {
        "language": language,
        "kit": kit.write(user.client, language, fill=False),
        "page_url": urljoin(settings.PUBLIC_URL, page),
        "pdf_url": reverse("link:kit_pdf", args=[user.client.slug, language]),
        "may_edit": user.may(Action.CHANGE_KIT),
    }
    return render(request, "portal/kit.html", context)


@require_POST
@staff_page(Action.CHANGE_KIT)
def change_kit(request: HttpRequest, user: User) -> HttpResponse:
    """Keep the bank's own words."""
    language = read_language(request)
    texts = {topic: request.POST.get(topic, "") for topic in kit.list_topics()}
    own = kit.change(client=user.client, language=language, texts=texts, by=user.actor)
    messages.success(request, _("Saved. {count} texts are your own.").format(count=own))
    return redirect(f"{reverse('portal:kit')}?language={language}")


def read_language(request: HttpRequest) -> str:
    """Read which language of the kit is meant; without one it is the page's."""
    asked = request.GET.get("language") or (get_language() or "en")[:2]
    return asked if asked in LANGUAGES else "en"
