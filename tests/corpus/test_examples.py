"""Every report of every package has a small example export, current and read without a question."""

from functools import partial
from pathlib import Path

import fastexcel
import pytest

from ledgerlift import catalogue
from ledgerlift.catalogue.examples import EXAMPLES_FOLDER, find_example, list_examples
from ledgerlift.pipeline import inspect, inspecting
from ledgerlift.reading import read_file
from ledgerlift.records import DataType

PATHS = sorted(EXAMPLES_FOLDER.glob("*/*"))
OFFERED = [(each.slug, data_type) for each in catalogue.load().software.values() for data_type in each.data_types]
MOST_ROWS = 15
MOST_BYTES = 2 * 2**20

examples = pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}")


@pytest.fixture(scope="module")
def made_again(samples_made_again):
    return samples_made_again / "src" / "ledgerlift" / "catalogue" / "examples"


def read_cells(path: Path) -> bytes | dict[str, list]:
    if path.suffix not in {".xlsx", ".xls", ".ods"}:
        return path.read_bytes()
    book = fastexcel.read_excel(path)
    return {
        name: book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows() for name in book.sheet_names
    }


@pytest.mark.parametrize(("slug", "data_type"), OFFERED)
def test_every_report_a_package_offers_has_an_example(slug, data_type):
    assert find_example(slug, data_type) in list_examples(slug)


def test_report_without_an_example_has_none():
    assert find_example("no-such-software", DataType.BILLS) is None
    assert find_example("..", DataType.BILLS) is None
    assert find_example("", DataType.BILLS) is None


def test_examples_are_few_and_small():
    assert len({(path.parent, path.stem) for path in PATHS}) == len(PATHS)
    assert sum(path.stat().st_size for path in PATHS) < MOST_BYTES


@examples
def test_making_an_example_again_changes_nothing(path, made_again):
    assert read_cells(made_again / path.parent.name / path.name) == read_cells(path)


def test_making_again_gives_no_other_examples(made_again):
    assert sorted(path.relative_to(made_again) for path in made_again.glob("*/*")) == [
        path.relative_to(EXAMPLES_FOLDER) for path in PATHS
    ]


@examples
def test_example_is_read_as_the_report_it_stands_for(path, monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", partial(read_file, isolated=False))
    inspection = inspect(path, software=path.parent.name, as_type=DataType(path.stem))
    assert inspection.outcome == "ready", [question.field for question in inspection.questions]
    assert path.stem in {table.data_type for table in inspection.tables}
    assert all(0 < table.rows <= MOST_ROWS for table in inspection.tables)
