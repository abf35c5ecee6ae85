"""What changes the files of a journey. Each action is one transaction with its event, and with its job if any."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from ledgerlift_server.accounts.actors import SYSTEM, Actor
from ledgerlift_server.companies import events
from ledgerlift_server.companies.models import Connection
from ledgerlift_server.jobs import queue
from ledgerlift_server.syncs import file_types, files, loose_files, queries
from ledgerlift_server.syncs.models import (
    RememberedAnswers,
    SkippedStep,
    Upload,
)
from ledgerlift_server.syncs.states import UploadState, check_upload_move
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
    file_types.check_name(incoming.name)
    check_room(connection=connection, incoming_size=incoming.size)
    with stored_unless_refused(incoming, connection) as stored, transaction.atomic():
        loose_files.claim([stored])
        return record_upload(
            connection=connection, data_type=data_type, incoming=incoming, stored=stored, replaces=replaces, by=by
        )


@contextmanager
def stored_unless_refused(incoming: files.Incoming, connection: Connection) -> Iterator[str]:
    """Put a file in the store before its row is written, so that no row is ever without its file."""
    name = files.new_upload_name(folder=connection.company.client_id)
    stored = loose_files.put(incoming.path, name, connection=connection)
    try:
        yield stored
    except Refusal:
        loose_files.give_up(stored)
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
    is_kept_cells: bool = False,
) -> Upload:
    """Write the row of a file that is in the store, and queue it to be read."""
    Connection.objects.select_for_update().get(pk=connection.pk)
    earlier = connection.uploads.filter(data_type=data_type, sha256=incoming.sha256, removed_at=None).first()
    if earlier and earlier.may_be_sent_again:
        remove_upload(upload=earlier, by=by)
    elif earlier:
        raise Refusal("duplicate_file", date=day(earlier.received_at))
    upload = Upload.objects.create(
        connection=connection,
        data_type=data_type,
        original_name=incoming.name,
        size=incoming.size,
        sha256=incoming.sha256,
        storage_name=stored,
        is_kept_cells=is_kept_cells,
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
    Connection.objects.select_for_update().get(pk=upload.connection_id)
    upload = Upload.objects.select_related("connection__company").get(pk=upload.pk)
    if upload.purged_at:
        raise Refusal("not_found")
    kept = upload.connection.uploads.filter(data_type=data_type, sha256=upload.sha256, removed_at=None).first()
    if kept:
        raise Refusal("duplicate_file", date=day(kept.received_at))
    incoming = files.Incoming(Path(), upload.original_name, upload.size, upload.sha256)
    return record_upload(
        connection=upload.connection, data_type=data_type, incoming=incoming, stored=upload.storage_name,
        replaces=None, by=by, is_kept_cells=upload.is_kept_cells,
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
def keep_inspection(
    *, upload: Upload, inspection: dict[str, Any], answers: dict[str, Any], cells: str | None = None
) -> None:
    """Keep what was found in a file; a file it replaces goes only now, when the new one is good.

    ``cells`` is the stored file to keep in place of the sent one, where that holds what must not be kept.
    """
    if cells:
        keep_cells(upload=upload, cells=cells, withheld=inspection["withheld"])
    upload.inspection = inspection
    upload.answers = answers
    move_upload(upload, UploadState(inspection["outcome"]), also=["inspection", "answers"])
    codes = sorted({problem["code"] for problem in inspection["problems"]})
    company = upload.connection.company
    events.record("upload.read", company=company, by=SYSTEM, subject=upload.id, outcome=upload.state, problems=codes)
    if upload.replaces and upload.state == UploadState.READY:
        remove_upload(upload=upload.replaces, by=SYSTEM)


def keep_cells(*, upload: Upload, cells: str, withheld: list[str]) -> None:
    """Put cells in place of the file that was sent, for every report it serves for. In the caller's transaction."""
    Connection.objects.select_for_update().get(pk=upload.connection_id)
    sent, company = Upload.objects.get(pk=upload.pk), upload.connection.company
    if sent.is_kept_cells:
        # Another report that the same file serves for was quicker.
        loose_files.release([cells], client_id=company.client_id, lock=upload.id)
    else:
        loose_files.claim([cells])
        Upload.objects.filter(connection=sent.connection_id, storage_name=sent.storage_name).update(
            storage_name=cells, is_kept_cells=True
        )
        loose_files.release([sent.storage_name], client_id=company.client_id, lock=upload.id)
        events.record("upload.emptied", company=company, by=SYSTEM, subject=upload.id, withheld=withheld)
    upload.refresh_from_db(fields=["storage_name", "is_kept_cells"])


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
