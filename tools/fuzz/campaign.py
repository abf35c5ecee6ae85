"""A campaign: damaged files one after the other, read in a worker that is replaced when it dies or takes too long."""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.fuzz.command_line import run_command
from tools.fuzz.mutations import mutate
from tools.fuzz.reader import DIED, HUNG, SECONDS, Answer, Reader
from tools.fuzz.samples import Sample

from ledgerlift.problems import sentences
from ledgerlift.reading.readers import READERS

# Finding out what a file is takes thirty times as long as reading it, and a command of its own a hundred times.
INSPECTED = 100
COMMANDED = 1_000
# An old workbook with a cell in its farthest corner takes five; inspecting a wide table takes longer, up to the limits.
SLOW_READING, SLOW_INSPECTION = 10.0, 25.0
OUTCOMES = {*READERS, "txt", "ready", "needs_answer", "wrong_report", "not_recognised"}


@dataclass
class Tally:
    """What came of the files; a finding is a file that shows a fault of ours."""

    outcomes: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    findings: dict[int, str] = field(default_factory=dict)
    commands: int = 0
    slowest: tuple[float, int] = (0.0, -1)

    @property
    def files(self) -> int:
        """How many files there were."""
        return self.outcomes.total()


def damage(samples: Sequence[Sequence[Sample]], *, seed: int, number: int) -> tuple[str, bytes]:
    """Make one damaged file, always the same for a seed and a number; give it with the ending of its name."""
    chance = random.Random(f"{seed}/{number}")
    sample, other = (_choose(chance, samples) for _ in range(2))
    return sample.suffix, mutate(chance, sample.data, other.data)


def run(
    samples: Sequence[Sequence[Sample]],
    *,
    seed: int,
    first: int = 0,
    count: int | None = None,
    seconds: float | None = None,
    reader: Reader | None = None,
    keep: Path | None = None,
) -> Tally:
    """Read damaged files until there were so many or time is up; findings are told, and kept as files in ``keep``."""
    tally, ends_at = Tally(), time.monotonic() + (seconds or float("inf"))
    number = first
    with reader or Reader() as worker, TemporaryDirectory() as folder:
        while (count is None or number < first + count) and time.monotonic() < ends_at:
            suffix, data = damage(samples, seed=seed, number=number)
            path = Path(folder) / f"damaged{suffix}"
            path.write_bytes(data)
            answer, finding = judge(worker, path, is_inspected=number % INSPECTED == 10)
            if not finding and number % COMMANDED == 500:
                tally.commands += 1
                finding = run_command(path)
            tally.slowest = max(tally.slowest, (answer.seconds, number))
            tally.outcomes[answer.found] += 1
            tally.formats[suffix.removeprefix(".")] += 1
            if finding:
                tally.findings[number] = finding
                print(f"seed {seed}, file {number}{suffix}: {finding}", file=sys.stderr, flush=True)
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{seed}-{number}{suffix}").write_bytes(data)
            number += 1
    return tally


def judge(worker: Reader, path: Path, *, is_inspected: bool) -> tuple[Answer, str]:
    """Read a file; give what came of it and, if it is a fault, which."""
    answer = worker.read(path, is_inspected=is_inspected)
    if answer.found == DIED:
        # Native code may die; that is what the child is for.
        return Answer("file_unreadable"), ""
    if answer.found == HUNG:
        # Or the machine had other things to do.
        answer = worker.read(path, is_inspected=is_inspected)
    if answer.broken:
        return answer, answer.broken
    if answer.found == HUNG:
        return answer, f"twice no answer within {SECONDS:.0f} seconds"
    if answer.found not in OUTCOMES and answer.found not in sentences():
        return answer, f"unknown outcome {answer.found}"
    if answer.seconds > (SLOW_INSPECTION if is_inspected else SLOW_READING):
        return answer, f"took {answer.seconds:.0f} s of processor time"
    return answer, ""


def _choose(chance: random.Random, samples: Sequence[Sequence[Sample]]) -> Sample:
    group = chance.choice(samples)
    return chance.choices(group, [sample.weight for sample in group])[0]
