"""What resolving gives: the records of one file, and the books of the whole company."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import polars as pl

from ledgerlift.problems import Problem
from ledgerlift.records import DataType
from ledgerlift.resolve.totals import count_suppliers
from ledgerlift.table.model import Layout


@dataclass(frozen=True)
class LogicalRecords:
    """The records of one table once the rows of one document are one record.

    ``frame`` has one row a record, in the order of the file: the mapped fields, ``line_count``, and the place of the
    record's first row. ``lines`` has the rows of records that stand on several: ``record`` (a row index of ``frame``),
    ``line_number``, and what differs from row to row; it is empty when every row is a record of its own.
    """

    data_type: DataType
    frame: pl.DataFrame
    lines: pl.DataFrame
    layout: Layout
    totals: Mapping[str, Decimal]
    totals_by_currency: Mapping[str, Mapping[str, Decimal]] | None
    set_aside: pl.DataFrame
    reasons: tuple[str, ...] = ()

    @cached_property
    def supplier_count(self) -> int:
        """How many suppliers they name; counted for those who ask, since a run over a large ledger does not."""
        return count_suppliers(self.frame)


@dataclass(frozen=True)
class Resolved:
    """The books: every frame has the columns of ``records.SNAPSHOT`` that are known, in that order.

    ``set_aside`` holds the rows set aside here and before; ``problems`` only what was found here.
    """

    suppliers: pl.DataFrame
    bills: pl.DataFrame
    bill_lines: pl.DataFrame
    credit_notes: pl.DataFrame
    payments: pl.DataFrame
    allocations: pl.DataFrame
    direct_costs: pl.DataFrame
    set_aside: pl.DataFrame
    base_currency: str | None
    problems: tuple[Problem, ...] = ()
