"""Make every harmless change of every golden export: ``python -m tools.harmless [PART/OF]``.

Exit code 1 when fewer than 98 % give the same records.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tools.harmless.cases import list_cases, read_cases
from tools.harmless.changes import CHANGES
from tools.harmless.compare import find_difference

BAR = 0.98


def main(part: str = "1/1") -> int:
    """Print each difference and, at the end, the share of changed exports that gave the same records."""
    number, of = map(int, part.split("/"))
    made: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in read_cases(list_cases()[number - 1 :: of]):
            for change in CHANGES:
                changed = change(case.export)
                if changed is None:
                    continue
                made[change.__name__] += 1
                difference = find_difference(case.inspection, changed, Path(folder) / "export", case.software)
                if difference is not None:
                    wrong[change.__name__] += 1
                    print(f"{case.name}: {change.__name__}: {difference}", flush=True)
    for change in CHANGES:
        name = change.__name__
        print(f"{name}: {made[name] - wrong[name]} of {made[name]}")
    share = 1 - wrong.total() / made.total()
    print(
        f"same records: {made.total() - wrong.total()} of {made.total()} changed exports, {share:.2%} (bar {BAR:.0%})"
    )
    return 0 if share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
