"""What is deleted is gone: from every table, every file and every name of one, whatever is cut off in between."""

import base64
import gzip
import io
import json
import os
import re
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection as database
from django.utils import timezone

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Event
from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies.models import Company, Connection
from ledgerlift_server.syncs import arrivals, deletion, loose_files, sync_actions, upload_actions
from ledgerlift_server.syncs.models import DataType, Erasure, LooseFile, RememberedAnswers, SnapshotFile, Upload

MARKER = "Zyxquort"
MARKED = re.compile(rb"(?i)zyxquort")


def write_marked_bills(count=40):
    heading = "Invoice Number,Supplier Name,Invoice Date,Due Date,Currency,Invoice Amount,Balance Due,Memo"
    lines = [
        f"{MARKER}-{n},{MARKER} Supply {n % 3},2025-{n % 12 + 1:02}-15,2025-{n % 12 + 1:02}-28,CAD,{100 + n}.50,0.00,"
        f"{MARKER} note {n}"
        for n in range(count)
    ]
    return "\n".join([heading, *lines, ""]).encode()


@pytest.fixture
def marked(client, staff, make_upload, run_jobs, real_engine, settings):
    """A company with the marker in every field, file, file name, answer, note and e-mail, its sync complete."""
    settings.EMAIL_BACKEND = "ledgerlift_server.ui.mail.FolderBackend"
    company = companies.create_company(
        client=staff.client, name=f"{MARKER} Ltd", id="5b0f1b2c-3d7e-4a8f-9c1d-2e3f4a5b6c7d", by=staff, owners=[staff],
        description=f"About {MARKER}", tags={MARKER: MARKER}, subscriptions=[f"{MARKER}@zyxquort.example".lower()],
        contact_email="boss@zyxquort.example",
    )  # fmt: skip
    child = companies.create_company(
        client=staff.client, name=f"{MARKER} Child", id="6c0f1b2c-3d7e-4a8f-9c1d-2e3f4a5b6c7d", by=staff, parent=company
    )
    client.force_login(staff)
    client.post(f"/portal/companies/{company.id}/requests/")
    client.get("/portal/companies/", {"q": MARKER})
    run_jobs()
    token = companies.create_link(company=company, by=staff.actor)
    link = f"/link/{company.client.slug}/{token}/"
    visitor = client.__class__()
    visitor.get(link, {"ref": MARKER})
    visitor.post(f"{link}software/", {"other_name": f"{MARKER} Books"})
    visitor.post(f"{link}consent/")
    connection = Connection.objects.get(company=company)
    visitor.post(f"{link}reports/bills/colleague/", {"email": "helper@zyxquort.example"})
    make_upload(connection, "bills", f"{MARKER} bills.csv", write_marked_bills())
    other = make_upload(connection, "payments", f"{MARKER} notes.csv", f"{MARKER}\n".encode() * 9)
    run_jobs()
    upload_actions.answer_questions(
        upload=other, answers={"reference:1": {"field": "reference", "value": MARKER, "column": 1}}, by=staff.actor
    )
    run_jobs()
    upload_actions.remove_upload(upload=other, by=staff.actor)
    arriving = arrivals.start(
        connection=connection, data_type="suppliers", name=f"{MARKER} late.csv", size=99, fingerprint=MARKER,
        replaces=None, by=Actor("link", company.links.first().id, "link"),
    )  # fmt: skip
    arrivals.take_part(
        partial=arriving, offset=0, source=io.BytesIO(MARKER.encode()), by=Actor("link", arriving.sender_id, "link")
    )
    sync_actions.complete_journey(connection=connection, language="en", by=staff.actor)
    run_jobs()
    assert SnapshotFile.objects.filter(is_report=True).count() >= 6
    assert child.parent == company
    return company


