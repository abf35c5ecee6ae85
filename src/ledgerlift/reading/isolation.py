"""Run the reading child, wait for it no longer than allowed, and take its death for an ordinary outcome."""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Self

from ledgerlift.reading.child import CRASH, read_into
from ledgerlift.reading.limits import Limits
from ledgerlift.threads import SETTING, threads_for

logger = logging.getLogger(__name__)

_PACKAGE_ROOT = Path(__file__).parents[2]

# Each thread reserves address space, and with it an arena of 64 MB unless told otherwise.
_MOST_THREADS = 4
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}

# Without `site` the interpreter starts faster and runs no start-up file of anybody; the parent's path is handed over.
_START = """
import sys
sys.path[:] = sys.argv.pop(1).split("\\n")
from ledgerlift.reading.child import main
main(sys.argv[1:])
"""


class Ending(Enum):
    """How the child came to its end."""

    FINISHED = "finished"
    TIMED_OUT = "timed out"
    DIED = "died"


class ReadingChild:
    """A child process that is reading a file; it is gone when the ``with`` block ends."""

    def __init__(self, file: Path, workspace: Path, limits: Limits) -> None:
        self._workspace = workspace
        self._ends_at = time.monotonic() + limits.wall_seconds
        self._process = subprocess.Popen(  # noqa: S603
            command(file, workspace, limits),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=workspace,
            env={**_ENVIRONMENT, SETTING: str(min(threads_for([file]), _MOST_THREADS))},
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def wait(self) -> Ending:
        """Wait for the child to end, no longer than it is allowed to take."""
        # Its end closes its output, which is heard at once; waiting with a time limit only looks every 50 ms.
        if self._process.stdout:
            select.select([self._process.stdout], [], [], self._rest())
        try:
            code = self._process.wait(self._rest())
        except subprocess.TimeoutExpired:
            return Ending.TIMED_OUT
        if code == 0:
            return Ending.FINISHED
        if code == -signal.SIGXCPU:
            return Ending.TIMED_OUT
        note = self._workspace / CRASH
        logger.error("reading child ended with %s\n%s", code, note.read_text(encoding="utf-8") if note.exists() else "")
        return Ending.DIED

    def _rest(self) -> float:
        return max(self._ends_at - time.monotonic(), 0)


class ReadingHere:
    """The same work in this process and without limits, for tests and measurements."""

    def __init__(self, file: Path, workspace: Path, limits: Limits) -> None:
        self._read = partial(read_into, workspace, file, limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def wait(self) -> Ending:
        """Do the work."""
        try:
            self._read()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic of a native reader is no Exception
            logger.exception("reading failed")
            return Ending.DIED
        return Ending.FINISHED


def command(file: Path, workspace: Path, limits: Limits) -> list[str]:
    """Give the command line that reads one file."""
    path = [str(_PACKAGE_ROOT), *(entry for entry in sys.path if os.path.isabs(entry))]
    arguments = json.dumps([str(file), str(workspace), asdict(limits)])
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, "\n".join(path), arguments]
