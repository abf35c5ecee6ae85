"""Damage the golden exports at random and read them: ``python -m tools.fuzz [--files N | --seconds S] [--seed N]``.

Exit code 1 when a file hung, took long, broke code of ours, or came out as something nobody knows. Files that show a
fault are kept in ``out/fuzz``; the same seed and number make the same file again.
"""

import argparse
import resource
import sys
import time

from tools.fuzz.campaign import INSPECTED, Tally, run
from tools.fuzz.reader import ROOT
from tools.fuzz.samples import list_samples


def main() -> int:
    """Run one campaign and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, help="how many files to damage and read")
    parser.add_argument("--seconds", type=float, help="how long to go on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file, to go on or to see one again")
    given = parser.parse_args()
    count = given.files if given.files or given.seconds else 100_000
    began = time.monotonic()
    tally = run(
        list_samples(),
        seed=given.seed,
        first=given.first,
        count=count,
        seconds=given.seconds,
        keep=ROOT / "out" / "fuzz",
    )
    report(tally, time.monotonic() - began)
    return 1 if tally.findings else 0


def report(tally: Tally, seconds: float) -> None:
    """Print the formats and the outcomes, the commonest first."""
    print(", ".join(f"{count:,} {suffix}" for suffix, count in tally.formats.most_common()))
    for outcome, count in tally.outcomes.most_common():
        print(f"{count:>8,} {outcome}")
    slowest, number = tally.slowest
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(each.ru_utime + each.ru_stime for each in used)
    print(
        f"{tally.files:,} files in {seconds / 60:.1f} min ({processor / 60:.1f} min of processor time), "
        f"one in {INSPECTED} inspected, {tally.commands} given to the command line: {len(tally.findings)} findings; "
        f"number {number} took longest, {slowest:.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
