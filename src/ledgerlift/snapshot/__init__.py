"""The immutable result of one run: Parquet files and a manifest, written once and read by anything."""

from ledgerlift.snapshot.manifest import (
    SCHEMA_VERSION,
    ColumnEntry,
    Company,
    Manifest,
    ProblemCount,
    Reconciliation,
    SourceEntry,
    TableEntry,
)
from ledgerlift.snapshot.problem_rows import list_problem_rows, read_problem_row
from ledgerlift.snapshot.read import Snapshot, read_snapshot
from ledgerlift.snapshot.sources import describe_source, list_skipped_rows
from ledgerlift.snapshot.write import SnapshotInfo, complete_tables, write_snapshot

__all__ = [
    "SCHEMA_VERSION",
    "ColumnEntry",
    "Company",
    "Manifest",
    "ProblemCount",
    "Reconciliation",
    "Snapshot",
    "SnapshotInfo",
    "SourceEntry",
    "TableEntry",
    "complete_tables",
    "describe_source",
    "list_problem_rows",
    "list_skipped_rows",
    "read_problem_row",
    "read_snapshot",
    "write_snapshot",
]
