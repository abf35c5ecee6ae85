"""Files and the rows that need them, kept in step whatever is cut off in between.

A file cannot be written or deleted in the transaction of its row. So a row of `LooseFile` says of every file that is on
its way in or out that it may be without an owner; the sweep deletes such a file unless somebody owns it by then, and
only then takes the row away. A crash at any point leaves a row that the next sweep finds.
"""

import datetime
import shutil
import uuid
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from ledgerlift_server.companies.models import Connection
from ledgerlift_server.jobs import queue
from ledgerlift_server.syncs import files
from ledgerlift_server.syncs.models import Erasure, LooseFile, PartialUpload, SnapshotFile, Upload

# What begins so is not in the store: a file that is still arriving, or the mail of a server without a mail server.
UNFINISHED, MAIL = "unfinished/", "mail/"
# Longer than any job takes to write its files and their rows.
PATIENCE = datetime.timedelta(days=1)


class OwnerGoneError(Exception):
    """The connection a file belongs to was deleted while the file was being made."""


def put(path: Path, name: str, *, connection: Connection) -> str:
    """Put a file in the store under a name of ours; its row is still to be written, and claims it.

    Raises OwnerGoneError when the connection is deleted: then nothing was put there, or the sweep will find it.
    """
    with transaction.atomic():
        # Whoever deletes the connection waits for this, or this for them: no file is announced too late to be found.
        if not Connection.objects.select_for_update(no_key=True).filter(pk=connection.pk).exists():
            raise OwnerGoneError
        LooseFile.objects.update_or_create(
            name=name,
            defaults={
                "client_id": connection.company.client_id,
                "connection_id": connection.pk,
                "due_at": timezone.now() + PATIENCE,
                "erasure": None,
            },
        )
    with transaction.atomic():
        # Held while the file is written, so that the sweep comes before it or after it.
        if not LooseFile.objects.select_for_update().filter(name=name, erasure=None).exists():
            raise OwnerGoneError
        files.store(path, name)
    return name


def claim(names: Collection[str]) -> None:
    """Say that files have their rows, in the transaction that writes them; raises OwnerGoneError for swept ones."""
    if LooseFile.objects.filter(name__in=names, erasure=None).delete()[0] != len(set(names)):
        raise OwnerGoneError


def release(names: Iterable[str], *, client_id: uuid.UUID, lock: uuid.UUID, erasure: Erasure | None = None) -> None:
    """Have files deleted that lose their rows, in the transaction that takes these away; an erasure has its own job."""
    loose = [LooseFile(client_id=client_id, name=name, due_at=timezone.now(), erasure=erasure) for name in names]
    LooseFile.objects.bulk_create(
        loose, update_conflicts=True, unique_fields=["name"], update_fields=["client", "due_at", "erasure"]
    )
    if loose and erasure is None:
        queue.enqueue("syncs.sweep_files", lock=lock)


def give_up(name: str) -> None:
    """Delete a file that was put in the store and gets no row after all."""
    for loose in LooseFile.objects.filter(name=name):
        loose.due_at = timezone.now()
        loose.save(update_fields=["due_at"])
        settle(loose.pk)


def release_unowned(connections: Iterable[Connection], *, erasure: Erasure) -> None:
    """Have the files deleted that are just being made for connections, in the transaction that deletes these."""
    loose = LooseFile.objects.filter(connection_id__in=[connection.pk for connection in connections])
    loose.update(due_at=timezone.now(), erasure=erasure)


def sweep(*, erasure: Erasure | None = None) -> int:
    """Delete the files whose time has come and that nobody owns; say how many rows are settled."""
    due = LooseFile.objects.filter(due_at__lte=timezone.now())
    if erasure:
        due = due.filter(erasure=erasure)
    settled, failures = 0, []
    for pk in list(due.values_list("pk", flat=True)):
        try:
            settled += settle(pk)
        except OSError as failure:
            # One file that cannot be deleted now must not keep the others; its row stays.
            failures.append(failure)
    if failures:
        raise failures[0]
    return settled


@transaction.atomic
def settle(pk: int) -> bool:
    """Delete one file unless it has an owner, then its row; False when it is settled already."""
    loose = LooseFile.objects.select_for_update().filter(pk=pk, due_at__lte=timezone.now()).first()
    if loose is None:
        return False
    if not has_owner(loose.name):
        delete(loose.name)
        if is_there(loose.name):
            raise FileExistsError(loose.pk)
    loose.delete()
    return True


def has_owner(name: str) -> bool:
    """Whether a row still needs a file."""
    if name.startswith(UNFINISHED):
        return PartialUpload.objects.filter(pk=name.removeprefix(UNFINISHED)).exists()
    return (
        Upload.objects.filter(storage_name=name, purged_at=None).exists()
        or SnapshotFile.objects.filter(storage_name=name).exists()
    )


def delete(name: str) -> None:
    """Delete a file wherever it is; one that is gone already is fine."""
    if name.startswith(UNFINISHED):
        (settings.PARTIAL_UPLOAD_DIR / uuid.UUID(name.removeprefix(UNFINISHED)).hex).unlink(missing_ok=True)
    elif name.startswith(MAIL):
        shutil.rmtree(settings.EMAIL_FILE_PATH / name.removeprefix(MAIL), ignore_errors=True)
    else:
        files.delete_stored(name)
        remove_empty_folders(name)


def remove_empty_folders(name: str) -> None:
    """Remove the folders that a snapshot's last file leaves empty, up to the one of its client."""
    folders = [folder for folder in PurePosixPath(name).parents if len(folder.parts) > 2]
    # The first folder that is not empty stays, and with it those above; a store elsewhere has no folders.
    with suppress(OSError):
        for path in filter(None, map(files.path_on_disk, map(str, folders))):
            path.rmdir()


def is_there(name: str) -> bool:
    """Whether a file is still where it was."""
    if name.startswith(UNFINISHED):
        return (settings.PARTIAL_UPLOAD_DIR / uuid.UUID(name.removeprefix(UNFINISHED)).hex).exists()
    if name.startswith(MAIL):
        return (settings.EMAIL_FILE_PATH / name.removeprefix(MAIL)).exists()
    return default_storage.exists(name)
