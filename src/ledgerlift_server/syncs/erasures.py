"""From "deleted" to "nothing is left": begun in the transaction that deletes, ended when it is certain."""

import uuid

from django.db import transaction
from django.utils import timezone

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import SYSTEM
from ledgerlift_server.companies.models import Company, Connection
from ledgerlift_server.jobs import queue
from ledgerlift_server.syncs import loose_files
from ledgerlift_server.syncs.models import Erasure


class NotErasedError(Exception):
    """Something of what was deleted is still there; the job comes back to it."""


def begin(client_id: uuid.UUID, *, kind: Erasure.Kind, subject_id: uuid.UUID) -> Erasure:
    """Note what is being deleted, and have it seen to. Runs in the caller's transaction."""
    erasure = Erasure.objects.create(client_id=client_id, kind=kind, subject_id=subject_id)
    queue.enqueue("syncs.erase", lock=erasure.id, erasure_id=str(erasure.id))
    return erasure


def finish(erasure: Erasure) -> None:
    """Delete the files that are left, look whether anything is, and write down that nothing is."""
    if erasure.verified_at:
        return
    count = erasure.files.exclude(name__startswith=loose_files.MAIL).count()
    if count and not erasure.files_count:
        erasure.files_count = count
        erasure.save(update_fields=["files_count"])
    loose_files.sweep(erasure=erasure)
    # Every row that belongs to a company or a connection refers to it, and the database lets none do so in vain.
    rows: type[Company | Connection] = Company if erasure.kind == Erasure.Kind.COMPANY else Connection
    if erasure.files.exists() or rows.objects.filter(pk=erasure.subject_id).exists():
        raise NotErasedError(erasure.id)
    with transaction.atomic():
        erasure.verified_at = timezone.now()
        erasure.save(update_fields=["verified_at"])
        events.record(
            f"{erasure.kind}.erased",
            client_id=erasure.client_id,
            company_id=erasure.subject_id if erasure.kind == Erasure.Kind.COMPANY else None,
            by=SYSTEM,
            subject=erasure.subject_id,
            files=erasure.files_count,
            verified=True,
        )


def list_open() -> list[Erasure]:
    """List what is not certain yet."""
    return list(Erasure.objects.filter(verified_at=None).select_related("client").order_by("requested_at"))
