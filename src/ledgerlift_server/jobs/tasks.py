"""How an app declares its tasks: a name, retries while something is away, and one log line each."""

import logging
import time
from collections.abc import Callable
from functools import wraps

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from ledgerlift_server.row_security.scope import ALL, acting_for, acting_for_all
from ledgerlift_server.ui import logs

logger = logging.getLogger(__name__)

# What fails for a passing reason (the database restarts, the store does not answer) works a little later.
TRIES = 12
PATIENCE = RetryStrategy(max_attempts=TRIES, exponential_wait=2)


Work = Callable[..., None]


def task(name: str, *, give_up: Work | None = None) -> Callable[[Work], Work]:
    """Declare a task under a permanent name. It must be idempotent: after a crash it runs again from the start.

    It acts for the client that was acted for when it was deferred.

    ``give_up`` gets the same arguments when the last try has failed, so that nobody waits for ever.
    """

    def declare(work: Work) -> Work:
        @wraps(work)
        def carry_out(
            context: JobContext, /, *, correlation_id: str = "", acts_for: str = ALL, **arguments: str
        ) -> None:
            token = logs.correlation_id.set(correlation_id)
            started = time.perf_counter()
            outcome = "failed"
            with acting_for(acts_for):
                try:
                    work(**arguments)
                    outcome = "done"
                except Exception as error:
                    logger.error("job failed", extra={"task": name, **logs.describe_exception(error)})
                    if give_up and context.job.attempts >= TRIES:
                        give_up(**arguments)
                    raise
                finally:
                    milliseconds = round((time.perf_counter() - started) * 1000)
                    logger.info("job", extra={"task": name, "outcome": outcome, "ms": milliseconds, **arguments})
                    logs.correlation_id.reset(token)

        app.task(name=name, retry=PATIENCE, pass_context=True)(carry_out)
        return work

    return declare


def periodic(name: str, *, cron: str) -> Callable[[Callable[[], None]], Callable[..., None]]:
    """Declare a task that runs by the clock, once however many workers there are, for all clients."""

    def declare(work: Callable[[], None]) -> Callable[..., None]:
        @wraps(work)
        def carry_out(timestamp: int) -> None:
            with acting_for_all():
                work()

        declared = app.task(name=name, pass_context=False)(carry_out)
        app.periodic(cron=cron)(declared)
        return carry_out

    return declare
