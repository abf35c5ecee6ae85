"""Hand-made records for the tests of this stage."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from ledgerlift.normalise import Records, no_rows_set_aside
from ledgerlift.records import PLACE_COLUMNS, DataType, field_columns
from ledgerlift.resolve import LogicalRecords, Resolved, logical_records, resolve

Columns = Mapping[str, Sequence[Any]]


def make_records(data_type: DataType, columns: Columns, *, file: str = "file.csv", **more: Any) -> Records:
    types = field_columns(data_type)
    rows = len(next(iter(columns.values())))
    place = {"file": [file] * rows, "sheet": [None] * rows, "row": list(range(2, rows + 2))}
    schema = {**PLACE_COLUMNS, **{field: types[field] for field in columns}}
    frame = pl.DataFrame({**place, **columns}, schema=schema, strict=False)
    return Records(data_type, frame, no_rows_set_aside(), **more)


# The builders are functions, so one instance serves every test and every hypothesis example.
@pytest.fixture(scope="session")
def records_of() -> Callable[..., Records]:
    return make_records


@pytest.fixture(scope="session")
def logical_of() -> Callable[..., LogicalRecords]:
    return lambda *args, **more: logical_records(make_records(*args, **more))


@pytest.fixture(scope="session")
def resolve_all() -> Callable[..., Resolved]:
    """Resolve hand-made columns per data type, each taken as one file."""

    def run(base_currency: str | None = None, **files: Columns) -> Resolved:
        made = [make_records(DataType(name), columns, file=f"{name}.csv") for name, columns in files.items()]
        return resolve([logical_records(records) for records in made], base_currency=base_currency)

    return run
