"""By which fields two records of a data type are seen to be the same document, or one the reversal of the other."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ledgerlift.records import DataType


class Identity(NamedTuple):
    """The fields that may number a document, the likeliest first, its amount and its date."""

    numbers: tuple[str, ...]
    amount: str
    date: str


IDENTITIES: Mapping[DataType, Identity] = MappingProxyType(
    {
        DataType.BILLS: Identity(("bill_number", "bill_id"), "total_amount", "issue_date"),
        DataType.PAYMENTS: Identity(("payment_number", "payment_id"), "amount", "payment_date"),
        DataType.DIRECT_COSTS: Identity(("expense_id",), "total_amount", "date"),
    }
)
