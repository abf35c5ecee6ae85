"""How far the confidence of columns can be believed on files it was not fitted on: ``python -m tools.calibration``.

The curve was fitted on real files; here it is held against the golden exports, each read with no software chosen.
Exit code 1 when what is said and what is right differ by more than 3 in 100.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from tools.in_processes import map_in_processes

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
BAR = 0.03
BINS = (0.0, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 1.0)

Pairs = list[tuple[float, bool]]


def main() -> int:
    """Print how often columns are right, by the confidence they were given with, and the calibration error."""
    from ledgerlift.scoreboard import calibration_error

    answers = sorted(path for path in CORPUS.glob("*/*/expected.json") if path.parts[-3] != "impostors")
    pairs = [pair for found in map_in_processes(judge_columns, answers) for pair in found]
    print("| Said | Columns | Said, on average | Right |\n| - | - | - | - |")
    for low, high in pairwise(BINS):
        inside = [pair for pair in pairs if low <= pair[0] < high or (high == 1.0 and pair[0] == 1.0)]
        if inside:
            said = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            print(f"| {low:g} to {high:g} | {len(inside)} | {said:.1%} | {right:.1%} |")
    error = calibration_error(pairs)
    print(f"calibration error {error:.4f} over {len(pairs)} columns (bar {BAR})")
    return 0 if error <= BAR else 1


def judge_columns(path: Path) -> Pairs:
    """Give the confidence of each column of a golden export that was given a field, and whether the field is right."""
    from ledgerlift.pipeline import inspect

    answer = json.loads(path.read_text(encoding="utf-8"))
    found = inspect(path.parent / answer["file"])
    kinds = [table["data_type"] for table in answer["tables"]]
    if found.data_type not in kinds:
        return []
    pairs: Pairs = []
    for table, expected in zip(found.tables, answer["tables"], strict=False):
        for column in table.mapping.columns:
            allowed = allowed_fields(expected, str(column.position), from_group=not column.key.isdigit())
            if column.field and allowed is not None:
                pairs.append((column.confidence, column.field in allowed))
    return pairs


def allowed_fields(expected: dict[str, Any], position: str, *, from_group: bool) -> list[str | None] | None:
    """List the fields that are right for a column; None where it does not matter."""
    if from_group:
        allowed = expected["group_columns"].get(position, [None])
        return [allowed] if isinstance(allowed, str) else list(allowed)
    if int(position) in {*expected["empty"], *expected["other_tables"]}:
        return None
    one_of = [field for field, positions in expected["one_of"].items() if int(position) in positions]
    if position in expected["columns"]:
        return [expected["columns"][position], *one_of]
    return [*expected["either"].get(position, [None]), *one_of]


if __name__ == "__main__":
    sys.exit(main())
