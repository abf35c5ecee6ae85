"""What is deleted when its time is over."""

import datetime
import shutil

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ledgerlift_server.accounts import audit
from ledgerlift_server.accounts.actors import SYSTEM
from ledgerlift_server.accounts.models import Client
from ledgerlift_server.client_settings.retention import count_raw_file_days, usual_raw_file_days
from ledgerlift_server.companies import events
from ledgerlift_server.companies.models import Connection
from ledgerlift_server.syncs import arrivals, loose_files, queries
from ledgerlift_server.syncs.models import PartialUpload, Sync, Upload


def purge_old_files() -> int:
    """Delete raw files past their time, and partial uploads nobody finished; say how many raw files went."""
    now = timezone.now()
    count = 0
    for client in Client.objects.all():
        # Who keeps a file no longer than its sync keeps one that is waiting for its sync as long as is usual.
        days = count_raw_file_days(client) or usual_raw_file_days()
        for upload in queries.list_purgeable_uploads(client, before=now - datetime.timedelta(days=days)):
            purge_upload(upload=upload)
            count += 1
    for partial in PartialUpload.objects.filter(created_at__lt=now - datetime.timedelta(days=1)):
        arrivals.drop(partial=partial)
    audit.forget_old()
    remove_leftovers(before=now - datetime.timedelta(days=1))
    loose_files.sweep()
    return count


def remove_leftovers(*, before: datetime.datetime) -> None:
    """Remove working copies that a killed process left behind."""
    for left in settings.FILE_UPLOAD_TEMP_DIR.iterdir():
        if left.stat().st_mtime < before.timestamp():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    arriving = {pk.hex for pk in PartialUpload.objects.values_list("pk", flat=True)}
    for left in settings.PARTIAL_UPLOAD_DIR.iterdir():
        if left.name not in arriving and left.stat().st_mtime < before.timestamp():
            left.unlink()


def purge_read_files(sync: Sync) -> None:
    """Delete what a complete sync has read, for a client that keeps files no longer. In the caller's transaction."""
    if count_raw_file_days(sync.connection.company.client) == 0:
        for upload in sync.uploads.filter(purged_at=None).select_related("connection__company"):
            purge_upload(upload=upload)


@transaction.atomic
def purge_upload(*, upload: Upload) -> None:
    """Take a raw file that is past its time out of the journey, and delete it for good."""
    upload.removed_at = upload.removed_at or timezone.now()
    upload.save(update_fields=["removed_at"])
    delete_bytes(upload=upload)


@transaction.atomic
def delete_bytes(*, upload: Upload) -> None:
    """Delete a raw file for good, unless the same bytes also serve for another report."""
    # So that nobody begins to use it for another report at the same moment.
    Connection.objects.select_for_update(no_key=True).get(pk=upload.connection_id)
    upload.purged_at = timezone.now()
    upload.save(update_fields=["purged_at"])
    company = upload.connection.company
    events.record("upload.purged", company=company, by=SYSTEM, subject=upload.id)
    loose_files.release([upload.storage_name], client_id=company.client_id, lock=upload.id)
