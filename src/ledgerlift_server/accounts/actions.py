"""What changes clients and their staff."""

from django.db import transaction

from ledgerlift_server.accounts.models import Client, User
from ledgerlift_server.accounts.roles import Role


@transaction.atomic
def create_client(*, name: str, slug: str, contact_name: str, contact_email: str, contact_phone: str = "") -> Client:
    """Create an organisation."""
    return Client.objects.create(
        name=name, slug=slug, contact_name=contact_name, contact_email=contact_email, contact_phone=contact_phone
    )


@transaction.atomic
def create_user(*, client: Client, email: str, password: str, full_name: str, role: Role) -> User:
    """Create a member of a client's staff."""
    return User.objects.create_user(email, password, client=client, full_name=full_name, role=role)
