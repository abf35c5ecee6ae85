"""Writes every sample again: ``python -m tools.samples [--to FOLDER] [--only SOFTWARE]``."""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.samples.arrange import arrange
from tools.samples.describe import Case, load_package
from tools.samples.examples import write_examples
from tools.samples.expected import expect
from tools.samples.raw_files import RAW_FILES
from tools.samples.writers import write

ROOT = Path(__file__).parents[2]
PACKAGES = Path(__file__).with_name("packages")
DEMONSTRATIONS = Path(__file__).with_name("demo")


def list_cases(folder: Path, only: str | None = None) -> Iterator[Case]:
    """Load every export described in a folder, or those of one software."""
    for path in sorted(folder.glob("*.yaml")):
        if only in (None, path.stem):
            yield from load_package(path)


def write_case(case: Case, folder: Path) -> None:
    """Write an export and its answer into ``folder/<software>/<case>``."""
    sheets = [arrange(case, shape) for shape in case.sheets]
    raw = case.options["raw"]
    target = folder / case.folder / case.name
    target.mkdir(parents=True, exist_ok=True)
    (target / case.file).write_bytes(RAW_FILES[raw]() if raw else write(case.file, sheets, case.options))
    (target / "expected.json").write_text(_json(expect(case, sheets)) + "\n", encoding="utf-8")


def write_demonstration(case: Case, folder: Path) -> None:
    """Write an export without its answer into ``folder/<software>``."""
    sheets = [arrange(case, shape) for shape in case.sheets]
    target = folder / case.folder
    target.mkdir(parents=True, exist_ok=True)
    (target / case.file).write_bytes(write(case.file, sheets, case.options))


def _json(answer: Mapping[str, Any]) -> str:
    """Write an answer for people to read in a diff: one entry a line, tables with one entry a line as well."""

    def entries(values: Mapping[str, Any], indent: str) -> str:
        lines = [f"{indent}{json.dumps(key)}: {value(key, item)}" for key, item in values.items()]
        return "{\n" + ",\n".join(lines) + "\n" + indent[2:] + "}"

    def value(key: str, item: object) -> str:
        if key == "tables" and isinstance(item, list):
            return "[" + ", ".join(entries(table, " " * 4) for table in item) + "]"
        return json.dumps(item, ensure_ascii=False)

    return entries(answer, "  ")


def main() -> None:
    """Write the corpus, the demonstration and the catalogue's examples."""
    parser = argparse.ArgumentParser(prog="python -m tools.samples", description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT, help="the folder to write them into, each at its place")
    parser.add_argument("--only", help="the software to write again, by its slug")
    options = parser.parse_args()
    for folder, write_one, target in (
        (PACKAGES, write_case, options.to / "tests" / "corpus"),
        (DEMONSTRATIONS, write_demonstration, options.to / "samples"),
    ):
        for case in list_cases(folder, options.only):
            try:
                write_one(case, target)
            except (KeyError, ValueError) as error:
                raise SystemExit(f"{case.folder}/{case.name}: {error!r}") from error
    write_examples(list_cases(PACKAGES, options.only), options.to / "src" / "ledgerlift" / "catalogue" / "examples")


if __name__ == "__main__":
    main()
