"""Hand-made tables and the decisions about them, for the tests of this stage."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from ledgerlift.mapping.model import ColumnMapping, TableMapping
from ledgerlift.normalise import Records, normalise_table
from ledgerlift.records import FIELDS, DataType, Kind
from ledgerlift.table.model import Column, StatedTotal, Table
from ledgerlift.values.amounts import find_number_style
from ledgerlift.values.dates import find_date_style

# Heading -> (field, cells): a column of the file and what it is taken for.
Columns = Mapping[str, tuple[str | None, Sequence[str | None]]]


def make_table(columns: Columns, totals: Sequence[StatedTotal] = ()) -> Table:
    rows = len(next(iter(columns.values()))[1])
    body = {"row": pl.Series(range(2, rows + 2), dtype=pl.UInt32)}
    for position, (_, cells) in enumerate(columns.values(), start=1):
        body[str(position)] = pl.Series(cells, dtype=pl.String)
    named = tuple(Column(position, header) for position, header in enumerate(columns, start=1))
    return Table("Sheet1", (1,), named, pl.DataFrame(body), totals=tuple(totals))


def make_mapping(data_type: DataType, table: Table, columns: Columns, *, sign: Any = 1) -> TableMapping:
    mapped = []
    for column, (field, _) in zip(table.columns, columns.values(), strict=True):
        kind = FIELDS[data_type].get(field or "")
        texts = table.body[column.key]
        mapped.append(
            ColumnMapping(
                column.position, column.key, column.header, field, 1.0, "heading",
                date_style=find_date_style(texts) if kind is Kind.DATE else None,
                number_style=find_number_style(texts) if kind in (Kind.AMOUNT, Kind.RATE) else None,
            )
        )  # fmt: skip
    return TableMapping(data_type, 1.0, str(data_type), tuple(mapped), sign=sign)


@pytest.fixture(scope="session")
def normalise() -> Callable[..., Records]:
    """Normalise columns given as heading -> (field, cells)."""

    def run(
        data_type: DataType, columns: Columns, *, sign: int = 1, totals: Sequence[StatedTotal] = (), **more: Any
    ) -> Records:
        table = make_table(columns, totals)
        return normalise_table(table, make_mapping(data_type, table, columns, sign=sign), file="file.csv", **more)

    return run
