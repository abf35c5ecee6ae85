"""Hand-made records for the tests of this stage."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from ledgerlift.normalise import Records, no_rows_set_aside
from ledgerlift.problems import Problem
from ledgerlift.records import PLACE_COLUMNS, DataType, field_columns
from ledgerlift.validate import validate


def make_records(data_type: DataType, columns: Mapping[str, Sequence[Any]], **more: Any) -> Records:
    types = field_columns(data_type)
    rows = len(next(iter(columns.values())))
    place = {"file": ["file.csv"] * rows, "sheet": [None] * rows, "row": list(range(2, rows + 2))}
    frame = pl.DataFrame(
        {**place, **columns}, schema={**PLACE_COLUMNS, **{field: types[field] for field in columns}}, strict=False
    )
    positions = {field: position for position, field in enumerate(columns, start=1)}
    headers = {field: field.replace("_", " ").title() for field in columns}
    return Records(data_type, frame, no_rows_set_aside(), columns=positions, headers=headers, **more)


@pytest.fixture(scope="session")
def records_of() -> Callable[..., Records]:
    return make_records


@pytest.fixture(scope="session")
def problems_of() -> Callable[..., dict[str, Problem]]:
    """Validate hand-made columns; gives the problems by code."""

    def run(data_type: DataType, columns: Mapping[str, Sequence[Any]], **more: Any) -> dict[str, Problem]:
        found = validate(make_records(data_type, columns, **more))
        # Every problem must have its sentence in both languages.
        assert all(problem.sentence("en") != problem.sentence("fr") for problem in found)
        return {problem.code: problem for problem in found}

    return run
