"""The columns a report is worth nothing without: whom, and how much."""

from collections.abc import Mapping

from ledgerlift.mapping.model import TableMapping
from ledgerlift.records import DataType

# The field to ask for, and those that serve as well. A bill that a payment names leads to its supplier, and what was
# spent with nobody in particular is known by the account it was coded to.
REQUIRED: Mapping[DataType, Mapping[str, frozenset[str]]] = {
    DataType.SUPPLIERS: {"supplier_name": frozenset({"supplier_id"})},
    DataType.BILLS: {
        "supplier_name": frozenset({"supplier_id"}),
        "total_amount": frozenset({"subtotal", "line_amount", "amount_due", "amount_paid"}),
    },
    DataType.PAYMENTS: {
        "supplier_name": frozenset({"supplier_id", "bill_number", "bill_id"}),
        "amount": frozenset({"allocated_amount"}),
    },
    DataType.DIRECT_COSTS: {
        "supplier_name": frozenset({"supplier_id", "gl_account", "gl_account_name"}),
        "total_amount": frozenset({"subtotal"}),
    },
}


def find_missing(mapping: TableMapping) -> str | None:
    """Find the first field that a table lacks and cannot do without."""
    if mapping.data_type is None:
        return None
    found = {column.field for column in mapping.columns}
    required = REQUIRED[mapping.data_type]
    return next((field for field, others in required.items() if not found & {field, *others}), None)
