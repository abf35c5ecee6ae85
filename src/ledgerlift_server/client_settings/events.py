"""How a change of a client's settings is written down."""

import uuid

from django.apps import apps

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Client
from ledgerlift_server.ui import logs


def record(name: str, *, client: Client, by: Actor, subject: uuid.UUID | None = None, **details: object) -> None:
    """Write an event of a client in the caller's transaction; details hold names and codes, never what was written."""
    # By name: the record of events belongs to an app above this one.
    apps.get_model("companies", "Event").objects.create(
        client_id=client.id,
        name=name,
        subject_id=subject,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label,
        details=details,
        correlation_id=logs.correlation_id.get(),
    )
