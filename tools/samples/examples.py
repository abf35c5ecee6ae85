"""One small export for each report of each package, shipped with the catalogue to show what a customer's looks like."""

import dataclasses
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from tools.samples.arrange import PrintedSheet, arrange
from tools.samples.describe import Case
from tools.samples.expected import expect
from tools.samples.writers import write

MOST_ROWS = 15


@dataclasses.dataclass(frozen=True)
class Example:
    """The beginning of an export, and what the reader has to find in it."""

    case: Case
    sheets: list[PrintedSheet]
    answer: dict[str, Any]

    @property
    def data_types(self) -> set[str]:
        """The data types that stand in the file."""
        return {table["data_type"] for table in self.answer.get("tables", [])}

    @property
    def unfitness(self) -> tuple[bool, int]:
        """Order examples: those that ask nothing first, then those with the fewest data types."""
        return bool(self.answer["questions"]), len(self.answer["tables"])


def choose_examples(cases: Iterable[Case]) -> Iterator[tuple[str, str, Example]]:
    """Give software, data type and example for every data type that some case of the software shows."""
    ours = (case for case in cases if case.software and not case.options["raw"] and not case.options["outcome"])
    for software, its_cases in groupby(ours, key=lambda case: case.software):
        examples = [shorten(case) for case in its_cases]
        for data_type in sorted({found for example in examples for found in example.data_types}):
            fitting = [example for example in examples if data_type in example.data_types]
            yield str(software), data_type, min(fitting, key=lambda example: example.unfitness)


def shorten(case: Case) -> Example:
    """Keep the first rows of every sheet; sums and titles follow from them."""
    shapes = [dataclasses.replace(shape, only={**shape.only, "limit": MOST_ROWS}) for shape in case.sheets]
    short = dataclasses.replace(case, sheets=shapes)
    sheets = [arrange(short, shape) for shape in shapes]
    return Example(short, sheets, expect(short, sheets))


def write_examples(cases: Iterable[Case], folder: Path) -> None:
    """Write the examples as ``folder/<software>/<data type>.<ending>``, in the place of those that were there."""
    for software, data_type, example in choose_examples(cases):
        target = folder / software
        target.mkdir(parents=True, exist_ok=True)
        for old in target.glob(f"{data_type}.*"):
            old.unlink()
        ending = Path(example.case.file).suffix.lower()
        content = write(example.case.file, example.sheets, example.case.options)
        (target / f"{data_type}{ending}").write_bytes(content)
