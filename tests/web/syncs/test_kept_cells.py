"""A file with private numbers: its other cells are kept in its place, and say the same as it did."""

import io

import pytest
import xlsxwriter
from django.core.files.storage import default_storage
from django.urls import reverse

from ledgerlift.reading.kept_cells import read_kept_cells
from ledgerlift.snapshot import read_snapshot
from ledgerlift_server.accounts.models import Event
from ledgerlift_server.syncs import sync_actions, upload_actions
from ledgerlift_server.syncs.models import LooseFile, Snapshot, Upload
from ledgerlift_server.ui.refusals import Refusal

CARDS = ("4111111111111111", "5500005555555559", "378282246310005", "4012888888881881", "6011111111111117")
HEADING = ("Invoice Number", "Supplier Name", "Invoice Date", "Due Date", "Currency", "Invoice Amount", "Note")


def list_rows():
    return [
        (f"INV-{n}", f"Supplier {n % 3}", f"2025-{n % 12 + 1:02}-15", f"2025-{n % 12 + 1:02}-28", "CAD", 100.5 + n,
         f"paid with {CARDS[n % 5]}")
        for n in range(30)
    ]  # fmt: skip


def write_csv(*, with_cards=True):
    lines = [HEADING, *((*row[:-1], row[-1] if with_cards else "") for row in list_rows())]
    return "\n".join(",".join(str(cell) for cell in line) for line in lines).encode() + b"\n"


def write_workbook():
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Bills")
        for number, row in enumerate([HEADING, *list_rows()]):
            sheet.write_row(number, 0, row)
    return output.getvalue()


def holds_a_card(content):
    return any(card.encode() in content for card in CARDS)


def read_stored(name):
    with default_storage.open(name) as file:
        return file.read()


@pytest.fixture
def send(connection, make_upload, run_jobs, real_engine):
    def send_(content, name="bills.csv", data_type="bills"):
        upload = make_upload(connection, data_type, name, content)
        run_jobs()
        upload.refresh_from_db()
        return upload

    return send_


@pytest.mark.parametrize(("name", "content"), [("bills.csv", write_csv()), ("bills.xlsx", write_workbook())])
def test_sent_file_goes_and_its_other_cells_stay(send, name, content, tmp_path):
    sent = send(content, name)
    assert sent.is_kept_cells
    assert sent.state == "ready"
    assert "card_numbers_found" in {problem["code"] for problem in sent.inspection["problems"]}
    assert not LooseFile.objects.exists()
    (tmp_path / "cells").write_bytes(read_stored(sent.storage_name))
    source = read_kept_cells(tmp_path / "cells")
    (sheet,) = source.sheets
    assert sheet.cells.height == 31
    assert sheet.cells["7"].to_list() == ["Note", *[None] * 30]
    assert source.sha256 == sent.sha256
    assert not holds_a_card(sheet.cells.write_json().encode())
    events = Event.objects.filter(name="upload.emptied")
    assert [event.details for event in events] == [{"withheld": ["card_numbers_found"]}]


def test_no_stored_file_and_no_row_holds_a_number(send, connection, run_jobs):
    send(write_csv())
    sync_actions.complete_journey(connection=connection, language="en", by=connection.company.created_by.actor)
    run_jobs()
    snapshot = Snapshot.objects.get()
    for file in snapshot.files.all():
        assert not holds_a_card(read_stored(file.storage_name)), file.path
    assert not any(holds_a_card(str(vars(upload)).encode()) for upload in Upload.objects.all())


def test_sync_of_the_cells_gives_the_records_of_the_file(send, connection, run_jobs, tmp_path, real_engine):
    from ledgerlift_server.syncs import engine

    sent = send(write_csv())
    kept = tmp_path / "kept"
    kept.write_bytes(read_stored(sent.storage_name))
    raw = tmp_path / "bills.csv"
    raw.write_bytes(write_csv())
    made = {}
    for name, path, is_kept in (("raw", raw, False), ("kept", kept, True)):
        source = engine.Source(path, "bills.csv", "bills", {}, is_kept_cells=is_kept)
        engine.run(
            [source], out=tmp_path / f"of-{name}", company="", software="", settings={}, language="en", max_bytes=2**20
        )
        made[name] = read_snapshot(tmp_path / f"of-{name}" / "snapshot")
    for frame in ("bills", "suppliers", "payments"):
        assert made["raw"].frames[frame].collect().equals(made["kept"].frames[frame].collect()), frame
    assert made["raw"].manifest.sources[0].sha256 == made["kept"].manifest.sources[0].sha256
    codes = {name: set(each.frames["problems"].collect()["code"]) for name, each in made.items()}
    assert codes["raw"] == codes["kept"]


def test_file_is_read_again_after_an_answer_and_still_says_what_was_withheld(send, connection, run_jobs):
    sent = send(write_csv())
    answers = {"due_date:": {"field": "due_date", "value": "4", "column": None}}
    upload_actions.answer_questions(upload=sent, answers=answers, by=connection.company.created_by.actor)
    run_jobs()
    sent.refresh_from_db()
    assert sent.state == "ready"
    assert sent.inspection["tables"][0]["records"] == 30
    assert "card_numbers_found" in {problem["code"] for problem in sent.inspection["problems"]}
    assert Event.objects.filter(name="upload.emptied").count() == 1


def test_same_file_is_known_when_it_comes_again(send):
    send(write_csv())
    with pytest.raises(Refusal, match="duplicate_file"):
        send(write_csv())


def test_same_file_for_another_report_uses_the_cells(send, connection, run_jobs):
    sent = send(write_csv())
    by = connection.company.created_by.actor
    copied = upload_actions.copy_upload(upload=sent, data_type="payments", by=by)
    run_jobs()
    copied.refresh_from_db()
    assert (copied.is_kept_cells, copied.storage_name) == (True, sent.storage_name)
    upload_actions.remove_upload(upload=sent, by=by)
    assert default_storage.exists(copied.storage_name)


def test_both_reports_of_one_file_are_emptied_whichever_is_read_first(connection, make_upload, run_jobs, real_engine):
    by = connection.company.created_by.actor
    first = make_upload(connection, "bills", "bills.csv", write_csv())
    second = upload_actions.copy_upload(upload=first, data_type="payments", by=by)
    run_jobs()
    assert set(Upload.objects.values_list("is_kept_cells", flat=True)) == {True}
    assert Upload.objects.values("storage_name").distinct().count() == 1
    assert not default_storage.exists(second.storage_name)
    assert not LooseFile.objects.exists()


def test_file_without_private_numbers_is_kept_as_sent(send):
    sent = send(write_csv(with_cards=False))
    assert not sent.is_kept_cells
    assert read_stored(sent.storage_name) == write_csv(with_cards=False)


def test_staff_see_that_it_is_gone_and_cannot_download_it(send, client, staff, company):
    sent = send(write_csv())
    client.force_login(staff)
    page = client.get(reverse("portal:files", args=[company.id])).content.decode()
    assert "Private numbers were taken out; the file as sent is deleted." in page
    assert client.get(reverse("portal:upload", args=[company.id, sent.id])).status_code == 404
