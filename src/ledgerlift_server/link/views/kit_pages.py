"""The onboarding kit for customers: a page anybody with its address may read, and the same as a PDF."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ledgerlift_server.companies import kit, kit_pdf
from ledgerlift_server.link.visits import get_bank
from ledgerlift_server.row_security.scope import acting_for

CODES = {"en": "en", "fr": "fr-ca"}


@require_GET
def show_kit(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Show the kit in the language of its address."""
    client = get_bank(slug)
    with acting_for(client.id), translation.override(CODES[language]):
        context = {"client": client, "kit": kit.write(client, language), "other": "fr" if language == "en" else "en"}
        return render(request, "link/kit.html", context)


@require_GET
def download_kit(request: HttpRequest, slug: str, language: str) -> HttpResponse | FileResponse:
    """Give the kit as a PDF."""
    client = get_bank(slug)
    with acting_for(client.id), translation.override(CODES[language]):
        title = _("How to share your data")
        content = kit_pdf.write(
            kit.write(client, language),
            client=client,
            title=title,
            checklist_title=_("Checklist"),
            contact=_("Questions? {name} helps: {email}").format(name=client.contact_name, email=client.contact_email),
        )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(title)}.pdf"'
    return answer
