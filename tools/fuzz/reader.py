"""The reading process of a campaign, seen from outside: it answers for each file, dies, or takes too long."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 60.0  # by the clock on the wall, for a machine that has other things to do
FILES_OF_A_WORKER = 2_000
COMMAND = (sys.executable, "-m", "tools.fuzz.worker")
DIED, HUNG = "died", "hung"
# As the reading child has them; the files are too small to be shared out among threads.
ENVIRONMENT = {"POLARS_MAX_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


@dataclass(frozen=True)
class Answer:
    """What came of a file, where code broke, and the seconds of processor time it took."""

    found: str
    broken: str = ""
    seconds: float = 0.0


class Reader:
    """A process that reads one file after the other; a new one when the last is gone."""

    def __init__(self, command: Sequence[str] = COMMAND, seconds: float = SECONDS) -> None:
        self._command = command
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None
        self._left = 0

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: Path, *, is_inspected: bool = False) -> Answer:
        """Have a file read."""
        process = self._ready()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps([str(path), is_inspected]) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            self._end()
            return Answer(DIED)
        if not select.select([process.stdout], [], [], self._seconds)[0]:
            self._end()
            return Answer(HUNG)
        line = process.stdout.readline()
        if not line:
            self._end()
            return Answer(DIED)
        return Answer(**json.loads(line))

    def _ready(self) -> subprocess.Popen[str]:
        if self._left == 0:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True, cwd=ROOT, env={**os.environ, **ENVIRONMENT},
            )  # fmt: skip
            self._left = FILES_OF_A_WORKER
            # It loads the catalogue first, which on a busy machine takes longer than a file may.
            self._process.stdout.readline()  # type: ignore[union-attr]
        self._left -= 1
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process, self._left = None, 0
