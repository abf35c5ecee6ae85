"""Which of the tables of one file are records of their own."""

from collections.abc import Iterable

from ledgerlift.mapping.model import TableMapping
from ledgerlift.records import DataType
from ledgerlift.table import Table

# How sure a table must be one of ours where a better fitting one of the same file is none.
SURE_BESIDE_OTHERS = 0.8

Considered = tuple[Table, TableMapping]


def choose_tables(considered: Iterable[Considered]) -> list[Considered]:
    """Keep the tables that are ours.

    A workbook often holds the same records again: the lines of its bills, a pivot. Of each kind the table that fits
    best is kept, with all those that have its headings (a sheet a month). A table that names no supplier is not kept
    beside one that is clearly none of ours: it is part of that.
    """
    considered = list(considered)
    ours = [(table, mapping) for table, mapping in considered if mapping.data_type is not None]
    best_other = max((mapping.fit for _, mapping in considered if mapping.data_type is None), default=None)
    if best_other is not None:
        ours = [
            (table, mapping)
            for table, mapping in ours
            if mapping.fit > best_other or (_names_supplier(mapping) and mapping.confidence >= SURE_BESIDE_OTHERS)
        ]
    best: dict[DataType, Considered] = {}
    for table, mapping in ours:
        assert mapping.data_type is not None  # noqa: S101 - only those are in the list
        before = best.get(mapping.data_type)
        if before is None or mapping.fit > before[1].fit:
            best[mapping.data_type] = (table, mapping)
    headings = {data_type: _headings(table) for data_type, (table, _) in best.items()}
    return [
        (table, mapping)
        for table, mapping in ours
        if mapping.data_type is not None and _headings(table) == headings[mapping.data_type]
    ]


def _names_supplier(mapping: TableMapping) -> bool:
    return mapping.column_of("supplier_name") is not None or mapping.column_of("supplier_id") is not None


def _headings(table: Table) -> tuple[str, ...]:
    return tuple(column.header.casefold() for column in table.columns)
