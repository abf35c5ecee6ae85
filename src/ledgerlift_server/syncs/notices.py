"""Mail about syncs."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ledgerlift_server.syncs.models import Sync
from ledgerlift_server.ui import mail


def tell_contact_of_failure(sync: Sync) -> None:
    """Tell the bank's contact that a company's analysis could not be made, in the language the company used."""
    company = sync.connection.company
    names = {
        "company": company.name,
        "contact": company.client.contact_name,
        "code": sync.failure_code,
        "url": urljoin(settings.PUBLIC_URL, reverse("portal:company", args=[company.id])),
    }
    with translation.override(sync.language):
        subject = _("{company}: the analysis could not be made").format(**names)
        body = _(
            "Hello {contact},\n\nThe files of {company} are in, but the analysis could not be made (reason: {code}). "
            "The files are safe, and an earlier analysis stays as it is.\n\n"
            "{company} was told that you get in touch. Its files and their state:\n\n{url}\n"
        ).format(**names)
    mail.send(subject, body, company.client.contact_email, company_id=company.id)
