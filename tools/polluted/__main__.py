"""Pollute the golden exports that are clean: ``python -m tools.polluted [--every N] [--first K]``.

With ``--every 4`` each table is polluted in every fourth way only, each in other ways than the one before it;
``--first`` chooses which fourth. Exit code 1 when fewer than 99.5 % of the cells come back or a row is lost unlisted.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from tools.in_processes import map_in_processes

BAR = 0.995


def main(arguments: Sequence[str]) -> int:
    """Print each difference and, at the end, the share of cells that came back by pollution."""
    parser = argparse.ArgumentParser(prog="python -m tools.polluted")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    chosen = parser.parse_args(arguments)
    from tools.polluted.clean import list_clean
    from tools.polluted.trial import Trial, try_pollutions

    cells: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    lost = forms = 0
    trials = [Trial(path, number, chosen.every, chosen.first) for number, path in enumerate(list_clean())]
    for results in map_in_processes(try_pollutions, trials):
        for case, pollution, outcome in results:
            name = "two together" if " + " in pollution else pollution
            forms += 1
            cells[name] += outcome.cells
            equal[name] += outcome.equal
            lost += outcome.lost_rows
            if outcome.difference:
                print(f"{case}: {pollution}: {outcome.difference}", flush=True)
    for name, count in cells.items():
        print(f"{name}: {equal[name] / count:.2%}")
    share = equal.total() / cells.total()
    print(
        f"{forms} polluted files: {share:.3%} of {cells.total()} cells equal (bar {BAR:.1%}), {lost} rows lost (bar 0)"
    )
    return 0 if share >= BAR and not lost else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