def list_columns():
    """Every column that may hold text, read from the database itself."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type NOT IN ('boolean', 'integer', 'bigint', 'smallint', 'uuid', 'date', 'double precision', "
            "'timestamp with time zone', 'interval') AND is_generated = 'NEVER'"
        )
        return cursor.fetchall()


def find_in_rows():
    found = []
    with database.cursor() as cursor:
        for table, column in list_columns():
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ~* %s', [MARKER])
            found += [(table, column)] * bool(cursor.fetchone()[0])
        cursor.execute("SELECT session_data FROM django_session")
        found += [("django_session", "decoded") for (data,) in cursor.fetchall() if MARKED.search(decode_session(data))]
    return found


def decode_session(data):
    payload = data.split(":")[0]
    raw = base64.urlsafe_b64decode(payload.lstrip(".") + "===")
    return zlib.decompress(raw) if payload.startswith(".") else raw


def read_inside(name, content):
    """Give what a file says once it is unpacked: archives and workbooks, Parquet, gzip."""
    yield name.encode() + b"\n" + content
    # Whole ones: another test may be writing one at this moment.
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from read_inside(part, archive.read(part))
    elif content[:4] == content[-4:] == b"PAR1":
        yield pl.read_parquet(content).write_json().encode()
    elif content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content)


def find_in_files():
    found = []
    for folder, folders, names in os.walk(settings.DATA_DIR):
        found += [f"{folder}/{name}" for name in folders if MARKED.search(name.encode())]
        for path in (Path(folder) / name for name in names):
            # Tests beside this one make files and take them away.
            with suppress(FileNotFoundError):
                inside = read_inside(path.name, path.read_bytes())
                found += [str(path)] * any(MARKED.search(text) for text in inside)
    return found


def test_nothing_of_a_deleted_company_is_found_anywhere(marked, staff, run_jobs, client, caplog):
    rows, files_before = {table for table, _ in find_in_rows()}, find_in_files()
    assert rows >= {"companies_company", "companies_connection", "companies_consent", "companies_link", "syncs_upload",
                    "syncs_snapshot", "syncs_snapshotfile", "syncs_partialupload", "companies_invitation"}  # fmt: skip
    endings = {name.rpartition(".")[2] for name in files_before}
    assert endings >= {"parquet", "xlsx", "zip", "eml", "json"}
    assert any("/raw/" in name for name in files_before)
    assert any("/unfinished/" in name for name in files_before)
    page = client.get(f"/portal/companies/{marked.id}/delete/").content.decode()
    for sentence in ("1 subsidiary", "1 connection", "reports, with the data behind them", "every link", "1 consent"):
        assert sentence in page
    client.post(f"/portal/companies/{marked.id}/delete/", {"name": marked.name})
    assert not Company.objects.exists()
    run_jobs()
    assert find_in_rows() == []
    assert find_in_files() == []
    assert MARKER.lower() not in caplog.text.lower()
    events = {event.name: event for event in Event.objects.all()}
    assert events["company.erased"].details["verified"] is True
    assert {*Event.objects.filter(name="company.erased").values_list("subject_id", flat=True)} == {
        *Event.objects.filter(name="company.deleted").values_list("subject_id", flat=True)
    }
    assert not LooseFile.objects.exists()
    assert not Erasure.objects.filter(verified_at=None).exists()
    assert RememberedAnswers.objects.count() == 0
    assert json.dumps([event.details for event in Event.objects.all()]).lower().count(MARKER.lower()) == 0


def test_crash_between_row_and_file_leaves_what_the_next_sweep_finds(snapshot, company, run_jobs, monkeypatch):
    names = list(snapshot.files.values_list("storage_name", flat=True))
    deletion.delete_company(company=company, by=company.created_by.actor)
    assert all(default_storage.exists(name) for name in names)

    def crash(name):
        raise OSError(name)

    with monkeypatch.context() as patch:
        patch.setattr(loose_files, "delete", crash)
        with pytest.raises(OSError, match=r"snapshots|raw"):
            run_jobs()
    assert not Event.objects.filter(name="company.erased").exists()
    assert LooseFile.objects.count() >= len(names)
    run_jobs()
    assert not any(default_storage.exists(name) for name in names)
    assert Event.objects.get(name="company.erased").details["files"] >= len(names)


def test_company_is_not_said_to_be_erased_while_a_file_is_still_there(snapshot, company, run_jobs, monkeypatch):
    deletion.delete_company(company=company, by=company.created_by.actor)
    monkeypatch.setattr(loose_files, "delete", lambda name: None)
    with pytest.raises(FileExistsError):
        run_jobs()
    assert not Event.objects.filter(name="company.erased").exists()


def test_file_made_while_its_connection_is_deleted_is_refused_or_found(connection, company, tmp_path, run_jobs):
    path = tmp_path / "made"
    path.write_bytes(b"made")
    before = loose_files.put(path, "snapshots/x/y/before", connection=connection)
    deletion.delete_connection(connection=connection, by=company.created_by.actor)
    with pytest.raises(loose_files.OwnerGoneError):
        loose_files.put(path, "snapshots/x/y/after", connection=connection)
    with pytest.raises(loose_files.OwnerGoneError):
        loose_files.claim([before])
    run_jobs()
    assert not default_storage.exists(before)
    assert not default_storage.exists("snapshots/x/y/after")
    assert Event.objects.get(name="connection.erased").details == {"files": 1, "verified": True}


def test_file_that_never_got_its_row_is_swept_after_a_day(connection, tmp_path):
    path = tmp_path / "made"
    path.write_bytes(b"made")
    name = loose_files.put(path, "raw/x/lost", connection=connection)
    loose_files.sweep()
    assert default_storage.exists(name)
    LooseFile.objects.update(due_at=timezone.now())
    loose_files.sweep()
    assert not default_storage.exists(name)


def test_file_that_a_row_needs_is_never_swept(connection, make_upload, run_jobs):
    upload = make_upload(connection)
    loose_files.release([upload.storage_name], client_id=connection.company.client_id, lock=upload.id)
    run_jobs()
    assert default_storage.exists(upload.storage_name)
    assert not LooseFile.objects.exists()


def test_files_of_a_bank_that_keeps_none_go_with_their_sync(bank, connection, make_upload, run_jobs, company):
    bank.raw_file_days = 0
    bank.save()
    for data_type in (DataType.SUPPLIERS, DataType.BILLS):
        make_upload(connection, data_type, f"{data_type}.csv", data_type.encode())
    run_jobs()
    names = list(Upload.objects.values_list("storage_name", flat=True))
    assert all(default_storage.exists(name) for name in names)
    sync_actions.complete_journey(connection=connection, language="en", by=company.created_by.actor)
    run_jobs()
    assert not any(default_storage.exists(name) for name in names)
    assert Upload.objects.filter(purged_at=None).count() == 0
    assert SnapshotFile.objects.exists()
