"""The tasks of the portal."""

import uuid
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ledgerlift_server.accounts import passwords, people
from ledgerlift_server.accounts.models import StaffInvitation
from ledgerlift_server.jobs.tasks import task
from ledgerlift_server.ui import visitors


@task("portal.send_staff_invitation")
def send_staff_invitation(invitation_id: str) -> None:
    """Send an invitation with a new token; one that was answered or withdrawn meanwhile is not sent."""
    found = StaffInvitation.objects.select_related("client", "invited_by").filter(pk=invitation_id).first()
    if found is None or not people.is_open(found):
        return
    url = urljoin(settings.PUBLIC_URL, reverse("portal:invitation", args=[people.give_token(found)]))
    names = {
        "bank": found.client.name,
        "person": found.invited_by.full_name,
        "url": url,
        "days": people.INVITATION_DAYS,
    }
    with translation.override(found.language):
        subject = _("{person} invites you to the portal of {bank}").format(**names)
        body = _(
            "Hello,\n\n{person} invites you to the portal in which {bank} follows what its customers share. "
            "Open this page and choose a password:\n\n{url}\n\nIt works once, within {days} days.\n"
        ).format(**names)
    send_mail(subject, body, None, [found.email])


@task("portal.send_password_letter")
def send_password_letter(user_id: str, language: str, network: str) -> None:
    """Send the letter about a forgotten password, written down with the network it was asked from."""
    token = visitors.network.set(network)
    try:
        with translation.override(language):
            passwords.send_letter(uuid.UUID(user_id))
    finally:
        visitors.network.reset(token)
