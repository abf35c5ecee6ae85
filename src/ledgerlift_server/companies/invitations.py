"""The e-mails that ask a company for its data: written to be copied, or sent."""

import dataclasses
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ledgerlift_server.accounts.actors import SYSTEM, Actor
from ledgerlift_server.client_settings import letters
from ledgerlift_server.companies import actions, events
from ledgerlift_server.companies.models import Company, Invitation
from ledgerlift_server.jobs import queue
from ledgerlift_server.ui import mail


@dataclasses.dataclass(frozen=True)
class Letter:
    """An e-mail in one language."""

    language: str
    subject: str
    body: str


def write(company: Company, *, kind: str, language: str, link_url: str) -> Letter:
    """Write an e-mail in a language, in the bank's own words where it has some."""
    client = company.client
    values = {
        "company": company.name,
        "bank": client.name,
        "link": link_url,
        "contact": client.contact_name,
        "email": client.contact_email,
    }
    subject, body = (letters.fill(text, values) for text in letters.find_text(client, kind, language[:2]))
    return Letter(language, subject, body)


def link_url(company: Company, token: str) -> str:
    """Write the whole address of a Link URL."""
    return urljoin(settings.PUBLIC_URL, reverse("link:landing", args=[company.client.slug, token]))


@transaction.atomic
def request_data(*, company: Company, by: Actor) -> Invitation:
    """Have an e-mail sent to the company's contact: an invitation first, reminders after it."""
    is_first = not company.invitations.exists()
    invitation = Invitation.objects.create(
        company=company,
        kind=Invitation.Kind.INVITATION if is_first else Invitation.Kind.REMINDER,
        email=company.contact_email,
        language=company.contact_language,
        requested_by=by.label,
    )
    events.record(f"{invitation.kind}.requested", company=company, by=by, subject=invitation.id)
    queue.enqueue("companies.send_invitation", lock=company.id, invitation_id=str(invitation.id))
    return invitation


def send(invitation: Invitation) -> None:
    """Send an e-mail with a link of its own, unless it was sent already.

    Should the process die between sending and noting so, it is sent once more: twice is better than never.
    """
    if invitation.sent_at:
        return
    company = invitation.company
    url = link_url(company, actions.create_link(company=company, by=SYSTEM))
    letter = write(company, kind=invitation.kind, language=invitation.language, link_url=url)
    mail.send(letter.subject, letter.body, invitation.email, company_id=company.id)
    with transaction.atomic():
        invitation.sent_at = timezone.now()
        invitation.save(update_fields=["sent_at"])
        events.record(f"{invitation.kind}.sent", company=company, by=SYSTEM, subject=invitation.id)
