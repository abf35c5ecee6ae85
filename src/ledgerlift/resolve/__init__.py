"""Which rows are one document, which supplier a record names, and which payments settle which bills."""

from ledgerlift.resolve.books import resolve
from ledgerlift.resolve.lines import logical_records
from ledgerlift.resolve.model import LogicalRecords, Resolved

__all__ = ["LogicalRecords", "Resolved", "logical_records", "resolve"]
