"""How work is put off: the job's row is written in the caller's transaction, so neither exists without the other."""

import uuid

from procrastinate.contrib.django import app

from ledgerlift_server.ui import logs


def enqueue(task: str, *, lock: uuid.UUID, **arguments: str) -> None:
    """Defer a task by name; tasks with the same lock run one after the other."""
    values = {**arguments, "correlation_id": logs.correlation_id.get()}
    app.configure_task(name=task, lock=str(lock), allow_unknown=False).defer(**values)
