"""Damage the golden exports at random and read them: ``python -m tools.fuzz [--files N | --seconds S] [--seed N]``.

Exit code 1 when a file hung, broke code of ours, or came out as something nobody knows. Files that show a fault are
kept in ``out/fuzz``; the same seed and number make the same file again.
"""

import argparse
import sys

from tools.fuzz.campaign import ROOT, Tally, run
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
    tally = run(
        list_samples(),
        seed=given.seed,
        first=given.first,
        count=count,
        seconds=given.seconds,
        keep=ROOT / "out" / "fuzz",
    )
    report(tally)
    return 1 if tally.findings else 0


def report(tally: Tally) -> None:
    """Print the outcomes, the commonest first."""
    for outcome, count in tally.outcomes.most_common():
        print(f"{count:>8,} {outcome}")
    print(f"{tally.files:,} files, {len(tally.findings)} findings, the slowest took {tally.slowest:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
