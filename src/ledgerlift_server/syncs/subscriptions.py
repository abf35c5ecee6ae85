"""A quarter's insights by e-mail, and the way out of it: a signed link that needs no sign-in."""

from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ledgerlift_server.companies.models import Company
from ledgerlift_server.syncs import files
from ledgerlift_server.syncs.models import QuarterlyInsights
from ledgerlift_server.ui import mail
from ledgerlift_server.ui.templatetags.written import day

SALT = "subscription"


def send_insights(quarter: QuarterlyInsights, email: str) -> None:
    """Send one subscriber a quarter's workbook, in the language of the company's contact."""
    company = quarter.company
    language = "fr" if company.contact_language.startswith("fr") else "en"
    leave = urljoin(settings.PUBLIC_URL, reverse("portal:unsubscribe", args=[sign(company, email)]))
    with translation.override(company.contact_language):
        names = {
            "company": company.name,
            "client": company.client.name,
            "day": day(quarter.quarter_end),
            "leave": leave,
        }
        subject = _("{company}: insights of the quarter to {day}").format(**names)
        body = _(
            "Hello,\n\nThe insights of {company} for the quarter to {day} are attached: new suppliers, how payment "
            "methods shift, and whether bills are settled faster or slower.\n\n{client}\n\n"
            "You receive this because you subscribed to it. To stop, open:\n{leave}\n"
        ).format(**names)
    message = mail.write(subject, body, email, company_id=company.id)
    message.extra_headers |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    prefix = f"reports/{language}/ongoing_insights/"
    for file in quarter.snapshot.files.filter(path__startswith=prefix):
        with files.open_stored(file.storage_name) as workbook:
            message.attach(file.name, workbook.read(), "application/octet-stream")
    message.send()


def sign(company: Company, email: str) -> str:
    """Make the token of a subscriber's way out."""
    return signing.dumps([str(company.id), email], salt=SALT)


def find(token: str) -> tuple[Company, str] | None:
    """Find the company and the address of a token; None for one that is not ours, or whose company is gone."""
    try:
        company_id, email = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    company = Company.objects.select_related("client").filter(id=company_id).first()
    return (company, email) if company else None
