"""One clean table in several polluted forms."""

import csv
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.polluted.clean import Clean, read_clean
from tools.polluted.compare import Outcome, compare
from tools.polluted.draft import Draft
from tools.polluted.laying_out import LAYING_OUT
from tools.polluted.writing import WRITING

PAIRS = 12


@dataclass(frozen=True)
class Trial:
    """A clean file and the number it has among all; every so many of its forms are tried, from ``first`` on."""

    path: Path
    number: int
    every: int = 1
    first: int = 0


def try_pollutions(trial: Trial) -> list[tuple[str, str, Outcome]]:
    """Give the name of the file, that of the pollution, and what came back of each."""
    clean = read_clean(trial.path)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.csv"
        for way, (name, draft) in enumerate(pollute(clean, seed=trial.number)):
            if draft is None or (way + trial.number - trial.first) % trial.every:
                continue
            try:
                path.write_bytes(draft.to_bytes())
            except (UnicodeEncodeError, csv.Error):
                continue
            results.append((clean.name, name, compare(draft, path)))
    return results


def pollute(clean: Clean, *, seed: int) -> Iterator[tuple[str, Draft | None]]:
    """Pollute a table in each way, and in some ways of writing and of laying out together."""
    draft = Draft.of(clean)
    for pollution in (*WRITING, *LAYING_OUT):
        yield pollution.__name__, pollution(draft)
    choice = random.Random(seed)
    for _ in range(PAIRS):
        written, laid_out = choice.choice(WRITING), choice.choice(LAYING_OUT)
        first = written(draft)
        yield f"{written.__name__} + {laid_out.__name__}", first and laid_out(first)
