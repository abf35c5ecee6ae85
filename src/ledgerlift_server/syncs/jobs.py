"""The tasks of the syncs app. Each may be cut off anywhere and run again from the start."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from ledgerlift_server.jobs import queue
from ledgerlift_server.jobs.tasks import periodic, task
from ledgerlift_server.row_security.scope import acting_for
from ledgerlift_server.syncs import (
    engine,
    erasures,
    files,
    loose_files,
    notices,
    product_actions,
    queries,
    retention,
    subscriptions,
    sync_actions,
    upload_actions,
    virus_scan,
)
from ledgerlift_server.syncs.models import Erasure, QuarterlyInsights, Snapshot, SnapshotFile, Sync, Upload
from ledgerlift_server.syncs.report_settings import describe_settings
from ledgerlift_server.syncs.states import SyncState, UploadState


def give_upload_up(upload_id: str) -> None:
    """Say that a file could not be read, so that its sender may send it again."""
    upload = Upload.objects.select_related("connection__company").filter(pk=upload_id).first()
    if upload and upload.is_being_read:
        upload_actions.begin_reading(upload=upload)
        upload_actions.keep_inspection(
            upload=upload, inspection=engine.rejected("file_unreadable"), answers=upload.answers
        )


def give_sync_up(sync_id: str) -> None:
    """Say that a sync failed, so that somebody starts it again."""
    sync = Sync.objects.select_related("connection__company__client").filter(pk=sync_id).first()
    if sync and sync.is_running:
        sync_actions.begin_sync(sync=sync)
        sync_actions.fail_sync(sync=sync, code="tried_too_often")


@task("syncs.inspect_upload", give_up=give_upload_up)
def inspect_upload(upload_id: str) -> None:
    """Read an upload and keep what was found; what was answered for such a file before is not asked again."""
    upload = Upload.objects.select_related("connection__company", "replaces").filter(pk=upload_id).first()
    if upload is None or upload.removed_at or not upload.is_being_read:
        return
    upload_actions.begin_reading(upload=upload)
    software = upload.connection.software
    max_bytes = settings.CONFIGURATION.max_upload_mib * 2**20
    with (
        TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder,
        files.as_local_file(upload.storage_name, original_name=upload.original_name) as path,
    ):
        if not upload.is_kept_cells and (code := virus_scan.find_refusal(path)):
            refuse_unread(upload, code)
            return

        cells = Path(folder) / "cells"

        def look(answers: dict[str, Any]) -> dict[str, Any]:
            source = engine.Source(path, upload.original_name, upload.data_type, answers, upload.is_kept_cells)
            return engine.inspect(source, software=software, max_bytes=max_bytes, cells_to=cells)

        inspection, answers = look(upload.answers), upload.answers
        if inspection["outcome"] == UploadState.NEEDS_ANSWER and not answers:
            answers = queries.find_remembered_answers(upload, inspection["headings"])
            if answers:
                inspection = look(answers)
        stored = keep_cells(cells, upload) if cells.exists() else None
    upload_actions.keep_inspection(upload=upload, inspection=inspection, answers=answers, cells=stored)


def keep_cells(path: Path, upload: Upload) -> str:
    """Put what may be kept of a file in the store."""
    connection = upload.connection
    return loose_files.put(path, files.new_upload_name(folder=connection.company.client_id), connection=connection)


def refuse_unread(upload: Upload, code: str) -> None:
    """Say why a file was not even opened; one with a virus is not kept."""
    upload_actions.keep_inspection(upload=upload, inspection=engine.rejected(code), answers=upload.answers)
    if code == "virus_found":
        retention.delete_bytes(upload=upload)


@task("syncs.run_sync", give_up=give_sync_up)
def run_sync(sync_id: str) -> None:
    """Make a sync's snapshot and reports. The pointer to the snapshot moves last, in one transaction."""
    sync = Sync.objects.select_related("connection__company__client").filter(pk=sync_id).first()
    if sync is None or not sync.is_running:
        return
    sync_actions.begin_sync(sync=sync)
    company = sync.connection.company
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR)))
        out = folder / "out"
        sources = [stack.enter_context(as_source(uploads)) for uploads in queries.list_inputs(sync)]
        made, failure = engine.run(
            sources,
            out=out,
            company=company.name,
            software=sync.connection.software,
            settings=describe_settings(company.client, folder=folder),
            language="fr" if sync.language.startswith("fr") else "en",
            max_bytes=settings.CONFIGURATION.max_upload_mib * 2**20,
            imported_on=queries.find_first_sync_day(company),
            origin=queries.find_origin(company),
        )
        failure = failure or (made["failure"] if made else "")
        if made is None or failure:
            sync_actions.fail_sync(sync=sync, code=failure)
            return
        kept = [
            keep_file(path, out=out, sync=sync, is_report=str(path) in made["reports"])
            for path in sorted(out.rglob("*"))
            if path.is_file()
        ]
    sync_actions.complete_sync(
        sync=sync,
        content_id=made["content_id"],
        manifest=made["manifest"],
        kept=kept,
        failed=made.get("failed"),
        quarter_end=made.get("quarter_end"),
    )


