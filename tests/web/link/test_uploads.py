"""Files that are refused at the door, beside the upload control, in both languages; what was there stays."""

import base64
import dataclasses
import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from web_samples import inspection

from ledgerlift_server.accounts.models import Event
from ledgerlift_server.syncs.models import Upload


@pytest.fixture
def step(client, link, connection):
    return f"{link}reports/bills/"


def send(client, step, *contents, name="bills.csv", **headers):
    files = [SimpleUploadedFile(name, content) for content in contents]
    return client.post(step, {"file": files}, headers=headers)


def limited(**changes):

    return override_settings(CONFIGURATION=dataclasses.replace(settings.CONFIGURATION, **changes))


def test_no_file(client, step):
    answer = client.post(step, {})
    assert answer.status_code == 422
    assert "Select a Bills file." in answer.content.decode()
    french = client.post(step, {}, headers={"Accept-Language": "fr-CA"}).content.decode()
    assert "Sélectionnez un fichier «\xa0Factures\xa0»." in french


def test_too_many_files(client, step):
    with limited(files_per_request=2):
        answer = send(client, step, b"1", b"2", b"3")
    assert answer.status_code == 422
    assert "You can only select up to 2 files at the same time." in answer.content.decode()
    assert not Upload.objects.exists()


def test_too_large_is_counted_while_it_streams(client, step):
    answer = send(client, step, b"x" * (2 * 2**20 + 1))
    assert answer.status_code == 413
    assert "The selected file must be smaller than 2 MB." in answer.content.decode()
    french = send(client, step, b"x" * (2 * 2**20 + 1), **{"Accept-Language": "fr"}).content.decode()
    assert "doit faire moins de 2 Mo" in french
    assert not Upload.objects.exists()


def test_same_file_twice_is_kept_once_and_says_so(client, step):
    send(client, step, b"one")
    answer = send(client, step, b"one", name="renamed.csv")
    assert answer.status_code == 409
    assert "You already uploaded this file on" in answer.content.decode()
    assert Upload.objects.count() == 1


def test_same_file_again_after_removal_is_fine(client, step):
    send(client, step, b"one")
    client.post(f"{step}files/{Upload.objects.get().id}/remove/")
    assert send(client, step, b"one").status_code == 302


def test_too_many_in_an_hour(client, step):
    with limited(uploads_per_hour=2):
        send(client, step, b"1")
        send(client, step, b"2")
        answer = send(client, step, b"3")
    assert (answer.status_code, answer["Retry-After"].isdigit()) == (429, True)
    assert "Too many uploads at once. Wait 60 minutes and try again." in answer.content.decode()


def test_company_quota(client, step):
    with limited(company_quota_files=1):
        send(client, step, b"1")
        answer = send(client, step, b"2")
    assert answer.status_code == 409
    assert "You have reached the upload limit for this request. Contact Ana Li." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/\u202excod.csv\x00", "xcod.csv"),
        ("../../x.xlsx", "x.xlsx"),
        ("..\\..\\x.xlsx", "x.xlsx"),
        ("x.php.xlsx", "x.php.xlsx"),
        ("x.xlsx%00.php", "x.xlsx"),
        ("facture\u202excod.xlsx", "facturexcod.xlsx"),
        ("e\u0301te\u0301.csv", "été.csv"),
        ("long " * 80 + ".csv", ("long " * 80)[:251] + ".csv"),
        ("REPORT.CSV", "REPORT.CSV"),
        ("report", "report"),
        ("spool.rpt", "spool.rpt"),
    ],
)
def test_names_are_labels_only(client, step, name, shown):
    assert send(client, step, b"1", name=name).status_code == 302
    upload = Upload.objects.get()
    assert upload.original_name == shown
    folder, client_id, stored = upload.storage_name.split("/")
    assert (folder, client_id) == ("raw", str(upload.connection.company.client_id))
    assert uuid.UUID(stored)


@pytest.mark.parametrize(
    "name", ["setup.exe", "page.php", "letter.docx", "books.qbw", "report.csv.js", ".htaccess.json"]
)
def test_types_that_are_never_read_are_refused(client, step, name):
    answer = send(client, step, b"1", name=name)
    assert answer.status_code == 422
    assert "The selected file must be a CSV, TXT, XLSX, XLS, XLSB or ODS." in answer.content.decode()
    french = send(client, step, b"1", name=name, **{"Accept-Language": "fr-CA"}).content.decode()
    assert "Le fichier sélectionné doit être au format CSV, TXT, XLSX, XLS, XLSB ou ODS." in french
    encoded = base64.b64encode(name.encode()).decode()
    headers = {"Upload-Length": "1", "Upload-Metadata": f"filename {encoded}", "Accept": "application/json"}
    announced = client.post(f"{step}parts/", headers=headers)
    assert (announced.status_code, announced.json()["error"]["code"]) == (422, "type_not_allowed")
    assert not Upload.objects.exists()


def test_refusal_of_the_engine_stands_in_the_files_card(client, step, run_jobs, engine):
    problem = {
        "code": "password_protected",
        "severity": "refusal",
        "sheet": None,
        "row": None,
        "column": None,
        "count": 1,
        "en": "The selected file is password protected.",
        "fr": "Le fichier est protégé.",
    }
    send(client, step, b"first")
    run_jobs()
    engine.inspections = [inspection("rejected", tables=[], problems=[problem])]
    send(client, step, b"second", name="locked.xlsx")
    run_jobs()
    page = client.get(step).content.decode()
    assert "The selected file is password protected." in page
    assert "412 bills" in page
    assert "Le fichier est protégé." in client.get(step, headers={"Accept-Language": "fr"}).content.decode()


@pytest.mark.parametrize("failure", ["file_unreadable", "processing_timeout"])
def test_file_that_ends_the_child_is_refused_in_words(client, step, run_jobs, engine, failure):
    engine.failure = failure
    send(client, step, b"poison")
    run_jobs()
    assert Upload.objects.get().state == "rejected"
    assert client.get(step).content.decode().count("alert-bad") == 1


def test_receiving_is_written_down_with_who_and_what(client, step, company):
    send(client, step, b"1")
    event = Event.objects.get(name="upload.received")
    assert event.actor_label == "link"
    assert event.details["size"] == 1
    assert event.correlation_id
