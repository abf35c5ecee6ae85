"""A campaign: damaged files one after the other, in a worker that is replaced when it dies or takes too long."""

import json
import random
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.fuzz.mutations import mutate

from ledgerlift.problems import sentences
from ledgerlift.reading.readers import READERS

ROOT = Path(__file__).parents[2]
SECONDS = 30.0
FILES_OF_A_WORKER = 2_000
# Finding out what a file is takes ten times as long as reading it.
INSPECTED = 10
COMMAND = (sys.executable, "-m", "tools.fuzz.worker")
OUTCOMES = {*READERS, "txt", "ready", "needs_answer", "wrong_report", "not_recognised"}
DIED, HUNG = "died", "hung"


@dataclass
class Tally:
    """What came of the files; a finding is a file that shows a fault of ours."""

    outcomes: Counter[str] = field(default_factory=Counter)
    findings: dict[int, str] = field(default_factory=dict)
    slowest: float = 0.0

    @property
    def files(self) -> int:
        """How many files there were."""
        return self.outcomes.total()


class Worker:
    """A process that reads; a new one when the last is gone."""

    def __init__(self, command: Sequence[str] = COMMAND, seconds: float = SECONDS) -> None:
        self._command = command
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None
        self._left = 0

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: Path, *, is_retry: bool = False, is_inspected: bool = False) -> tuple[str, str]:
        """Give what came of a file, and where code broke."""
        process = self._ready()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps([str(path), is_retry, is_inspected]) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            self._end()
            return DIED, ""
        if not select.select([process.stdout], [], [], self._seconds)[0]:
            self._end()
            return HUNG, ""
        line = process.stdout.readline()
        if not line:
            self._end()
            return DIED, ""
        answer = json.loads(line)
        return answer["found"], answer["broken"]

    def _ready(self) -> subprocess.Popen[str]:
        if self._left == 0:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True, cwd=ROOT,
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


def damage(samples: Sequence[Sequence[Path]], *, seed: int, number: int) -> tuple[str, bytes]:
    """Make one damaged file, always the same for a seed and a number; give it with the name it comes under."""
    chance = random.Random(f"{seed}/{number}")
    sample, other = (chance.choice(chance.choice(samples)) for _ in range(2))
    return sample.suffix, mutate(chance, sample.read_bytes(), other.read_bytes())


def run(
    samples: Sequence[Sequence[Path]],
    *,
    seed: int,
    first: int = 0,
    count: int | None = None,
    seconds: float | None = None,
    worker: Worker | None = None,
    keep: Path | None = None,
) -> Tally:
    """Read damaged files until there were so many or time is up; findings are told, and kept as files in ``keep``."""
    tally, ends_at = Tally(), time.monotonic() + (seconds or float("inf"))
    number = first
    with worker or Worker() as reader, TemporaryDirectory() as folder:
        while (count is None or number < first + count) and time.monotonic() < ends_at:
            suffix, data = damage(samples, seed=seed, number=number)
            path = Path(folder) / f"damaged{suffix}"
            path.write_bytes(data)
            began = time.monotonic()
            outcome, finding = judge(reader, path, is_inspected=number % INSPECTED == 0)
            tally.slowest = max(tally.slowest, time.monotonic() - began)
            tally.outcomes[outcome] += 1
            if finding:
                tally.findings[number] = finding
                print(f"seed {seed}, file {number}{suffix}: {finding}", file=sys.stderr, flush=True)
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{seed}-{number}{suffix}").write_bytes(data)
            number += 1
    return tally


def judge(worker: Worker, path: Path, *, is_inspected: bool) -> tuple[str, str]:
    """Read a file as often as the reader's parent would; give what came of it and, if it is a fault, which."""
    outcome, broken = worker.read(path, is_inspected=is_inspected)
    if outcome == DIED:
        # Native code may die; that is what the child is for. The second attempt keeps away from it.
        second, broken = worker.read(path, is_retry=True)
        outcome = "file_unreadable" if second == DIED else second
    if broken:
        return outcome, broken
    if outcome == HUNG:
        return outcome, f"no answer within {SECONDS:.0f} seconds"
    return outcome, "" if outcome in OUTCOMES or outcome in sentences() else f"unknown outcome {outcome}"
