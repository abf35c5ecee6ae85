"""A file of 200 MB, in parts and as a plain form: the web server's memory stays flat."""

import http.client
import http.cookiejar
import re
import threading
import time
import urllib.parse
import urllib.request

import pytest

SIZE = 200 * 2**20
PART = 5 * 2**20
GROWTH = 100e6


class Visitor:
    """Somebody with the demo's link, agreed and ready to send a file of bills."""

    def __init__(self, link):
        parts = urllib.parse.urlsplit(link)
        self.host, self.path = parts.netloc, parts.path
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.post("software/", {"software": "workday"})
        self.post("consent/", {})
        self.token = self.read_token("reports/bills/")
        self.cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def read_token(self, page):
        html = self.opener.open(f"http://{self.host}{self.path}{page}").read().decode()
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]

    def post(self, page, data):
        sent = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": self.read_token(page)}).encode()
        self.opener.open(f"http://{self.host}{self.path}{page}", sent).read()

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection(self.host, timeout=120)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Cookie": self.cookies, "X-CSRFToken": self.token, **named})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer


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
    field = '--xyz\r\nContent-Disposition: form-data; name="{}"'
    head = (
        field.format("csrfmiddlewaretoken") + f"\r\n\r\n{visitor.token}\r\n"
        + field.format("file") + '; filename="big.csv"\r\nContent-Type: text/csv\r\n\r\n'
    ).encode()  # fmt: skip

    def body():
        yield head
        yield b"x" + block[1:]
        for _ in range(SIZE // PART - 1):
            yield block
        yield b"\r\n--xyz--\r\n"

    length = len(head) + SIZE + len(b"\r\n--xyz--\r\n")
    answer = visitor.ask(
        "POST", f"{visitor.path}reports/bills/", body(),
        Content_Type="multipart/form-data; boundary=xyz", Content_Length=str(length),
    )  # fmt: skip
    return answer.status == 302


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
