"""Consent and terms: the bank's words in both languages, in versions."""

from http import HTTPMethod

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledgerlift_server.accounts.models import Client, User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.client_settings import consent
from ledgerlift_server.client_settings.models import ConsentWording
from ledgerlift_server.companies.models import Consent
from ledgerlift_server.portal.pages.settings.frame import read_language
from ledgerlift_server.portal.settings_forms.texts import ConsentForm, from_texts
from ledgerlift_server.portal.staff import staff_page

MOST_VERSIONS = 50


@require_http_methods(["GET", "POST"])
@staff_page(Action.CHANGE_SETTINGS)
def change_consent(request: HttpRequest, user: User) -> HttpResponse:
    """Show the words in one language and the versions there were; a POST makes a new version."""
    language = read_language(request, get_language() or "en")
    current = consent.find_current(user.client)
    form = ConsentForm(request.POST or None, initial=from_texts(consent.texts_of(current, language)))
    if request.method == HTTPMethod.POST and form.is_valid():
        made = consent.change(client=user.client, language=language, texts=form.to_texts(), by=user.actor)
        if made and made != current:
            messages.success(request, _("Saved as version {number}.").format(number=made.number))
        else:
            messages.success(request, _("Nothing has changed."))
        return redirect(f"{reverse('portal:settings_consent')}?language={language}")
    titles = {"purpose": _("Purpose"), "access": _("Access"), "account": _("Account information"),
              "data": _("Data that is shared"), "retention": _("Retention")}  # fmt: skip
    context = {
        "form": form,
        "language": language,
        "sections": [(title, form[f"{section}_heading"], form[f"{section}_body"]) for section, title in titles.items()],
        "placeholders": [f"{{{mark}}}" for mark in consent.PLACEHOLDERS[:4]],
        "versions": list_versions(user.client),
        "preview_url": reverse("link:preview_consent", args=[user.client.slug]),
    }
    return render(request, "portal/settings/consent.html", context, status=422 if form.errors else 200)


def list_versions(client: Client) -> list[dict[str, object]]:
    """List a client's versions, newest first, each with how many consents were given to it."""
    given = Consent.objects.filter(connection__company__client=client).values_list("version").annotate(Count("id"))
    counts = {version.partition("/")[2]: count for version, count in given}
    versions = ConsentWording.objects.filter(client=client).defer("texts").order_by("-number")[:MOST_VERSIONS]
    return [{"wording": each, "consents": counts.get(str(each.number), 0)} for each in versions]
