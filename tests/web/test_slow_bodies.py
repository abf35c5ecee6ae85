"""Bodies that stall are given up, and the sender reads why."""

import io
import threading
import time

import pytest
from django.test import Client

from ledgerlift_server.slow_bodies import StalledError, TimedBody, with_time_limits


class Drips:
    """Gives a byte now and then, and nothing more after some."""

    def __init__(self, count, pause=0.0):
        self.left = count
        self.pause = pause
        self.for_ever = threading.Event()

    def read(self, size=-1):
        if not self.left:
            self.for_ever.wait(5)
        self.left -= 1
        time.sleep(self.pause)
        return b"x"


@pytest.fixture
def silent():
    body = Drips(0)
    yield body
    body.for_ever.set()


def test_body_that_comes_is_read_as_it_is():
    body = TimedBody(io.BytesIO(b"abcdef"), idle_seconds=5, total_seconds=5)
    assert (body.read(2), body.read(), body.read(), body.has_stalled) == (b"ab", b"cdef", b"", False)
    assert TimedBody(io.BytesIO(b"a\nb"), idle_seconds=5, total_seconds=5).readline() == b"a\n"


def test_body_that_stalls_is_given_up(silent):
    body = TimedBody(silent, idle_seconds=0.05, total_seconds=5)
    with pytest.raises(StalledError):
        body.read(10)
    assert body.has_stalled


def test_body_that_drips_for_too_long_is_given_up():
    body = TimedBody(Drips(1000, pause=0.01), idle_seconds=5, total_seconds=0.1)
    with pytest.raises(StalledError):
        [body.read(1) for _ in range(1000)]


def test_every_request_gets_such_a_body(silent):
    application = with_time_limits(lambda environ, start: [environ["wsgi.input"].read(1)], idle_seconds=0.05)
    with pytest.raises(StalledError):
        application({"wsgi.input": silent}, None)


@pytest.mark.parametrize("checks_forms", [True, False])
def test_form_that_stalls_is_refused_in_words(link, connection, silent, checks_forms):
    visitor = Client(enforce_csrf_checks=checks_forms)
    visitor.get(f"{link}reports/bills/")
    body = TimedBody(silent, idle_seconds=0.05, total_seconds=5)
    answer = visitor.post(f"{link}reports/bills/", {"file": io.BytesIO(b"x" * 100)}, **{"wsgi.input": body})
    assert answer.status_code == 409
    assert "The selected file could not be uploaded – try again." in answer.content.decode()
