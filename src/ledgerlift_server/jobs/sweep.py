"""Takes up again the jobs of workers that died: their heartbeat has stopped."""

import asyncio
import logging
from typing import Never

import procrastinate

logger = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 2.0
DEAD_AFTER_SECONDS = 15.0
SWEEP_SECONDS = 2.0


async def sweep_once(app: procrastinate.App) -> int:
    """Put the jobs of dead workers back in the queue; say how many."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS))
    for job in stalled:
        await app.job_manager.retry_job(job)
        logger.warning("job taken up again", extra={"job": job.id, "task": job.task_name})
    return len(stalled)


async def sweep_for_ever(app: procrastinate.App) -> Never:
    """Sweep at short intervals, beside the worker."""
    while True:
        await sweep_once(app)
        await asyncio.sleep(SWEEP_SECONDS)
