"""How work is put off: the job's row is written in the caller's transaction, so neither exists without the other."""

import uuid

from procrastinate.contrib.django import app

from ledgerlift_server.row_security.scope import whose
from ledgerlift_server.ui import logs


def enqueue(task: str, *, lock: uuid.UUID, **arguments: str) -> None:
    """Defer a task by name; tasks with the same lock run one after the other.

    It will act for the client that is acted for now.
    """
    values = {**arguments, "correlation_id": logs.correlation_id.get(), "acts_for": whose()}
    app.configure_task(name=task, lock=str(lock), allow_unknown=False).defer(**values)
