"""What the manifest says about a file: its tables, their columns and the evidence for each decision."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import polars as pl

from ledgerlift import records
from ledgerlift.snapshot.manifest import ColumnEntry, SourceEntry, TableEntry

# For the types alone: opening a snapshot must not load the stages that made it.
if TYPE_CHECKING:
    from ledgerlift.mapping.model import ColumnMapping, TableMapping
    from ledgerlift.reading.source import Source
    from ledgerlift.table.model import Table


def describe_source(source: "Source", tables: Iterable[tuple["Table", "TableMapping"]]) -> SourceEntry:
    """Sum up a file and its tables for the manifest; nothing of the file's cells but the headings is kept."""
    return SourceEntry(
        name=source.name,
        bytes=source.bytes,
        sha256=source.sha256,
        format=source.format,
        encoding=source.encoding,
        delimiter=source.delimiter,
        tables=tuple(_describe_table(table, mapping) for table, mapping in tables),
    )


def list_skipped_rows(file: str, table: "Table", data_type: records.DataType | None) -> pl.DataFrame:
    """Give a table's skipped rows as rows of the ``set_aside`` frame, so that its rows add up."""
    rows = [
        (str(data_type) if data_type else None, skip.reason, None, file, table.sheet, skip.row)
        for skip in table.skipped
    ]
    return pl.DataFrame(rows, schema=dict(records.SNAPSHOT["set_aside"]), orient="row")


def _describe_table(table: "Table", mapping: "TableMapping") -> TableEntry:
    return TableEntry(
        sheet=table.sheet,
        data_type=str(mapping.data_type) if mapping.data_type else None,
        kind=mapping.kind,
        confidence=mapping.confidence,
        header_rows=table.header_rows,
        first_row=table.first_row,
        last_row=table.last_row,
        rows=table.body.height,
        layout=table.layout,
        sign=mapping.sign,
        skipped=dict(sorted(Counter(skip.reason for skip in table.skipped).items())),
        reasons=(*table.reasons, *mapping.reasons),
        columns=tuple(_describe_column(column) for column in mapping.columns),
    )


def _describe_column(column: "ColumnMapping") -> ColumnEntry:
    return ColumnEntry(
        position=column.position,
        header=column.header,
        field=column.field,
        confidence=column.confidence,
        chosen_by=column.chosen_by,
        reasons=column.reasons,
        runner_up=column.runner_up,
        runner_up_confidence=column.runner_up_confidence,
        date_order=column.date_style.order if column.date_style else None,
        decimal=column.number_style.decimal if column.number_style else None,
    )
