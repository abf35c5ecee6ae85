"""What changes uploads and syncs. Each action is one transaction with its event, and with its job if it has one."""

import datetime
import hashlib
import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from ledgerlift_server.accounts.actors import SYSTEM, Actor
from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies import events
from ledgerlift_server.companies.models import Connection, ConnectionStatus
from ledgerlift_server.jobs import queue
from ledgerlift_server.syncs import files, queries, standing
from ledgerlift_server.syncs.models import (
    CurrentSnapshot,
    QuarterlyInsights,
    RememberedAnswers,
    SkippedStep,
    Snapshot,
    SnapshotFile,
    Sync,
    Upload,
)
from ledgerlift_server.syncs.states import SyncState, UploadState, check_sync_move, check_upload_move
from ledgerlift_server.ui.refusals import Refusal
from ledgerlift_server.ui.templatetags.written import day, megabytes


def check_room(*, connection: Connection, incoming_size: int) -> None:
    """Refuse a file that is too large, one too many this hour, or more than the company may keep."""
    limits = settings.CONFIGURATION
    if incoming_size > limits.max_upload_mib * 2**20:
        raise Refusal("file_too_large", size=megabytes(limits.max_upload_mib))
    company = connection.company
    refuse_for_a_while(queries.seconds_until_next_upload(company, per_hour=limits.uploads_per_hour))
    count, total = queries.measure_kept_uploads(company)
    if count >= limits.company_quota_files or total + incoming_size > limits.company_quota_mib * 2**20:
        raise Refusal("quota_exceeded", contact=company.client.contact_name)


def refuse_for_a_while(seconds: int) -> None:
    """Refuse what comes too soon; 0 seconds to wait refuse nothing."""
    if seconds:
        minutes = math.ceil(seconds / 60)
        wait = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
        raise Refusal("rate_limited", wait=wait, retry_after=seconds)


def receive_upload(
    *, connection: Connection, data_type: str, incoming: files.Incoming, replaces: Upload | None = None, by: Actor
) -> Upload:
    """Keep a file exactly as sent and queue it to be read; the same bytes again are refused as a duplicate."""
    check_room(connection=connection, incoming_size=incoming.size)
    with stored_unless_refused(incoming, connection) as stored:
        return record_upload(
            connection=connection, data_type=data_type, incoming=incoming, stored=stored, replaces=replaces, by=by
        )


@contextmanager
def stored_unless_refused(incoming: files.Incoming, connection: Connection) -> Iterator[str]:
    """Put a file in the store before its row is written, so that no row is ever without its file."""
    stored = files.keep_upload(incoming, folder=connection.company.client_id)
    try:
        yield stored
    except Refusal:
        files.delete_stored(stored)
        raise


@transaction.atomic
def record_upload(
    *,
    connection: Connection,
    data_type: str,
    incoming: files.Incoming,
    stored: str,
    replaces: Upload | None,
    by: Actor,
) -> Upload:
    """Write the row of a file that is in the store, and queue it to be read."""
    Connection.objects.select_for_update().get(pk=connection.pk)
    earlier = connection.uploads.filter(data_type=data_type, sha256=incoming.sha256, removed_at=None).first()
    if earlier:
        raise Refusal("duplicate_file", date=day(earlier.received_at))
    upload = Upload.objects.create(
        connection=connection,
        data_type=data_type,
        original_name=incoming.name,
        size=incoming.size,
        sha256=incoming.sha256,
        storage_name=stored,
        replaces=replaces,
        received_by=by.label,
    )
    connection.skipped_steps.filter(data_type=data_type).delete()
    events.record(
        "upload.received", company=connection.company, by=by, subject=upload.id,
        data_type=data_type, size=upload.size, sha256=upload.sha256,
    )  # fmt: skip
    queue.enqueue("syncs.inspect_upload", lock=upload.id, upload_id=str(upload.id))
    return upload


