"""Uploads and syncs through crashes: a job may stop anywhere and run again from its start."""

import datetime
import os

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from web_samples import inspection, table

from ledgerlift_server.jobs.tasks import TRIES
from ledgerlift_server.syncs import arrivals, jobs, partials, retention, sync_actions, upload_actions
from ledgerlift_server.syncs.models import CurrentSnapshot, PartialUpload, Snapshot, SnapshotFile, Sync, Upload


@pytest.fixture
def by(company):
    return company.created_by.actor


@pytest.fixture
def sync(connection, make_upload, run_jobs, by):
    make_upload(connection, "suppliers", "s.csv", b"s")
    make_upload(connection, "bills", "b.csv", b"b")
    run_jobs()
    return sync_actions.complete_journey(connection=connection, language="en", by=by)


class PowerCutError(Exception):
    """Stands for the process ending right there."""


def cut(*_args, **_kwargs):
    raise PowerCutError


def test_upload_and_its_job_appear_together(connection, make_upload):
    make_upload(connection)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args["upload_id"]) == ("syncs.inspect_upload", str(Upload.objects.get().id))


def test_upload_and_its_job_vanish_together(connection, make_upload, monkeypatch):
    monkeypatch.setattr("ledgerlift_server.jobs.queue.enqueue", cut)
    with pytest.raises(PowerCutError):
        make_upload(connection)
    assert not Upload.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize("where", ["upload_actions.begin_reading", "engine.inspect", "upload_actions.keep_inspection"])
def test_reading_cut_off_anywhere_is_done_by_the_next_run(connection, make_upload, engine, monkeypatch, where):
    upload = make_upload(connection)
    with monkeypatch.context() as broken:
        broken.setattr(f"ledgerlift_server.syncs.{where}", cut)
        with pytest.raises(PowerCutError):
            jobs.inspect_upload(upload_id=str(upload.id))
    jobs.inspect_upload(upload_id=str(upload.id))
    upload.refresh_from_db()
    assert upload.state == "ready"


@pytest.mark.parametrize(
    "where", ["sync_actions.begin_sync", "engine.run", "jobs.keep_file", "sync_actions.complete_sync"]
)
def test_sync_cut_off_anywhere_is_done_by_the_next_run(sync, monkeypatch, where):
    with monkeypatch.context() as broken:
        broken.setattr(f"ledgerlift_server.syncs.{where}", cut)
        with pytest.raises(PowerCutError):
            jobs.run_sync(sync_id=str(sync.id))
    assert not CurrentSnapshot.objects.exists()
    jobs.run_sync(sync_id=str(sync.id))
    jobs.run_sync(sync_id=str(sync.id))
    sync.refresh_from_db()
    assert sync.state == "complete"
    assert Snapshot.objects.count() == 1
    assert CurrentSnapshot.objects.get().snapshot == sync.snapshot


def test_sync_done_by_two_workers_at_once_leaves_one_snapshot(sync):
    sync_actions.begin_sync(sync=sync)
    late = Sync.objects.get(pk=sync.pk)
    first = sync_actions.complete_sync(sync=sync, content_id="c", manifest={}, kept=[])
    second = sync_actions.complete_sync(sync=late, content_id="c", manifest={}, kept=[])
    assert first == second
    assert Snapshot.objects.count() == 1


def test_files_of_a_snapshot_are_kept_under_names_a_second_run_uses_again(sync):
    jobs.run_sync(sync_id=str(sync.id))
    names = set(SnapshotFile.objects.values_list("storage_name", flat=True))
    assert all(str(sync.id) in name for name in names)
    assert all(default_storage.exists(name) for name in names)


def test_failed_sync_leaves_the_current_snapshot(sync, connection, make_upload, run_jobs, engine, by):
    run_jobs()
    make_upload(connection, "bills", "more.csv", b"more")
    run_jobs()
    again = sync_actions.complete_journey(connection=connection, language="en", by=by)
    engine.failure = "processing_timeout"
    run_jobs()
    again.refresh_from_db()
    assert (again.state, again.failure_code) == ("failed", "processing_timeout")
    assert CurrentSnapshot.objects.get().snapshot == sync.snapshot


class StoreIsAwayError(Exception):
    """What keeps failing, try after try."""


def fail(*_, **__):
    raise StoreIsAwayError


