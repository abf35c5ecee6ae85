"""A company with data, and what its addresses are made of."""

import re

import pytest

from ledgerlift_server.syncs.models import SnapshotFile


@pytest.fixture
def ids(snapshot, company, make_link, supplier_key):
    """What the addresses of a company with data are made of."""
    make_link(company)
    upload = snapshot.sync.uploads.get()
    return {
        "company_id": company.id, "snapshot_id": snapshot.id, "upload_id": upload.id, "supplier_key": supplier_key,
        "connection_id": upload.connection_id, "link_id": company.links.get().id,
        "file_id": SnapshotFile.objects.filter(is_report=True).first().id, "kind": "logo",
    }  # fmt: skip


@pytest.fixture
def supplier_key(client, staff, snapshot, company):
    client.force_login(staff)
    page = client.get(f"/portal/companies/{company.id}/suppliers/").content.decode()
    return re.search(r'/suppliers/([^/"]+)/"', page)[1]
