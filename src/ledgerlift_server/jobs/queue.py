"""How work is put off: the job's row is written in the caller's transaction, so neither exists without the other."""

import uuid

from procrastinate.contrib.django import app

from ledgerlift_server.row_security.scope import NOBODY, whose
from ledgerlift_server.ui import logs


def enqueue(task: str, *, lock: uuid.UUID, **arguments: str) -> None:
    """Defer a task by name; tasks with the same lock run one after the other.

    It will act for the client that is acted for now.
    """
    acts_for = whose()
    if acts_for == NOBODY:
        raise RuntimeError(f"nobody has said for which client {task} acts")
    values = {**arguments, "correlation_id": logs.correlation_id.get(), "acts_for": acts_for}
    app.configure_task(name=task, lock=str(lock), allow_unknown=False).defer(**values)
