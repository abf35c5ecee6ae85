"""The demo's bank, member of staff and company; made once, with a new password and a new link at each start."""

import secrets
import uuid

from django.db import transaction
from django.urls import reverse

from ledgerlift_server.accounts.actions import create_client, create_user
from ledgerlift_server.accounts.models import Client, User
from ledgerlift_server.accounts.roles import Role
from ledgerlift_server.companies import actions as companies

SLUG = "northfield-bank"
EMAIL = "demo@northfield.example"
COMPANY = uuid.UUID("5f1d6d1c-6d0b-4a52-8c51-1f7c1f6a0d01")


@transaction.atomic
def make() -> dict[str, str]:
    """Make what is missing; return the sign-in and the path of a Link URL."""
    client = Client.objects.filter(slug=SLUG).first() or create_client(
        name="Northfield Bank",
        slug=SLUG,
        contact_name="Dana Roy",
        contact_email="cards@northfield.example",
        contact_phone="+1 555 0100",
    )
    password = secrets.token_urlsafe(12)
    user = User.objects.filter(email=EMAIL).first()
    if user is None:
        user = create_user(client=client, email=EMAIL, password=password, full_name="Dana Roy", role=Role.ADMIN)
    else:
        user.set_password(password)
        user.save(update_fields=["password"])
    company = companies.create_company(client=client, name="Maple & Stone Builders", id=COMPANY, by=user)
    token = companies.create_link(company=company, by=user.actor)
    return {"email": EMAIL, "password": password, "link": reverse("link:landing", args=[client.slug, token])}
