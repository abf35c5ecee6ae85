"""Brand: name, colours, contact and pictures, and how the first page looks with them."""

from http import HTTPMethod
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.client_settings import actions, pictures
from ledgerlift_server.client_settings.models import BrandPicture
from ledgerlift_server.portal.settings_forms.brand import BrandForm, read_suggested
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.ui.templatetags.written import size

FIELDS = ("name", "primary_colour", "second_colour", "contact_name", "contact_email", "contact_phone")
HINTS = {
    "logo": gettext_noop("In the bar of every page, and on the Spend Summary."),
    "icon": gettext_noop("In the tab of the browser."),
    "hero": gettext_noop("On the first page, across its width."),
}


@require_http_methods(["GET", "POST"])
@staff_page(Action.CHANGE_SETTINGS)
def change_brand(request: HttpRequest, user: User) -> HttpResponse:
    """Show the brand; a POST changes its name, colours and contact."""
    client = user.client
    initial = {name: getattr(client, name) for name in FIELDS}
    form = BrandForm(read_suggested(request.POST) if request.POST else None, initial=initial)
    if request.method == HTTPMethod.POST and form.is_valid():
        actions.change(client=client, page="brand", by=user.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("portal:settings_brand")
    return show(request, user, form, status=422 if form.errors else 200)


@require_POST
@staff_page(Action.CHANGE_SETTINGS)
def change_picture(request: HttpRequest, user: User, kind: str) -> HttpResponse:
    """Put a picture in place of the one there was, or take it away; one that is refused changes nothing."""
    if "remove" in request.POST:
        pictures.remove(client=user.client, kind=kind, by=user.actor)
        messages.success(request, _("The picture is removed."))
        return redirect("portal:settings_brand")
    sent = request.FILES.get("picture")
    try:
        if sent is None:
            raise pictures.PictureRefusedError("picture_missing")
        picture = pictures.take(kind, sent, sent.size or 0)
    except pictures.PictureRefusedError as refused:
        values = {"size": size(sent.size if sent else 0), "most": size(pictures.MOST_BYTES[kind])}
        mistake = str(pictures.SENTENCES[refused.code]).format(**values)
        form = BrandForm(initial={name: getattr(user.client, name) for name in FIELDS})
        return show(request, user, form, mistakes={kind: mistake}, status=422)
    pictures.keep(client=user.client, kind=kind, picture=picture, by=user.actor)
    messages.success(request, _("The picture is saved."))
    return redirect("portal:settings_brand")


def show(
    request: HttpRequest, user: User, form: BrandForm, *, mistakes: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    """Show the page with what is wrong, each beside its field."""
    kept, slug = pictures.list_addresses(user.client), user.client.slug
    cards: list[dict[str, Any]] = [
        {
            "kind": kind,
            "label": label,
            "hint": _(HINTS[kind]),
            "most": pictures.MOST_BYTES[kind],
            "address": reverse("link:picture", args=[slug, kind, kept[kind]]) if kind in kept else "",
            "mistake": (mistakes or {}).get(kind, ""),
        }
        for kind, label in BrandPicture.Kind.choices
    ]
    context = {"form": form, "pictures": cards, "preview_url": reverse("link:preview_landing", args=[slug])}
    return render(request, "portal/settings/brand.html", context, status=status)
