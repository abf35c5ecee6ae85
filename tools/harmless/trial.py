"""One export in several changed forms."""

import tempfile
from pathlib import Path

from tools.harmless.cases import read_cases
from tools.harmless.changes import CHANGES
from tools.harmless.compare import find_difference

Trial = tuple[Path, list[int]]


def try_changes(trial: Trial) -> tuple[str, list[tuple[int, str | None]]]:
    """Change one export in some of the ways; give its name and, for each way it can be changed, the difference."""
    folder, ways = trial
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        for case in read_cases([folder]):
            for way in ways:
                changed = CHANGES[way](case.export)
                if changed is not None:
                    difference = find_difference(case.inspection, changed, Path(scratch) / "export", case.software)
                    results.append((way, difference))
    return f"{folder.parent.name}/{folder.name}", results