@pytest.mark.parametrize(("attempts", "state"), [(TRIES - 1, "reading"), (TRIES, "failed")])
def test_sync_that_fails_at_the_last_try_says_so(sync, run_jobs, monkeypatch, attempts, state):
    monkeypatch.setattr("ledgerlift_server.syncs.jobs.keep_file", fail)
    with pytest.raises(StoreIsAwayError):
        run_jobs(attempts=attempts)
    sync.refresh_from_db()
    assert sync.state == state


@pytest.mark.parametrize(("attempts", "state"), [(TRIES - 1, "reading"), (TRIES, "rejected")])
def test_file_that_cannot_be_fetched_at_the_last_try_is_asked_for_again(
    connection, make_upload, run_jobs, monkeypatch, attempts, state
):
    upload = make_upload(connection)
    monkeypatch.setattr("ledgerlift_server.syncs.engine.inspect", fail)
    with pytest.raises(StoreIsAwayError):
        run_jobs(attempts=attempts)
    upload.refresh_from_db()
    assert upload.state == state


def test_workbook_used_for_two_reports_is_read_once_and_for_the_report_that_finds_both(
    connection, make_upload, run_jobs, engine, by
):
    upload = make_upload(connection, "suppliers", "book.xlsx", b"both")
    upload_actions.copy_upload(upload=upload, data_type="bills", by=by)
    engine.inspections = [inspection(data_type="suppliers"), inspection(tables=[table("suppliers"), table("bills")])]
    run_jobs()
    for each in Upload.objects.all():
        each.answers = {f"{each.data_type}:": {"field": each.data_type, "value": "1", "column": None}}
        each.save()
    sync_actions.complete_journey(connection=connection, language="en", by=by)
    run_jobs()
    (source,) = engine.asked[-1]["sources"]
    assert (source["data_type"], source["name"]) == ("bills", "book.xlsx")
    assert set(source["answers"]) == {"suppliers:", "bills:"}


def test_removed_file_is_not_read(connection, make_upload, engine, by):
    upload = make_upload(connection)
    upload_actions.remove_upload(upload=upload, by=by)
    jobs.inspect_upload(upload_id=str(upload.id))
    assert engine.asked == []


def test_old_raw_files_are_deleted_and_shared_ones_only_with_their_last_use(connection, make_upload, run_jobs, by):
    upload = make_upload(connection, "suppliers")
    copy = upload_actions.copy_upload(upload=upload, data_type="bills", by=by)
    old = timezone.now() - datetime.timedelta(days=31)
    Upload.objects.filter(pk=upload.pk).update(received_at=old)
    assert retention.purge_old_files() == 1
    assert default_storage.exists(upload.storage_name)
    Upload.objects.filter(pk=copy.pk).update(received_at=old)
    with_commit = transaction.get_connection()
    assert retention.purge_old_files() == 1
    for _, callback, _ in with_commit.run_on_commit:
        callback()
    assert not default_storage.exists(upload.storage_name)


def test_file_a_running_sync_needs_is_not_deleted(sync):
    Upload.objects.update(received_at=timezone.now() - datetime.timedelta(days=31))
    assert retention.purge_old_files() == 0


def test_unfinished_upload_is_forgotten_after_a_day(connection, by):
    partial = arrivals.start(
        connection=connection, data_type="bills", name="p.csv", size=5, fingerprint="", replaces=None, by=by
    )
    path = partials.path_of(partial)
    PartialUpload.objects.update(created_at=timezone.now() - datetime.timedelta(days=2))
    retention.purge_old_files()
    assert not path.exists()
    assert not PartialUpload.objects.exists()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "unheard of"}, "upload_state_is_known"),
        ({"data_type": "invoices"}, "upload_data_type_is_known"),
        ({"state": "ready", "inspection": None}, "upload_ready_was_inspected"),
    ],
)
def test_database_refuses_what_must_never_be(connection, make_upload, changes, constraint):
    upload = make_upload(connection)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(**changes)


def test_working_copies_of_killed_processes_are_removed_after_a_day(settings):
    old, new = (settings.FILE_UPLOAD_TEMP_DIR / name for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir(exist_ok=True)
        (folder / "file.csv").write_text("x")
    os.utime(old, (0, 0))
    retention.purge_old_files()
    assert not old.exists()
    assert new.exists()
