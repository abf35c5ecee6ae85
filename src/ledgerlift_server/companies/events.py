"""The one way an event is written down."""

import uuid

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.companies.models import Company, Event
from ledgerlift_server.ui import logs


def record(name: str, *, company: Company, by: Actor, subject: uuid.UUID | None = None, **details: object) -> None:
    """Write an event in the caller's transaction; details hold ids, codes and counts, never cells."""
    Event.objects.create(
        client_id=company.client_id,
        company=company,
        name=name,
        subject_id=subject,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label,
        details=details,
        correlation_id=logs.correlation_id.get(),
    )
