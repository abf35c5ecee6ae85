"""Make the harmless changes of the golden exports: ``python -m tools.harmless [--every N] [--first K]``.

With ``--every 4`` each export is changed in every fourth way only, each in other ways than the one before it, so that
exports and changes are sampled evenly; ``--first`` chooses which fourth. Exit code 1 when fewer than 98 % give the
same records.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from tools.in_processes import map_in_processes

BAR = 0.98


def main(arguments: Sequence[str]) -> int:
    """Print each difference and, at the end, the share of changed exports that gave the same records."""
    parser = argparse.ArgumentParser(prog="python -m tools.harmless")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    chosen = parser.parse_args(arguments)
    from tools.harmless.cases import list_cases
    from tools.harmless.changes import CHANGES
    from tools.harmless.trial import try_changes

    made: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    places = [
        (folder, [way for way in range(len(CHANGES)) if (number + way - chosen.first) % chosen.every == 0])
        for number, folder in enumerate(list_cases())
    ]
    for case, results in map_in_processes(try_changes, places):
        for way, difference in results:
            name = CHANGES[way].__name__
            made[name] += 1
            if difference is not None:
                wrong[name] += 1
                print(f"{case}: {name}: {difference}", flush=True)
    for change in CHANGES:
        name = change.__name__
        print(f"{name}: {made[name] - wrong[name]} of {made[name]}")
    same = made.total() - wrong.total()
    share = same / made.total()
    print(f"same records: {same} of {made.total()} changed exports, {share:.2%} (bar {BAR:.0%})")
    return 0 if share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
