"""Run a command in a process of its own and say what it took, with all the processes it starts."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

_SAMPLE_SECONDS = 0.01
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
# An installed program is compiled once, not at each start.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Taken:
    """What one run took. ``peak_bytes`` adds up all processes alive at one moment, shared pages in each of them."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    output: str


class CommandFailedError(RuntimeError):
    """A command that should have worked did not; a benchmark of it would be worth nothing."""


def best_of(times: int, measure: Callable[[], Taken]) -> Taken:
    """Give the quickest of several runs: the others were held up by something that is not ours."""
    return min((measure() for _ in range(times)), key=lambda taken: taken.seconds)


def run_python(arguments: Sequence[str]) -> Taken:
    """Run our own Python with some arguments and measure it from its start to its end."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_ENVIRONMENT
    )
    memory = _MemoryWatch(process.pid)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = memory.end()
    if process.returncode:
        raise CommandFailedError(f"{' '.join(arguments)} ended with {process.returncode}:\n{output[-2000:]}")
    return Taken(seconds, usage.ru_utime + usage.ru_stime, max(peak, usage.ru_maxrss * 1024), output)


def time_python(script: str, *arguments: str | Path) -> Taken:
    """Run a script in a fresh process and measure what stands between its two marks.

    The script is a function body that does its imports first, then calls ``begin()``; the time ends with its last
    line. So a bare read is timed without the start of an interpreter.
    """
    body = "\n".join(f"    {line}" for line in script.strip().splitlines())
    program = (
        "import sys, time\nstart = []\n"
        "def begin():\n    start.append((time.perf_counter(), time.process_time()))\n"
        f"def work(*paths):\n{body}\n"
        "work(*sys.argv[1:])\n"
        "print(time.perf_counter() - start[0][0], time.process_time() - start[0][1])\n"
    )
    whole = run_python(["-c", program, *map(str, arguments)])
    seconds, cpu_seconds = map(float, whole.output.split()[-2:])
    return Taken(seconds, cpu_seconds, whole.peak_bytes, whole.output)


class _MemoryWatch:
    """Looks at a process and its descendants again and again until told to end."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._ended = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Stop looking; give the most bytes seen at once."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            self._peak = max(self._peak, sum(map(_resident_bytes, _tree(self._pid))))


def _tree(pid: int, program: bytes = b"") -> Iterator[int]:
    """Give a process and its descendants; one that has not begun its own program yet shares its parent's memory."""
    own = b""
    with suppress(OSError):
        own = Path(f"/proc/{pid}/cmdline").read_bytes()
    if own == program:
        return
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child), own)


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
    except (OSError, IndexError):
        return 0  # it has ended meanwhile, or this system keeps no such file
