"""From texts to typed records: dates, amounts with their signs, currencies, statuses, names."""

from ledgerlift.normalise.document_types import mapping_of_part, split_by_document_type
from ledgerlift.normalise.model import Records, StatedAmount, no_rows_set_aside, set_rows_aside
from ledgerlift.normalise.table import normalise_table

__all__ = [
    "Records",
    "StatedAmount",
    "mapping_of_part",
    "no_rows_set_aside",
    "normalise_table",
    "set_rows_aside",
    "split_by_document_type",
]
