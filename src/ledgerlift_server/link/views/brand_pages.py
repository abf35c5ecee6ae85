"""The bank's brand: its colours as a stylesheet, its pictures, and how the first pages look with them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from ledgerlift_server.accounts.models import Client, User
from ledgerlift_server.client_settings.models import BrandPicture, ConsentWording
from ledgerlift_server.companies.models import Company, Connection, Link
from ledgerlift_server.link import consent
from ledgerlift_server.link.views.rendering import describe_brand
from ledgerlift_server.link.visits import Visit, get_bank
from ledgerlift_server.row_security.scope import acting_for
from ledgerlift_server.ui import colour

A_YEAR = 365 * 24 * 3600


@require_GET
@cache_control(public=True, max_age=300)
def show_brand(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the client's colours, made readable, as a stylesheet: the policy forbids styles inside pages."""
    client = get_bank(slug)
    light = colour.readable(client.primary_colour, on=colour.SUNKEN_LIGHT)
    dark = colour.readable(client.primary_colour, on=colour.RAISED_DARK)
    context: dict[str, Any] = {
        "light": light,
        "on_light": colour.text_on(light),
        "dark": dark,
        "on_dark": colour.text_on(dark),
        "second": client.second_colour,
        "on_second": colour.text_on(client.second_colour) if client.second_colour else "",
    }
    return render(request, "link/brand.css", context, content_type="text/css")


@require_GET
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def show_picture(request: HttpRequest, slug: str, kind: str, sha256: str) -> HttpResponse:
    """Serve a picture under the address of its content; as a picture and nothing else, wherever it is opened."""
    with acting_for(get_bank(slug).id):
        picture = get_object_or_404(BrandPicture, client__slug=slug, kind=kind, sha256=sha256)
    answer = HttpResponse(bytes(picture.content), content_type=picture.content_type)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


@require_GET
def preview_landing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show staff the first page as a company sees it."""
    company = imagine_company(get_own_client(request, slug))
    visit = Visit("preview", Link(company=company), None, None)
    return render(request, "link/landing.html", {**describe_brand(visit), "steps": [], "is_preview": True})


@require_GET
def preview_consent(request: HttpRequest, slug: str) -> HttpResponse:
    """Show staff the consent page, in the newest version of their words or in an earlier one."""
    client = get_own_client(request, slug)
    company = imagine_company(client)
    connection = Connection(company=company, software_name=_("Example Software"))
    number = request.GET.get("version", "")
    wording = None
    if number.isdecimal() and len(number) < 7:
        wording = get_object_or_404(ConsentWording, client=client, number=int(number))
    visit = Visit("preview", Link(company=company), connection, None)
    text = consent.write(company, connection, wording=wording)
    return render(request, "link/consent.html", {**describe_brand(visit), "text": text, "is_preview": True})


def get_own_client(request: HttpRequest, slug: str) -> Client:
    """Get the client of an address, for its own staff alone."""
    user = request.user
    if not isinstance(user, User) or user.client.slug != slug:
        raise Http404
    return user.client


def imagine_company(client: Client) -> Company:
    """Make up a company; it is not kept."""
    return Company(client=client, name=_("Example Company"))
