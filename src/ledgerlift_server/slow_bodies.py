"""Request bodies that stall: reading gives up, so that whoever sends nothing more holds no thread for ever."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

IDLE_SECONDS = 60.0
TOTAL_SECONDS = 15 * 60.0
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Body(Protocol):
    """What a web server hands over as ``wsgi.input``."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most so many bytes; waits for them."""

    def readline(self, size: int = ..., /) -> bytes:
        """Return the next line, or at most so many bytes of it; waits for them."""


class StalledError(OSError):
    """Nothing came for too long, or the whole took too long."""


class TimedBody:
    """A body that is read as before, but never waited for longer than the limits."""

    def __init__(self, body: Body, *, idle_seconds: float, total_seconds: float) -> None:
        self._body = body
        self._idle_seconds = idle_seconds
        self._ends_at = time.monotonic() + total_seconds
        self.has_stalled = False

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes; raises StalledError when they do not come."""
        return self._wait_for(lambda: self._body.read(size))

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line, or at most so many bytes of it; raises StalledError when they do not come."""
        return self._wait_for(lambda: self._body.readline(size))

    def _wait_for(self, read: Callable[[], bytes]) -> bytes:
        came: list[bytes] = []
        # The server's own read cannot be given a time limit; one that never returns ends with the connection.
        reading = threading.Thread(target=lambda: came.append(read()), daemon=True)
        reading.start()
        reading.join(max(0.0, min(self._idle_seconds, self._ends_at - time.monotonic())))
        if not came:
            self.has_stalled = True
            raise StalledError("the body stalled")
        return came[0]


def with_time_limits(
    application: Application, *, idle_seconds: float = IDLE_SECONDS, total_seconds: float = TOTAL_SECONDS
) -> Application:
    """Give an application bodies that do not stall."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI's own
        body = environ["wsgi.input"]
        environ["wsgi.input"] = TimedBody(body, idle_seconds=idle_seconds, total_seconds=total_seconds)
        return application(environ, start_response)

    return answer
