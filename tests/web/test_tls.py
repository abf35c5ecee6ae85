"""Behind TLS the same settings give secure cookies, redirects and HSTS: read in a process of its own."""

import json
import os
import subprocess
import sys

SHOW = """
import json
from ledgerlift_server import settings as s
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS",
         "SECURE_PROXY_SSL_HEADER", "DEBUG")
print(json.dumps({name: getattr(s, name) for name in names}))
"""


def show(**environment):
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


def test_https_address_makes_everything_secure():
    shown = show(LEDGERLIFT_PUBLIC_URL="https://spend.bank.example", LEDGERLIFT_BEHIND_PROXY="1")
    assert shown["SESSION_COOKIE_SECURE"] is shown["CSRF_COOKIE_SECURE"] is shown["SECURE_SSL_REDIRECT"] is True
    assert shown["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert "spend.bank.example" in shown["ALLOWED_HOSTS"]
    assert shown["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert shown["DEBUG"] is False


def test_loopback_works_without_tls():
    shown = show(LEDGERLIFT_PUBLIC_URL="http://127.0.0.1:8000")
    assert shown["SECURE_HSTS_SECONDS"] == 0
    assert shown["SECURE_SSL_REDIRECT"] is False


def test_secret_key_is_made_once_and_kept_private(tmp_path):
    environment = {**os.environ, "LEDGERLIFT_DATA": str(tmp_path), "LEDGERLIFT_SECRET_KEY": ""}
    code = "from ledgerlift_server import settings; print(settings.SECRET_KEY)"
    keys = {subprocess.check_output([sys.executable, "-c", code], env=environment) for _ in range(2)}
    assert len(keys) == 1
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
