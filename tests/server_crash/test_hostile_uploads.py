"""Every hostile file sent to a running server: it and its worker stay up, and what was sent before stays as it is."""

import html
import time

import psutil
import pytest
from server_process import Server
from visitor import Visitor

from bill_files import text_of
from hostile_files import HOSTILE
from ledgerlift.problems import sentences

WAIT_SECONDS = 300
# Said at the door, before there is an upload.
AT_THE_DOOR = {"file_too_large": 413}
GOOD = text_of().replace("INV-", "GOOD-").encode()


@pytest.fixture
def server(new_data_folder):
    running = Server(new_data_folder(), LEDGERLIFT_MAX_UPLOAD_MIB="50")
    running.start()
    yield running
    running.stop()


def wait_until_read(server):
    until = time.monotonic() + WAIT_SECONDS
    while server.query("SELECT count(*) FROM syncs_upload WHERE state IN ('received', 'reading')") != [(0,)]:
        assert time.monotonic() < until, "files are still being read"
        time.sleep(0.2)


@pytest.mark.slow
def test_hostile_files_harm_nobody(server):
    visitor = Visitor(server.link)
    assert visitor.send("good.csv", [GOOD], size=len(GOOD)).status == 302
    wait_until_read(server)
    ((good_id, stored),) = server.query("SELECT id, storage_name FROM syncs_upload WHERE state = 'ready'")
    parts = {name: server.part(name).pid for name in ("ledgerlift_server.jobs", "ledgerlift_server.web")}

    for number, hostile in enumerate(HOSTILE):
        data = hostile.make()
        replaces = {"replaces": good_id} if hostile.code else {}
        answer = visitor.send(f"{number} {hostile.name}", [data], size=len(data), **replaces)
        assert answer.status == AT_THE_DOOR.get(hostile.code, 302), hostile.title
    wait_until_read(server)

    found = {
        int(name.split()[0]): (state, [problem["code"] for problem in inspection["problems"]])
        for name, state, inspection in server.query(
            "SELECT original_name, state, inspection FROM syncs_upload WHERE original_name <> 'good.csv'"
        )
    }
    for number, hostile in enumerate(HOSTILE):
        if hostile.code in AT_THE_DOOR:
            assert number not in found
        elif hostile.code:
            assert found[number] == ("rejected", [hostile.code]), hostile.title
        else:
            state, codes = found[number]
            assert (state, set(hostile.problems) <= set(codes)) == ("ready", True), hostile.title

    for language, spoken in (("en", "en"), ("fr-CA", "fr")):
        page = html.unescape(visitor.page(language))
        for code in {hostile.code for hostile in HOSTILE} - {None, *AT_THE_DOOR}:
            start = sentences()[code][spoken].partition("{")[0]
            assert start in page, code
        assert "good.csv" in page
    assert server.query(f"SELECT state, removed_at FROM syncs_upload WHERE id = '{good_id}'") == [("ready", None)]
    assert (server.data / "files" / stored).read_bytes() == GOOD
    assert {name: server.part(name).pid for name in parts} == parts
    children = psutil.Process(parts["ledgerlift_server.jobs"]).children(recursive=True)
    assert len([child for child in children if "ledgerlift_server.syncs.engine_child" in child.cmdline()]) == 1
