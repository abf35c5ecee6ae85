"""Negative amounts: read as credit notes and refunds, which is worth a word."""

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.records import DataType, DocumentType
from ledgerlift.validate.row_check import RowCheck

CODES = {
    DataType.BILLS: ("bill_negative", "total_amount"),
    DataType.PAYMENTS: ("payment_negative", "amount"),
    DataType.DIRECT_COSTS: ("direct_cost_negative", "total_amount"),
}
# Documents whose type already says that they are negative.
EXPECTED = (str(DocumentType.CREDIT_NOTE), str(DocumentType.REFUND))


def check_negative_amounts(records: Records) -> list[RowCheck]:
    """Look for negative amounts that no document type explains."""
    code, amount = CODES.get(records.data_type, ("", ""))
    if amount not in records.frame:
        return []
    is_negative = pl.col(amount) < 0
    if "document_type" in records.frame:
        is_negative &= ~pl.col("document_type").is_in(EXPECTED).fill_null(value=False)
    return [RowCheck(code, amount, is_negative)]
