"""Fields of different records that stand for the same thing in the books.

A heading known from one report says something about the same heading in another: "Document date" is an issue date in
bills and a payment date in payments.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ledgerlift.records import FIELDS, DataType

CONCEPTS: Mapping[str, Mapping[DataType, str]] = MappingProxyType(
    {
        # When a bill was paid is when its payment was made; "own_date" below goes first in the other direction.
        "settled_date": {
            DataType.BILLS: "paid_date",
            DataType.PAYMENTS: "payment_date",
            DataType.DIRECT_COSTS: "date",
        },
        "own_date": {
            DataType.BILLS: "issue_date",
            DataType.PAYMENTS: "payment_date",
            DataType.DIRECT_COSTS: "date",
        },
        "own_amount": {
            DataType.BILLS: "total_amount",
            DataType.PAYMENTS: "amount",
            DataType.DIRECT_COSTS: "total_amount",
        },
        "own_text": {
            DataType.BILLS: "description",
            DataType.PAYMENTS: "note",
            DataType.DIRECT_COSTS: "note",
        },
        "paid_from": {
            DataType.PAYMENTS: "bank_account_name",
            DataType.DIRECT_COSTS: "payment_account",
        },
        "own_currency": {
            DataType.SUPPLIERS: "default_currency",
            DataType.BILLS: "currency",
            DataType.PAYMENTS: "currency",
            DataType.DIRECT_COSTS: "currency",
        },
    }
)

_BY_FIELD = {
    (data_type, field): concept for concept, members in CONCEPTS.items() for data_type, field in members.items()
}


def same_field(field: str, *, of: DataType, seen_in: DataType) -> str | None:
    """Name the field of ``of`` that stands for what ``field`` stands for in ``seen_in``; None when there is none."""
    concept = _BY_FIELD.get((seen_in, field))
    if concept:
        return CONCEPTS[concept].get(of)
    return field if field in FIELDS[of] else None
