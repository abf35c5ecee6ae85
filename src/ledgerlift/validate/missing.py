"""Records without a supplier, a date or an amount."""

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.records import DataType
from ledgerlift.validate.row_check import RowCheck

# A record needs one of each group; a group of which the file has no column at all is asked for when columns are mapped.
NEEDED: dict[DataType, dict[str, tuple[str, ...]]] = {
    DataType.SUPPLIERS: {"supplier_missing": ("supplier_name", "supplier_id")},
    DataType.BILLS: {
        "supplier_missing": ("supplier_name", "supplier_id"),
        "date_missing": ("issue_date", "posting_date"),
        "amount_missing": ("total_amount", "subtotal", "line_amount", "amount_due", "amount_paid"),
    },
    DataType.PAYMENTS: {
        "supplier_missing": ("supplier_name", "supplier_id"),
        "date_missing": ("payment_date",),
        "amount_missing": ("amount", "allocated_amount"),
    },
    DataType.DIRECT_COSTS: {
        "supplier_missing": ("supplier_name", "supplier_id"),
        "date_missing": ("date",),
        "amount_missing": ("total_amount", "subtotal"),
    },
}


def check_missing(records: Records) -> list[RowCheck]:
    """Look for records that lack what a record needs."""
    checks = []
    for code, fields in NEEDED[records.data_type].items():
        given = [field for field in fields if field in records.frame]
        if given:
            checks.append(RowCheck(code, given[0], pl.all_horizontal(pl.col(given).is_null())))
    return checks
