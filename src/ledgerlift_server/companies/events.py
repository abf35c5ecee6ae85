"""How what happens to a company is written down."""

import uuid

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.companies.models import Company


def record(name: str, *, company: Company, by: Actor, subject: uuid.UUID | None = None, **details: object) -> None:
    """Write an event of a company in the caller's transaction; details hold ids, codes and counts, never cells."""
    events.record(name, client_id=company.client_id, company_id=company.id, by=by, subject=subject, **details)