@transaction.atomic
def copy_upload(*, upload: Upload, data_type: str, by: Actor) -> Upload:
    """Use the same workbook for another report as well."""
    kept = upload.connection.uploads.filter(data_type=data_type, sha256=upload.sha256, removed_at=None).first()
    if kept:
        raise Refusal("duplicate_file", date=day(kept.received_at))
    incoming = files.Incoming(Path(), upload.original_name, upload.size, upload.sha256)
    return record_upload(
        connection=upload.connection, data_type=data_type, incoming=incoming, stored=upload.storage_name,
        replaces=None, by=by,
    )  # fmt: skip


@transaction.atomic
def move_file(*, upload: Upload, data_type: str, by: Actor) -> Upload:
    """Use a file for another report than the one it was sent for."""
    moved = copy_upload(upload=upload, data_type=data_type, by=by)
    remove_upload(upload=upload, by=by)
    return moved


@transaction.atomic
def remove_upload(*, upload: Upload, by: Actor) -> None:
    """Take a file out of the journey; syncs that used it keep their snapshots."""
    if upload.removed_at:
        return
    upload.removed_at = timezone.now()
    upload.save(update_fields=["removed_at"])
    events.record("upload.removed", company=upload.connection.company, by=by, subject=upload.id)


@transaction.atomic
def confirm_upload(*, upload: Upload, by: Actor) -> None:
    """Note that the customer says it looks right."""
    if upload.state != UploadState.READY or upload.confirmed_at:
        return
    upload.confirmed_at = timezone.now()
    upload.save(update_fields=["confirmed_at"])
    events.record("upload.confirmed", company=upload.connection.company, by=by, subject=upload.id)


@transaction.atomic
def answer_questions(*, upload: Upload, answers: dict[str, Any], by: Actor) -> None:
    """Keep answers about a file, remember them for files with the same headings, and read it again."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.is_being_read or upload.removed_at:
        return
    upload.answers = {**upload.answers, **answers}
    upload.confirmed_at = None
    move_upload(upload, UploadState.RECEIVED, also=["answers", "confirmed_at"])
    connection = upload.connection
    headings = (upload.inspection or {}).get("headings", "")
    if headings:
        RememberedAnswers.objects.update_or_create(
            client_id=connection.company.client_id, software=connection.software, headings=headings,
            defaults={"answers": upload.answers},
        )  # fmt: skip
    events.record("upload.answered", company=connection.company, by=by, subject=upload.id, fields=sorted(answers))
    queue.enqueue("syncs.inspect_upload", lock=upload.id, upload_id=str(upload.id))


@transaction.atomic
def begin_reading(*, upload: Upload) -> None:
    """Note that a job has a file in hand."""
    move_upload(upload, UploadState.READING)


@transaction.atomic
def keep_inspection(*, upload: Upload, inspection: dict[str, Any], answers: dict[str, Any]) -> None:
    """Keep what was found in a file; a file it replaces goes only now, when the new one is good."""
    upload.inspection = inspection
    upload.answers = answers
    move_upload(upload, UploadState(inspection["outcome"]), also=["inspection", "answers"])
    codes = sorted({problem["code"] for problem in inspection["problems"]})
    company = upload.connection.company
    events.record("upload.read", company=company, by=SYSTEM, subject=upload.id, outcome=upload.state, problems=codes)
    if upload.replaces and upload.state == UploadState.READY:
        remove_upload(upload=upload.replaces, by=SYSTEM)


def move_upload(upload: Upload, state: UploadState, *, also: list[str] | None = None) -> None:
    """Move an upload to another state, if the table of moves allows it. Runs in the caller's transaction."""
    check_upload_move(upload.state, state)
    upload.state = state
    upload.save(update_fields=["state", *(also or [])])


@transaction.atomic
def skip_step(*, connection: Connection, data_type: str, by: Actor) -> None:
    """Note that an optional report will not come."""
    _, is_new = SkippedStep.objects.get_or_create(connection=connection, data_type=data_type)
    if is_new:
        events.record("step.skipped", company=connection.company, by=by, subject=connection.id, data_type=data_type)


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
    CurrentSnapshot.objects.update_or_create(connection=sync.connection, defaults={"snapshot": snapshot})
    move_sync(sync, SyncState.COMPLETE)
    events.record("sync.completed", company=sync.connection.company, by=SYSTEM, subject=sync.id, snapshot=content_id)
    tell_failed_reports(snapshot)
    if queries.may_close_quarter(snapshot):
        queue.enqueue("syncs.close_quarter", lock=sync.connection_id, snapshot_id=str(snapshot.id))
    return snapshot