@task("syncs.remake_products")
def remake_products(snapshot_id: str) -> None:
    """Make the reports and insights of a snapshot anew and put them in place of the earlier ones."""
    snapshot = Snapshot.objects.select_related("sync__connection__company__client").filter(pk=snapshot_id).first()
    if snapshot is None or snapshot.remaking_since is None:
        return
    company = snapshot.sync.connection.company
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        out = Path(folder) / "out"
        fetch_snapshot(snapshot, Path(folder) / "snapshot")
        made, failure = engine.remake(
            Path(folder) / "snapshot",
            out=out,
            settings=describe_settings(company.client, folder=Path(folder)),
            imported_on=queries.find_first_sync_day(company),
            origin=queries.find_origin(company),
        )
        failure = failure or (made["failure"] if made else "")
        if made is None or failure:
            product_actions.fail_remaking(snapshot=snapshot, code=failure)
            return
        kept = [
            keep_file(path, out=out, sync=snapshot.sync, is_report=str(path) in made["reports"])
            for path in sorted(out.rglob("*"))
            if path.is_file()
        ]
    product_actions.replace_products(snapshot=snapshot, kept=kept, failed=made.get("failed"))


@task("syncs.close_quarter")
def close_quarter(snapshot_id: str) -> None:
    """Make Ongoing Insights when a snapshot holds a quarter whole that an earlier snapshot did not."""
    snapshot = Snapshot.objects.select_related("sync__connection__company__client").filter(pk=snapshot_id).first()
    if snapshot is None or not queries.may_close_quarter(snapshot):
        return
    company, earlier = snapshot.sync.connection.company, queries.find_earlier_snapshot(snapshot)
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        out = Path(folder) / "out"
        fetch_snapshot(snapshot, Path(folder) / "snapshot")
        if earlier:
            fetch_snapshot(earlier, Path(folder) / "earlier")
        made, _ = engine.close_quarter(
            Path(folder) / "snapshot",
            out=out,
            earlier=Path(folder) / "earlier" if earlier else None,
            settings=describe_settings(company.client, folder=Path(folder)),
            imported_on=queries.find_first_sync_day(company),
        )
        if made is None or not made.get("quarter_end"):
            return
        quarter_end = date.fromisoformat(made["quarter_end"])
        if not queries.is_further_quarter(snapshot, quarter_end):
            return
        kept = [keep_file(Path(path), out=out, sync=snapshot.sync, is_report=True) for path in made["reports"]]
    product_actions.keep_quarter(snapshot=snapshot, quarter_end=quarter_end, kept=kept)


@periodic("syncs.close_quarters", cron="23 4 1-7 1,4,7,10 *")
def close_quarters() -> None:
    """In the first days of a quarter, look at every company whose books may hold the one before.

    On several days, so that a worker that is away on the first costs nobody a quarter; each is made once.
    """
    for snapshot in queries.list_current_snapshots():
        with acting_for(snapshot.sync.connection.company.client_id):
            queue.enqueue("syncs.close_quarter", lock=snapshot.sync.connection_id, snapshot_id=str(snapshot.id))


@task("syncs.mail_insights")
def mail_insights(quarter_id: str) -> None:
    """Send a quarter's insights to the company's subscribers, to each once."""
    quarter = QuarterlyInsights.objects.select_related("company__client", "snapshot").filter(pk=quarter_id).first()
    if quarter is None:
        return
    for email in quarter.company.subscriptions:
        if email not in quarter.mailed_to:
            subscriptions.send_insights(quarter, email)
            quarter.mailed_to.append(email)
            quarter.save(update_fields=["mailed_to"])


def fetch_snapshot(snapshot: Snapshot, folder: Path) -> None:
    """Put a stored snapshot's own files in a folder, as the engine reads them."""
    folder.mkdir()
    for file in snapshot.files.filter(path__startswith="snapshot/"):
        with files.open_stored(file.storage_name) as source, (folder / file.name).open("wb") as copy:
            shutil.copyfileobj(source, copy)


@task("syncs.tell_contact")
def tell_contact(sync_id: str) -> None:
    """Tell the bank's contact of a sync that failed, unless it has been started again since."""
    sync = Sync.objects.select_related("connection__company__client").filter(pk=sync_id).first()
    if sync and sync.state == SyncState.FAILED:
        notices.tell_contact_of_failure(sync)


@contextmanager
def as_source(uploads: list[Upload]) -> Iterator[engine.Source]:
    """Offer a file to the engine, read for the report under which most was found in it; all its answers count."""
    widest = max(uploads, key=lambda upload: len(upload.found_data_types))
    answers = {key: answer for upload in uploads for key, answer in upload.answers.items()}
    with files.as_local_file(widest.storage_name, original_name=widest.original_name) as path:
        yield engine.Source(path, widest.original_name, widest.data_type, answers, widest.is_kept_cells)


def keep_file(path: Path, *, out: Path, sync: Sync, is_report: bool) -> SnapshotFile:
    """Put a file of a snapshot in the store, under a name that a second run of the sync uses again."""
    relative = path.relative_to(out).as_posix()
    name = f"snapshots/{sync.connection.company.client_id}/{sync.id}/{relative}"
    return SnapshotFile(
        path=relative,
        storage_name=loose_files.put(path, name, connection=sync.connection),
        size=path.stat().st_size,
        sha256=files.hash_file(path),
        is_report=is_report,
    )


@periodic("syncs.purge_old_files", cron="17 3 * * *")
def purge_old_files() -> None:
    """Once a night, delete what is past its time."""
    retention.purge_old_files()
    for erasure in erasures.list_open():
        erasures.finish(erasure)


@task("syncs.sweep_files")
def sweep_files() -> None:
    """Delete the files that have lost their rows."""
    loose_files.sweep()


@task("syncs.erase")
def erase(erasure_id: str) -> None:
    """See to it that nothing is left of what was deleted."""
    erasure = Erasure.objects.select_related("client").filter(pk=erasure_id).first()
    if erasure:
        erasures.finish(erasure)
