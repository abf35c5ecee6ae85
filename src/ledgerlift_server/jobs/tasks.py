"""How an app declares its tasks: a name, retries while something is away, and one log line each."""

import logging
import time
from collections.abc import Callable
from functools import wraps

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ledgerlift_server.ui import logs

logger = logging.getLogger(__name__)

# What fails for a passing reason (the database restarts, the store does not answer) works a little later.
PATIENCE = RetryStrategy(max_attempts=12, exponential_wait=2)


def task(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a task under a permanent name. It must be idempotent: after a crash it runs again from the start."""

    def declare(work: Callable[..., None]) -> Callable[..., None]:
        @wraps(work)
        def carry_out(*, correlation_id: str = "", **arguments: str) -> None:
            token = logs.correlation_id.set(correlation_id)
            started = time.perf_counter()
            outcome = "failed"
            try:
                work(**arguments)
                outcome = "done"
            except Exception as error:
                logger.error("job failed", extra={"task": name, **logs.describe_exception(error)})
                raise
            finally:
                milliseconds = round((time.perf_counter() - started) * 1000)
                logger.info("job", extra={"task": name, "outcome": outcome, "ms": milliseconds, **arguments})
                logs.correlation_id.reset(token)

        app.task(name=name, retry=PATIENCE)(carry_out)
        return carry_out

    return declare


def periodic(name: str, *, cron: str) -> Callable[[Callable[[], None]], Callable[..., None]]:
    """Declare a task that runs by the clock, once however many workers there are."""

    def declare(work: Callable[[], None]) -> Callable[..., None]:
        @wraps(work)
        def carry_out(timestamp: int) -> None:
            work()

        declared = app.task(name=name, pass_context=False)(carry_out)
        app.periodic(cron=cron)(declared)
        return carry_out

    return declare
