"""All files of a company in one ZIP, for roles that may see them."""

import io
import zipfile

import pytest
from django.urls import reverse

from ledgerlift_server.accounts.models import Event
from ledgerlift_server.accounts.roles import Role
from ledgerlift_server.syncs.models import Upload


@pytest.fixture
def sent(connection, make_upload, run_jobs):
    make_upload(connection, "bills", "../bills.csv", b"one")
    make_upload(connection, "bills", "BILLS.csv", b"two")
    make_upload(connection, "suppliers", "fournisseurs é.xlsx", b"three")
    make_upload(connection, "payments", "gone.csv", b"four")
    make_upload(connection, "payments", "emptied.csv", b"five")
    Upload.objects.filter(original_name="gone.csv").update(purged_at="2026-01-01T00:00Z")
    Upload.objects.filter(original_name="emptied.csv").update(is_kept_cells=True)
    Upload.objects.update(received_at="2026-03-04T10:00Z")
    run_jobs()


def test_all_files_are_in_folders_of_software_and_day(client, staff, company, sent):
    client.force_login(staff)
    address = reverse("portal:all_files", args=[company.id])
    assert address in client.get(reverse("portal:files", args=[company.id])).content.decode()
    answer = client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="Maple Builders.zip"'
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert sorted(found.values()) == [b"one", b"three", b"two"]
    assert all(name.startswith("Workday/2026-03-04/") and ".." not in name for name in found)
    assert len({name.lower() for name in found}) == 3
    assert "Workday/2026-03-04/suppliers/fournisseurs é.xlsx" in found
    assert Event.objects.get(name="files.downloaded").details == {"count": 3}


def test_onboarding_staff_neither_see_nor_open_it(client, bank, company, sent, make_staff):
    client.force_login(make_staff(bank, Role.ONBOARDING))
    address = reverse("portal:all_files", args=[company.id])
    assert address not in client.get(reverse("portal:files", args=[company.id])).content.decode()
    assert client.get(address).status_code == 403


def test_company_without_files_has_none_to_download(client, staff, company):
    client.force_login(staff)
    address = reverse("portal:all_files", args=[company.id])
    assert address not in client.get(reverse("portal:files", args=[company.id])).content.decode()
    assert client.get(address).status_code == 404
