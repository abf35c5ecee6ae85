"""A file of 200 MB, in parts and as a plain form: the web server's memory stays flat."""

import threading
import time

import pytest
from visitor import Visitor

SIZE = 200 * 2**20
PART = 5 * 2**20
GROWTH = 100e6


def send_in_parts(visitor, block):
    created = visitor.ask("POST", f"{visitor.path}reports/bills/parts/", Upload_Length=str(SIZE))
    offset = 0
    while offset < SIZE:
        kind = "application/offset+octet-stream"
        answer = visitor.ask(
            "PATCH", created.getheader("Location"), block, Upload_Offset=str(offset), Content_Type=kind
        )
        offset = int(answer.getheader("Upload-Offset"))
    return answer.status == 204


def send_as_form(visitor, block):
    def pieces():
        yield b"x" + block[1:]
        for _ in range(SIZE // PART - 1):
            yield block

    return visitor.send("big.csv", pieces(), size=SIZE).status == 302


@pytest.mark.slow
def test_memory_stays_flat_while_200_megabytes_arrive(server):
    visitor = Visitor(server.link)
    web = server.part("ledgerlift_server.web")
    peak, done = [0], threading.Event()

    def watch():
        while not done.is_set():
            peak[0] = max(peak[0], measure())
            time.sleep(0.02)

    def measure():
        return sum(process.memory_info().rss for process in (web, *web.children()))

    before = measure()
    watcher = threading.Thread(target=watch)
    watcher.start()
    line = b"INV-1,Birch Electric,2025-03-04,CAD,100.50\n"
    block = (line * (PART // len(line) + 1))[:PART]
    try:
        assert send_in_parts(visitor, block)
        assert send_as_form(visitor, block)
    finally:
        done.set()
        watcher.join()
    print(f"the web server's memory grew by {(peak[0] - before) / 1e6:.0f} MB")
    assert peak[0] - before < GROWTH
