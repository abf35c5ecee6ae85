"""Where the tables of a sheet are: heading, data rows, totals, groups, footers."""

from ledgerlift.table.finder import find_tables
from ledgerlift.table.model import Column, SkippedRow, StatedTotal, Table
from ledgerlift.table.vocabulary import Vocabulary

__all__ = ["Column", "SkippedRow", "StatedTotal", "Table", "Vocabulary", "find_tables"]
