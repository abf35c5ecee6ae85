"""Somebody with a Link URL who sends files as a browser does, without a browser."""

import http.client
import http.cookiejar
import re
import urllib.parse
import urllib.request


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

    def send(self, name, pieces, *, size, **fields):
        """Send a file with the plain form, piece by piece."""
        field = '--xyz\r\nContent-Disposition: form-data; name="{}"'
        named = {"csrfmiddlewaretoken": self.token, **fields}
        head = "".join(f"{field.format(key)}\r\n\r\n{value}\r\n" for key, value in named.items())
        head += f'{field.format("file")}; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
        tail = b"\r\n--xyz--\r\n"

        def body():
            yield head.encode()
            yield from pieces
            yield tail

        return self.ask(
            "POST", f"{self.path}reports/bills/", body(),
            Content_Type="multipart/form-data; boundary=xyz", Content_Length=str(len(head.encode()) + size + len(tail)),
        )  # fmt: skip

    def page(self, language):
        """Read the page of the bills as it stands."""
        request = urllib.request.Request(f"http://{self.host}{self.path}reports/bills/")
        request.add_header("Accept-Language", language)
        return self.opener.open(request).read().decode()
