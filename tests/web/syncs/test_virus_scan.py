"""Files go past a virus scanner first. The scanner here speaks clamd's protocol over real sockets."""

import dataclasses
import socketserver
import struct
import threading
import time

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import override_settings

from ledgerlift_server import configuration
from ledgerlift_server.accounts.models import Event
from ledgerlift_server.syncs import virus_scan
from ledgerlift_server.syncs.models import Upload
from ledgerlift_server.syncs.virus_scan import Verdict

# Put together here, so that no scanner takes this file for one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLEAN = b"Number,Amount\n1,2.00\n"


class Clamd(socketserver.BaseRequestHandler):
    """Takes what INSTREAM sends and answers as clamd does."""

    def handle(self):
        behaviour = self.server.behaviour
        if behaviour == "hangs up":
            return
        assert self.receive(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack(">I", self.receive(4))[0]:
            data += self.receive(size)
            if behaviour == "too long" and len(data) > 1000:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.received.append(data)
        if behaviour == "says nothing":
            time.sleep(2)
        elif behaviour == "limits":
            self.request.sendall(b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0")
        elif behaviour == "talks":
            for _ in range(200):
                self.request.sendall(b"." * 100)
                time.sleep(0.02)
        elif EICAR in data:
            self.request.sendall(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            self.request.sendall(b"stream: OK\0")

    def receive(self, size):
        data = b""
        while len(data) < size and (piece := self.request.recv(size - len(data))):
            data += piece
        return data


class Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that has gone is what some of these tests are about."""


class Unix(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


@pytest.fixture
def clamd():
    """A scanner on a free port, with its address."""
    yield from run(Tcp(("127.0.0.1", 0), Clamd), lambda server: f"tcp://127.0.0.1:{server.server_address[1]}")


@pytest.fixture
def local_clamd(tmp_path):
    """A scanner on a socket in the file system."""
    path = tmp_path / "clamd.ctl"
    yield from run(Unix(str(path), Clamd), lambda _: f"unix:{path}")


def run(server, address):
    server.behaviour, server.received = "", []
    server.address = address(server)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    with server:
        yield server
        server.shutdown()


@pytest.fixture
def file(tmp_path):
    def make(content):
        path = tmp_path / "report.csv"
        path.write_bytes(content)
        return path

    return make


def scanning(server, **changes):
    changed = dataclasses.replace(settings.CONFIGURATION, virus_scanner=server.address, **changes)
    return override_settings(CONFIGURATION=changed)


@pytest.mark.parametrize("kind", ["clamd", "local_clamd"])
def test_whole_file_is_sent_and_the_answer_understood(request, kind, file):
    server = request.getfixturevalue(kind)
    large = CLEAN * 50_000
    assert virus_scan.scan(file(large), server.address) is Verdict.CLEAN
    assert virus_scan.scan(file(CLEAN + EICAR), server.address) is Verdict.INFECTED
    assert virus_scan.scan(file(b""), server.address) is Verdict.CLEAN
    assert server.received == [large, CLEAN + EICAR, b""]


@pytest.mark.parametrize("behaviour", ["hangs up", "too long", "limits", "says nothing", "talks"])
def test_no_answer_is_no_all_clear(clamd, file, behaviour):
    clamd.behaviour = behaviour
    started = time.monotonic()
    assert virus_scan.scan(file(CLEAN * 100_000), clamd.address, seconds=0.5) is Verdict.UNKNOWN
    assert time.monotonic() - started < 2


def test_scanner_that_is_not_there(file, tmp_path):
    assert virus_scan.scan(file(CLEAN), "tcp://127.0.0.1:1") is Verdict.UNKNOWN
    assert virus_scan.scan(file(CLEAN), f"unix:{tmp_path}/none") is Verdict.UNKNOWN


def test_file_with_a_virus_is_refused_and_not_kept(
    clamd, client, link, connection, make_upload, run_jobs, engine, django_capture_on_commit_callbacks
):
    make_upload(connection)
    run_jobs()
    with scanning(clamd), django_capture_on_commit_callbacks(execute=True):
        infected = make_upload(connection, name="infected.csv", content=CLEAN + EICAR)
        run_jobs()
    infected.refresh_from_db()
    assert (infected.state, infected.purged_at is None) == ("rejected", False)
    assert not default_storage.exists(infected.storage_name)
    assert len(engine.asked) == 1
    page = client.get(f"{link}reports/bills/").content.decode()
    assert "The selected file contains a virus." in page
    assert "412 bills" in page
    assert (
        "contient un virus" in client.get(f"{link}reports/bills/", headers={"Accept-Language": "fr"}).content.decode()
    )
    assert Event.objects.filter(name="upload.read", details__problems=["virus_found"]).exists()
    assert Upload.objects.get(original_name="bills.csv").state == "ready"


def test_scanner_that_is_down_refuses_and_the_same_file_may_come_again(
    clamd, client, link, connection, make_upload, run_jobs, engine
):
    clamd.behaviour = "hangs up"
    with scanning(clamd):
        first = make_upload(connection)
        run_jobs()
    assert Upload.objects.get().state == "rejected"
    assert "We couldn&#x27;t check this file for viruses." in client.get(f"{link}reports/bills/").content.decode()
    clamd.behaviour = ""
    with scanning(clamd):
        again = make_upload(connection)
        run_jobs()
    assert Upload.objects.get(removed_at=None).pk == again.pk != first.pk
    assert Upload.objects.get(pk=again.pk).state == "ready"


def test_scanner_that_is_not_required_stops_nobody(clamd, connection, make_upload, run_jobs, engine):
    clamd.behaviour = "hangs up"
    with scanning(clamd, virus_scan_required=False):
        make_upload(connection)
        run_jobs()
    assert Upload.objects.get().state == "ready"


def test_nobody_is_asked_where_there_is_no_scanner(connection, make_upload, run_jobs, engine, monkeypatch):
    monkeypatch.setattr(virus_scan, "scan", None)
    make_upload(connection)
    run_jobs()
    assert Upload.objects.get().state == "ready"


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "tcp://scanner", "unix:", "http://scanner:80"])
def test_address_nobody_can_use_is_refused_at_the_start(address):
    with pytest.raises(configuration.SettingNotUsableError, match="LEDGERLIFT_VIRUS_SCANNER"):
        configuration.load({"LEDGERLIFT_VIRUS_SCANNER": address})
