"""What changes syncs and says which snapshot counts. Each action is one transaction with its event and its job."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from ledgerlift_server.accounts.actors import SYSTEM, Actor
from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies import events
from ledgerlift_server.companies.models import Connection, ConnectionStatus
from ledgerlift_server.jobs import queue
from ledgerlift_server.syncs import loose_files, product_actions, queries, retention, standing
from ledgerlift_server.syncs.models import (
    CurrentSnapshot,
    Snapshot,
    SnapshotFile,
    Sync,
    Upload,
)
from ledgerlift_server.syncs.states import SyncState, check_sync_move


@transaction.atomic
def complete_journey(*, connection: Connection, language: str, by: Actor) -> Sync:
    """Link the connection and queue one sync of all its files. The same files again give the same sync back."""
    connection = Connection.objects.select_for_update().get(pk=connection.pk)
    uploads = list(queries.list_usable_uploads(connection))
    sync, is_new = Sync.objects.get_or_create(
        connection=connection,
        inputs_key=inputs_key(uploads),
        defaults={"language": language, "requested_by": by.label},
    )
    if connection.status != ConnectionStatus.LINKED:
        companies.move(connection, ConnectionStatus.LINKED, by=by)
    if is_new:
        sync.uploads.set(uploads)
        standing.refresh(connection.company)
    elif sync.state == SyncState.FAILED:
        move_sync(sync, SyncState.QUEUED)
    else:
        return sync
    events.record("sync.queued", company=connection.company, by=by, subject=sync.id, uploads=len(uploads))
    queue.enqueue("syncs.run_sync", lock=connection.id, sync_id=str(sync.id))
    return sync


def inputs_key(uploads: list[Upload]) -> str:
    """Name a set of files with their answers: equal sets have equal names."""
    inputs = sorted([upload.data_type, upload.sha256, upload.answers] for upload in uploads)
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def begin_sync(*, sync: Sync) -> None:
    """Note that a job has a sync in hand."""
    move_sync(sync, SyncState.READING)


@transaction.atomic
def complete_sync(
    *,
    sync: Sync,
    content_id: str,
    manifest: dict[str, Any],
    kept: list[SnapshotFile],
    failed: list[dict[str, str]] | None = None,
    quarter_end: str | None = None,
) -> Snapshot:
    """Keep a sync's snapshot and, last of all, point at it. A second run of the same sync changes nothing."""
    sync = Sync.objects.select_for_update().get(pk=sync.pk)
    if sync.state == SyncState.COMPLETE:
        return sync.snapshot
    snapshot = Snapshot.objects.create(
        sync=sync, content_id=content_id, manifest=manifest, failed_reports=failed or [], quarter_end=quarter_end
    )
    for file in kept:
        file.snapshot = snapshot
    SnapshotFile.objects.bulk_create(kept)
    loose_files.claim([file.storage_name for file in kept])
    retention.purge_read_files(sync)
    CurrentSnapshot.objects.update_or_create(connection=sync.connection, defaults={"snapshot": snapshot})
    move_sync(sync, SyncState.COMPLETE)
    events.record("sync.completed", company=sync.connection.company, by=SYSTEM, subject=sync.id, snapshot=content_id)
    product_actions.tell_failed_reports(snapshot)
    if queries.may_close_quarter(snapshot):
        queue.enqueue("syncs.close_quarter", lock=sync.connection_id, snapshot_id=str(snapshot.id))
    return snapshot


@transaction.atomic
def make_current(*, snapshot: Snapshot, by: Actor) -> None:
    """Let an earlier snapshot of a connection count again, or a later one: only the pointer moves."""
    pointer = CurrentSnapshot.objects.select_for_update().get(connection=snapshot.sync.connection)
    if pointer.snapshot_id == snapshot.id:
        return
    pointer.snapshot = snapshot
    pointer.save(update_fields=["snapshot", "moved_at"])
    company = snapshot.sync.connection.company
    events.record("snapshot.made_current", company=company, by=by, subject=snapshot.id, snapshot=snapshot.content_id)


@transaction.atomic
def fail_sync(*, sync: Sync, code: str) -> None:
    """Note that a sync cannot end well, and why, and have the bank's contact told; what was current stays current."""
    sync.failure_code = code
    move_sync(sync, SyncState.FAILED, also=["failure_code"])
    events.record("sync.failed", company=sync.connection.company, by=SYSTEM, subject=sync.id, code=code)
    queue.enqueue("syncs.tell_contact", lock=sync.id, sync_id=str(sync.id))


def move_sync(sync: Sync, state: SyncState, *, also: list[str] | None = None) -> None:
    """Move a sync to another state, if the table of moves allows it. Runs in the caller's transaction."""
    check_sync_move(sync.state, state)
    sync.state = state
    sync.finished_at = timezone.now() if state in {SyncState.COMPLETE, SyncState.FAILED} else None
    sync.save(update_fields=["state", "finished_at", *(also or [])])
    standing.refresh(sync.connection.company)
