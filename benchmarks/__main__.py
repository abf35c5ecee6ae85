"""Measure every work, or those whose name is given: ``python -m benchmarks [inspect_sheet ...]``.

Exit code 1 when a bar is missed.
"""

import os
import sys

from rich.console import Console
from rich.table import Table

from benchmarks.works import WORKS, Result

_COLUMNS = ("work", "took", "CPU", "floor", "ratio", "by CPU", "bar", "aim", "peak memory", "")


def main(names: list[str]) -> int:
    """Measure, print one line a work, and say whether all bars are met."""
    chosen = [work for work in WORKS if not names or work.__name__ in names]
    if not chosen:
        print(f"There is no such work. There are: {', '.join(work.__name__ for work in WORKS)}.")
        return 2
    table = Table(box=None, pad_edge=False)
    for column in _COLUMNS:
        table.add_column(column, justify="left" if column in ("work", "") else "right", no_wrap=True)
    results = [work() for work in chosen]
    for result in results:
        table.add_row(*_cells(result))
    load, _, _ = os.getloadavg()
    Console(width=160).print(table, highlight=False)
    print(f"\n{os.cpu_count()} cores, load {load:.1f}. What the floors are:")
    for result in results:
        print(f"  {result.work}: {result.floor_name}")
    return 0 if all(result.is_met for result in results) else 1


def _cells(result: Result) -> tuple[str, ...]:
    unit = " s" if result.is_bar_in_seconds else " x"
    return (
        result.work,
        f"{result.taken.seconds:.2f} s",
        f"{result.taken.cpu_seconds:.2f} s",
        f"{result.floor.seconds:.2f} s",
        f"{result.ratio:.2f} x",
        f"{result.cpu_ratio:.2f} x",
        f"{result.bar:g}{unit}",
        f"{result.aim:g}{unit}",
        f"{result.taken.peak_bytes / 2**20:,.0f} MB",
        "met" if result.is_met else "MISSED",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
