"""For which client the code acts now. It follows the call, not the connection: threads and requests never share it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# What the database is told when it may show every client's rows, and when nobody has said whose.
ALL, NOBODY = "all", ""
_whose: ContextVar[str] = ContextVar("acting_for", default=NOBODY)


def whose() -> str:
    """Return the id of the client whose rows may be seen now, `ALL`, or `NOBODY`."""
    return _whose.get()


@contextmanager
def acting_for(client_id: uuid.UUID | str) -> Iterator[None]:
    """See and write the rows of one client only; also a decorator."""
    before = _whose.set(str(client_id))
    try:
        yield
    finally:
        _whose.reset(before)


@contextmanager
def acting_for_all() -> Iterator[None]:
    """See the rows of every client: to find out who somebody is, or to look after all of them; also a decorator."""
    with acting_for(ALL):
        yield


@contextmanager
def acting_for_nobody() -> Iterator[None]:
    """See no client's rows: whoever asks for some has an error."""
    with acting_for(NOBODY):
        yield
