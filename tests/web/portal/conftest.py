"""A company with data, and what its addresses are made of; somebody with a second factor."""

import re
import sys
import time
from pathlib import Path

import pytest

from ledgerlift_server.syncs.models import SnapshotFile

sys.path.insert(0, str(Path(__file__).parent))

from second_factor_steps import CODE, SET_UP, code_now, set_up


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


@pytest.fixture
def clock(monkeypatch):
    """The time as authenticator and server see it; a call moves it on."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def move(seconds):
        now[0] += seconds

    return move


@pytest.fixture
def turned_on(client, staff, clock):
    """Turn the second factor on, as a person would; give the key and the recovery codes."""
    client.force_login(staff)
    key = set_up(client)
    answer = client.post(SET_UP, {"code": code_now(key)}, follow=True).content.decode()
    client.logout()
    clock(120)
    return key, re.findall(CODE, answer)
