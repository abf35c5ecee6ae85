"""Resumable upload: the core of tus 1.0, and everything that may come between."""

import base64
import dataclasses
import datetime

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import override_settings
from django.utils import timezone

from ledgerlift_server.slow_bodies import StalledError
from ledgerlift_server.syncs import files, partials
from ledgerlift_server.syncs.models import PartialUpload, Upload

CONTENT = b"Number,Amount\n" + b"1,2.00\n" * 1000
SIZE = len(CONTENT)
PATCH = {"content_type": "application/offset+octet-stream"}


@pytest.fixture
def parts(link, connection):
    return f"{link}reports/bills/parts/"


def create(client, parts, size=SIZE, **metadata):
    encoded = {"filename": "bills.csv"} | metadata
    header = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in encoded.items())
    return client.post(
        parts, headers={"Upload-Length": str(size), "Upload-Metadata": header, "Accept": "application/json"}
    )


def patch(client, address, content, offset, **environ):
    headers = {"Upload-Offset": str(offset), "Accept": "application/json"}
    return client.patch(address, content, headers=headers, **PATCH, **environ)


def test_file_in_two_parts(client, parts, run_jobs):
    created = create(client, parts)
    assert created.status_code == 201
    address = created["Location"]
    assert patch(client, address, CONTENT[:3000], 0)["Upload-Offset"] == "3000"
    head = client.head(address)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("3000", str(len(CONTENT)))
    assert patch(client, address, CONTENT[3000:], 3000).status_code == 204
    upload = Upload.objects.get()
    assert (upload.size, upload.original_name) == (len(CONTENT), "bills.csv")
    assert run_jobs() == ["syncs.inspect_upload"]


def test_wrong_offset_is_refused_and_the_right_one_goes_on(client, parts):
    address = create(client, parts)["Location"]
    patch(client, address, CONTENT[:100], 0)
    answer = patch(client, address, CONTENT[200:], 200)
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "upload_interrupted"
    assert client.head(address)["Upload-Offset"] == "100"
    patch(client, address, CONTENT[100:], 100)

    with files.open_stored(Upload.objects.get().storage_name) as stored:
        assert stored.read() == CONTENT


def test_last_part_sent_twice_makes_one_upload(client, parts):
    address = create(client, parts)["Location"]
    for _ in range(2):
        assert patch(client, address, CONTENT, 0)["Upload-Offset"] == str(len(CONTENT))
    assert Upload.objects.count() == 1


def test_server_that_died_before_it_could_answer_finishes_later(client, parts):
    address = create(client, parts)["Location"]
    partial = PartialUpload.objects.get()
    partials.path_of(partial).write_bytes(CONTENT)
    assert client.head(address)["Upload-Offset"] == str(len(CONTENT))
    assert Upload.objects.get().size == len(CONTENT)


def test_bytes_beyond_the_announced_size_are_not_taken(client, parts):
    address = create(client, parts, size=10)["Location"]
    assert patch(client, address, b"x" * 50, 0)["Upload-Offset"] == "10"
    assert Upload.objects.get().size == 10


def test_second_writer_has_to_wait(client, parts):
    address = create(client, parts)["Location"]
    with partials.only_writer(PartialUpload.objects.get()):
        assert patch(client, address, CONTENT, 0).status_code == 409


def test_duplicate_is_named_as_one_and_leaves_nothing_behind(client, parts):
    patch(client, create(client, parts)["Location"], CONTENT, 0)
    kept = Upload.objects.get().storage_name
    answer = patch(client, create(client, parts)["Location"], CONTENT, 0)
    assert answer.json()["error"]["code"] == "duplicate_file"
    assert PartialUpload.objects.filter(upload=None).count() == 0
    assert default_storage.listdir(kept.rpartition("/")[0])[1] == [kept.rpartition("/")[2]]


def test_only_so_many_files_at_once_through_one_link(client, parts, company, make_link):
    with override_settings(CONFIGURATION=dataclasses.replace(settings.CONFIGURATION, concurrent_uploads=2)):
        first, second = (create(client, parts)["Location"] for _ in range(2))
        answer = create(client, parts)
        assert (answer.status_code, answer["Retry-After"]) == (429, "60")
        assert answer.json()["error"]["message"] == "Too many uploads at once. Wait 1 minute and try again."
        assert create(client, f"{make_link(company)}reports/bills/parts/").status_code == 201
        PartialUpload.objects.filter(id=first.split("/")[-2]).update(
            heard_at=timezone.now() - datetime.timedelta(seconds=61)
        )
        third = create(client, parts)["Location"]
        assert patch(client, first, CONTENT[:10], 0).status_code == 429
        assert patch(client, second, CONTENT, 0).status_code == 204
        assert patch(client, first, CONTENT[:10], 0)["Upload-Offset"] == "10"
        assert client.head(third).status_code == 200
        client.cookies["ledgerlift_language"] = "fr-ca"
        create(client, parts)
        message = create(client, parts).json()["error"]["message"]
        assert message == "Trop de téléversements à la fois. Attendez 1 minute puis réessayez."


def test_sender_who_stalls_is_refused_and_what_came_is_kept(client, parts):
    address = create(client, parts)["Location"]

    pieces = [CONTENT[:100], CONTENT[100:150]]

    class Stalls:
        def read(self, size):
            if not pieces:
                raise StalledError
            return pieces.pop(0)

        readline = read

    answer = patch(client, address, CONTENT, 0, **{"wsgi.input": Stalls()})
    assert answer.json()["error"]["code"] == "upload_interrupted"
    assert client.head(address)["Upload-Offset"] == "150"


@pytest.mark.parametrize("size", ["", "-1", "1e9", "²"])
def test_size_that_is_no_number(client, parts, size):
    assert client.post(parts, headers={"Upload-Length": size.encode().decode("latin-1")}).status_code == 409


def test_too_large_is_refused_before_the_first_byte(client, parts):
    answer = create(client, parts, size=3 * 2**20)
    assert answer.status_code == 413
    assert answer.json()["error"]["message"].startswith("The selected file must be smaller than 2 MB.")


def test_other_content_type_is_refused(client, parts):
    address = create(client, parts)["Location"]
    assert client.patch(address, b"x", content_type="text/plain", headers={"Upload-Offset": "0"}).status_code == 415


def test_given_up_file_is_gone(client, parts):
    address = create(client, parts)["Location"]
    path = partials.path_of(PartialUpload.objects.get())
    assert client.delete(address).status_code == 204
    assert not path.exists()
    assert client.head(address).status_code == 404


def test_cut_off_file_is_listed_on_the_page_to_go_on(client, parts, link):
    address = create(client, parts, fingerprint="f-1")["Location"]
    page = client.get(f"{link}reports/bills/").content.decode()
    assert f'data-fingerprint="f-1" data-url="{address}"' in page
    assert "was cut off. Choose the same file again" in page


def test_options_name_the_protocol(client, parts):
    answer = client.options(parts)
    assert (answer["Tus-Version"], answer["Tus-Extension"]) == ("1.0.0", "creation,termination")
