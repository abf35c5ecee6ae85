"""Delete a connection, or a company, with everything that was received through it."""

from collections.abc import Sequence

from django.db import transaction

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.companies import events
from ledgerlift_server.companies import standing as connections_standing
from ledgerlift_server.companies.models import Company, Connection
from ledgerlift_server.syncs import files, partials, standing
from ledgerlift_server.syncs.models import CurrentSnapshot, PartialUpload, SnapshotFile, Upload


@transaction.atomic
def delete_connection(*, connection: Connection, by: Actor) -> None:
    """Delete a connection with its files, snapshots and reports."""
    company = connection.company
    events.record("connection.deleted", company=company, by=by, subject=connection.id)
    delete_connections([connection])
    connections_standing.refresh(company)
    standing.refresh(company)


@transaction.atomic
def delete_company(*, company: Company, by: Actor) -> None:
    """Delete a company with its subsidiaries and everything of theirs. What stays is that it was done, and by whom."""
    for gone in [*company.subsidiaries.all(), company]:
        events.record("company.deleted", company=gone, by=by, subject=gone.id)
        delete_connections(list(gone.connections.all()))
        parent = gone.parent
        gone.delete()
        if parent:
            connections_standing.refresh(parent)


def delete_connections(connections: Sequence[Connection]) -> None:
    """Delete connections and their rows; their files go once the transaction is through."""
    names = {
        *Upload.objects.filter(connection__in=connections, purged_at=None).values_list("storage_name", flat=True),
        *SnapshotFile.objects.filter(snapshot__sync__connection__in=connections).values_list("storage_name", flat=True),
    }
    unfinished = list(PartialUpload.objects.filter(connection__in=connections))
    # The pointer protects its snapshot from being deleted alone.
    CurrentSnapshot.objects.filter(connection__in=connections).delete()
    for connection in connections:
        connection.delete()
    transaction.on_commit(lambda: delete_files(names, unfinished))


def delete_files(names: set[str], unfinished: Sequence[PartialUpload]) -> None:
    """Delete stored files and what had arrived of unfinished ones."""
    for name in names:
        files.delete_stored(name)
    for partial in unfinished:
        partials.forget(partial)


def count_what_goes(company: Company) -> dict[str, int]:
    """Count what deleting a company takes with it."""
    group = [company.id, *company.subsidiaries.values_list("id", flat=True)]
    return {
        "subsidiaries": len(group) - 1,
        "connections": Connection.objects.filter(company__in=group).count(),
        "uploads": Upload.objects.filter(connection__company__in=group, purged_at=None).count(),
        "reports": SnapshotFile.objects.filter(snapshot__sync__connection__company__in=group, is_report=True).count(),
    }
