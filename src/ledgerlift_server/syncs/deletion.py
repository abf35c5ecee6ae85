"""Delete a connection, or a company, with everything that was received through it."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.companies import events
from ledgerlift_server.companies import standing as connections_standing
from ledgerlift_server.companies.models import Company, Connection, Consent
from ledgerlift_server.syncs import erasures, loose_files, standing
from ledgerlift_server.syncs.models import CurrentSnapshot, Erasure, PartialUpload, SnapshotFile, Upload


@transaction.atomic
def delete_connection(*, connection: Connection, by: Actor) -> None:
    """Delete a connection with its files, snapshots and reports."""
    company = connection.company
    events.record("connection.deleted", company=company, by=by, subject=connection.id)
    erasure = erasures.begin(company.client_id, kind=Erasure.Kind.CONNECTION, subject_id=connection.id)
    delete_connections([connection], erasure=erasure)
    connections_standing.refresh(company)
    standing.refresh(company)


@transaction.atomic
def delete_company(*, company: Company, by: Actor) -> None:
    """Delete a company with its subsidiaries and everything of theirs. What stays is that it was done, and by whom."""
    for gone in [*company.subsidiaries.all(), company]:
        events.record("company.deleted", company=gone, by=by, subject=gone.id)
        erasure = erasures.begin(gone.client_id, kind=Erasure.Kind.COMPANY, subject_id=gone.id)
        delete_connections(list(gone.connections.all()), erasure=erasure)
        loose_files.release(
            [f"{loose_files.MAIL}{gone.id}"], client_id=gone.client_id, lock=erasure.id, erasure=erasure
        )
        parent = gone.parent
        gone.delete()
        if parent:
            connections_standing.refresh(parent)


def delete_connections(connections: Sequence[Connection], *, erasure: Erasure) -> None:
    """Delete connections and their rows, and have their files deleted. Runs in the caller's transaction."""
    # First of all: whoever is about to put a file there comes before this, and is found, or after it, and is refused.
    list(Connection.objects.select_for_update().filter(pk__in=[connection.pk for connection in connections]))
    reports = SnapshotFile.objects.filter(snapshot__sync__connection__in=connections)
    names = {
        *Upload.objects.filter(connection__in=connections, purged_at=None).values_list("storage_name", flat=True),
        *reports.values_list("storage_name", flat=True),
        *(f"{loose_files.UNFINISHED}{pk}" for pk in list_unfinished(connections)),
    }
    loose_files.release_unowned(connections, erasure=erasure)
    loose_files.release(names, client_id=erasure.client_id, lock=erasure.id, erasure=erasure)
    # The pointer protects its snapshot from being deleted alone.
    CurrentSnapshot.objects.filter(connection__in=connections).delete()
    for connection in connections:
        connection.delete()


def list_unfinished(connections: Sequence[Connection]) -> list[uuid.UUID]:
    """List the files of connections that are still arriving."""
    return list(PartialUpload.objects.filter(connection__in=connections).values_list("pk", flat=True))


def count_what_goes(company: Company) -> dict[str, int]:
    """Count what deleting a company takes with it."""
    group = [company.id, *company.subsidiaries.values_list("id", flat=True)]
    return {
        "subsidiaries": len(group) - 1,
        "connections": Connection.objects.filter(company__in=group).count(),
        "consents": Consent.objects.filter(connection__company__in=group).count(),
        "uploads": Upload.objects.filter(connection__company__in=group, purged_at=None).count(),
        "reports": SnapshotFile.objects.filter(snapshot__sync__connection__company__in=group, is_report=True).count(),
    }
