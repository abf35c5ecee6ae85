"""What normalising a table gives: typed records that still know their row, and the rows that are none."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import polars as pl

from ledgerlift.problems import Problem
from ledgerlift.records import FIELDS, PLACE_COLUMNS, SNAPSHOT, DataType, Kind
from ledgerlift.table.model import Layout


@dataclass(frozen=True)
class StatedAmount:
    """A total the file prints for one amount field, in Ledgerlift's signs, and the rows it stands for."""

    field: str
    amount: Decimal
    row: int
    first_row: int
    last_row: int


@dataclass(frozen=True)
class Records:
    """The typed rows of one table.

    ``frame`` holds ``file``, ``sheet``, ``row`` and one typed column per mapped field (``records.POLARS_TYPES``), in
    the documented order; a field nobody mapped has no column. Amounts are in Ledgerlift's signs. Payments and
    direct costs may have ``recorded_method`` besides, read with the software's own codes. ``set_aside`` has the
    columns of ``records.SNAPSHOT["set_aside"]``. ``columns`` gives the position a field was read from and
    ``headers`` the heading there.
    """

    data_type: DataType
    frame: pl.DataFrame
    set_aside: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    stated: tuple[StatedAmount, ...] = ()
    layout: Layout = "flat"

    @property
    def fields(self) -> list[str]:
        """The fields that were mapped, in the documented order."""
        return [name for name in self.frame.columns if name in FIELDS[self.data_type]]

    @property
    def amount_fields(self) -> list[str]:
        """The mapped fields that hold money."""
        return [name for name in self.fields if FIELDS[self.data_type][name] is Kind.AMOUNT]

    def with_frame(self, frame: pl.DataFrame) -> "Records":
        """Give the same records with other rows or columns."""
        return replace(self, frame=frame)


def no_rows_set_aside() -> pl.DataFrame:
    """Give the empty table of rows set aside."""
    return pl.DataFrame(schema=dict(SNAPSHOT["set_aside"]))


def set_rows_aside(rows: pl.DataFrame, data_type: DataType, reason: str, *, amount: str | None = None) -> pl.DataFrame:
    """Write down rows that become no record: where they stand, why, and the amount they carry if they have one."""
    columns = {
        "data_type": pl.lit(str(data_type)),
        "reason": pl.lit(reason),
        "amount": pl.col(amount) if amount in rows.columns else pl.lit(None),
        **{name: pl.col(name) for name in PLACE_COLUMNS},
    }
    types = SNAPSHOT["set_aside"]
    return rows.select([value.cast(types[name]).alias(name) for name, value in columns.items()])
