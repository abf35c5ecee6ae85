"""E-mail texts: invitation and reminder, in both languages, with a preview."""

from http import HTTPMethod

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.client_settings import letters
from ledgerlift_server.portal.pages.settings.frame import read_language
from ledgerlift_server.portal.settings_forms.texts import LetterForm
from ledgerlift_server.portal.staff import staff_page


@require_http_methods(["GET", "POST"])
@staff_page(Action.CHANGE_SETTINGS)
def change_email(request: HttpRequest, user: User) -> HttpResponse:
    """Show one e-mail in one language and how it reads; a POST changes it, or shows it first."""
    kind, language = request.GET.get("kind", "invitation"), read_language(request, get_language() or "en")
    if kind not in letters.KINDS:
        raise Http404
    subject, body = letters.find_text(user.client, kind, language)
    form = LetterForm(request.POST or None, initial={"subject": subject, "body": body})
    if request.method == HTTPMethod.POST and "usual" in request.POST:
        subject, body = letters.write_usual(kind, language)
        letters.change(client=user.client, kind=kind, language=language, subject=subject, body=body, by=user.actor)
        messages.success(request, _("The usual words are back."))
        return redirect(address(kind, language))
    if request.method == HTTPMethod.POST and form.is_valid():
        subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
        if "preview" not in request.POST:
            letters.change(client=user.client, kind=kind, language=language, subject=subject, body=body, by=user.actor)
            messages.success(request, _("Saved."))
            return redirect(address(kind, language))
    example = {
        "company": _("Example Company"),
        "bank": user.client.name,
        "link": "https://…",
        "contact": user.client.contact_name,
        "email": user.client.contact_email,
    }
    context = {
        "form": form,
        "kind": kind,
        "language": language,
        "kinds": [("invitation", _("Invitation")), ("reminder", _("Reminder"))],
        "placeholders": [f"{{{mark}}}" for mark in letters.PLACEHOLDERS],
        "is_own": (subject, body) != letters.write_usual(kind, language),
        "subject": letters.fill(subject, example),
        "body": letters.fill(body, example),
    }
    return render(request, "portal/settings/emails.html", context, status=422 if form.errors else 200)


def address(kind: str, language: str) -> str:
    """Give the address of an e-mail's page."""
    return f"{reverse('portal:settings_emails')}?kind={kind}&language={language}"
