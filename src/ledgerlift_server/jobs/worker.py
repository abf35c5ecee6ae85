"""The worker process: ``python -m ledgerlift_server.jobs``.

Any number may run, on any machine that reaches the database and the file store.
"""

import asyncio
import os
from typing import TYPE_CHECKING, cast

import django

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

CONCURRENCY = 2


async def work() -> None:
    """Carry out jobs until told to stop; ends with an error when the database goes away, to be started anew."""
    from procrastinate.contrib.django import app

    from ledgerlift_server.jobs import start, sweep

    start.announce()
    # A second app over the same tasks: what a task defers still goes through Django's connection and transaction.
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    worker_app = app.with_connector(connector)
    async with worker_app.open_async():
        sweeping = asyncio.create_task(sweep.sweep_for_ever(worker_app))
        working = asyncio.create_task(
            worker_app.run_worker_async(
                concurrency=CONCURRENCY,
                update_heartbeat_interval=sweep.HEARTBEAT_SECONDS,
                stalled_worker_timeout=sweep.DEAD_AFTER_SECONDS * 6,
                fetch_job_polling_interval=2.0,
                shutdown_graceful_timeout=10.0,
            )
        )
        done, pending = await asyncio.wait({sweeping, working}, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        for task in done:
            task.result()


def main() -> None:
    """Set Django up and work."""
    from ledgerlift_server.processes import die_with_parent

    die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledgerlift_server.settings")
    django.setup()
    asyncio.run(work())
