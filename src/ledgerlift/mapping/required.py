"""The columns a report is worth nothing without: whom, how much, and for sums of nobody knows how many, when."""

from collections.abc import Mapping

from ledgerlift.mapping.model import TableMapping
from ledgerlift.records import WHO, DataType
from ledgerlift.table.model import Table

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
# A list without days is one of documents all the same when these tell them apart, or when suppliers come up again.
DATED: Mapping[DataType, tuple[str, frozenset[str]]] = {
    DataType.BILLS: ("issue_date", frozenset({"posting_date", "due_date", "paid_date", "bill_number", "bill_id"})),
    DataType.PAYMENTS: ("payment_date", frozenset({"payment_number", "payment_id", "bill_number", "bill_id"})),
    DataType.DIRECT_COSTS: ("date", frozenset({"expense_id", "reference", "gl_account", "gl_account_name"})),
}


def find_missing(table: Table, mapping: TableMapping) -> str | None:
    """Find the first field that a table lacks and cannot do without."""
    if mapping.data_type is None:
        return None
    found = {column.field: column.key for column in mapping.columns if column.field}
    required = REQUIRED[mapping.data_type]
    missing = next((field for field, others in required.items() if not found.keys() & {field, *others}), None)
    if missing or mapping.data_type not in DATED:
        return missing
    date, others = DATED[mapping.data_type]
    who = next((found[field] for field in WHO if field in found), None)
    if who is None or found.keys() & {date, *others}:
        return None
    return date if table.body[who].drop_nulls().is_unique().all() else None