def tell_failed_reports(snapshot: Snapshot) -> None:
    """Write down which reports could not be made. Runs in the caller's transaction."""
    if snapshot.failed_reports:
        company, failed = snapshot.sync.connection.company, snapshot.failed_reports
        events.record("reports.failed", company=company, by=SYSTEM, subject=snapshot.id, reports=failed)


@transaction.atomic
def keep_quarter(*, snapshot: Snapshot, quarter_end: datetime.date, kept: list[SnapshotFile]) -> None:
    """Keep a quarter's insights beside their snapshot, and have the subscribers told; once a quarter."""
    company = snapshot.sync.connection.company
    quarter, is_new = QuarterlyInsights.objects.get_or_create(
        company=company, quarter_end=quarter_end, defaults={"snapshot": snapshot}
    )
    if not is_new:
        return
    snapshot.files.filter(path__in=[file.path for file in kept]).delete()
    for file in kept:
        file.snapshot = snapshot
    SnapshotFile.objects.bulk_create(kept)
    events.record("insights.made", company=company, by=SYSTEM, subject=quarter.id, quarter=quarter_end.isoformat())
    queue.enqueue("syncs.mail_insights", lock=quarter.id, quarter_id=str(quarter.id))


@transaction.atomic
def update_reports(*, snapshot: Snapshot, by: Actor) -> None:
    """Have a snapshot's reports and insights made anew: by today's rules and settings, of the same records."""
    snapshot = (
        Snapshot.objects.select_for_update(of=["self"]).select_related("sync__connection__company").get(pk=snapshot.pk)
    )
    if snapshot.remaking_since is None:
        snapshot.remaking_since = timezone.now()
        snapshot.save(update_fields=["remaking_since"])
        company = snapshot.sync.connection.company
        standing.refresh(company)
        events.record("reports.update_requested", company=company, by=by, subject=snapshot.id)
        queue.enqueue("syncs.remake_products", lock=snapshot.sync.connection_id, snapshot_id=str(snapshot.id))


@transaction.atomic
def replace_products(
    *, snapshot: Snapshot, kept: list[SnapshotFile], failed: list[dict[str, str]] | None = None
) -> None:
    """Put new reports and insights in place of a snapshot's earlier ones. Its records are never touched.

    What was made of a quarter stays: it was mailed as it is.
    """
    stays = Q(path__startswith="snapshot/") | Q(path="receipt.txt") | Q(path__contains="/ongoing_insights/")
    earlier = snapshot.files.exclude(stays)
    gone = set(earlier.values_list("storage_name", flat=True)) - {file.storage_name for file in kept}
    earlier.delete()
    for file in kept:
        file.snapshot = snapshot
    SnapshotFile.objects.bulk_create(kept)
    snapshot.failed_reports = failed or []
    snapshot.save(update_fields=["failed_reports"])
    tell_failed_reports(snapshot)
    end_remaking(snapshot)
    events.record("reports.updated", company=snapshot.sync.connection.company, by=SYSTEM, subject=snapshot.id)
    transaction.on_commit(lambda: delete_files(gone))


def delete_files(names: set[str]) -> None:
    """Delete stored files."""
    for name in names:
        files.delete_stored(name)


@transaction.atomic
def fail_remaking(*, snapshot: Snapshot, code: str) -> None:
    """Note that new reports could not be made; the earlier ones stay."""
    end_remaking(snapshot)
    company = snapshot.sync.connection.company
    events.record("reports.update_failed", company=company, by=SYSTEM, subject=snapshot.id, code=code)


def end_remaking(snapshot: Snapshot) -> None:
    """Note that nothing is being made anew any more. Runs in the caller's transaction."""
    snapshot.remaking_since = None
    snapshot.save(update_fields=["remaking_since"])
    standing.refresh(snapshot.sync.connection.company)


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
