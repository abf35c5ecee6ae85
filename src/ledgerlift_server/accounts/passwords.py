"""The letter with a page on which a forgotten password is chosen again, once."""

import uuid
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import STRANGER
from ledgerlift_server.accounts.models import User


def send_letter(user_id: uuid.UUID) -> None:
    """Send somebody the letter; nothing for an id that nobody has."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    key = default_token_generator.make_token(user)
    page = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    values = {"user": user, "url": urljoin(settings.PUBLIC_URL, page)}
    subject = render_to_string("portal/password_mail_subject.txt", values).strip()
    send_mail(subject, render_to_string("portal/password_mail.txt", values), None, [user.email])
    events.record("password.requested", client_id=user.client_id, by=STRANGER, subject=user.id)
