"""Which report a table is and which column is which field, with evidence."""

from ledgerlift.mapping.model import ColumnMapping, Question, TableMapping
from ledgerlift.mapping.propose import propose_mapping

__all__ = ["ColumnMapping", "Question", "TableMapping", "propose_mapping"]
