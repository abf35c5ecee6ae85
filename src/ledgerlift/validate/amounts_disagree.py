"""Amounts of one bill that do not add up: total, net and tax; total, paid and due."""

from decimal import Decimal

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.records import BillStatus
from ledgerlift.validate.row_check import RowCheck

# Each of the amounts may be rounded by itself.
ROUNDING = Decimal("0.05")
# Withheld tax, discounts and retainage break these sums in some files for good reasons, on most rows.
MOSTLY = 0.8
SUMS = {
    "total_not_net_plus_tax": ("total_amount", "subtotal", "tax_amount"),
    "total_not_paid_plus_due": ("total_amount", "amount_paid", "amount_due"),
}


def check_amounts_disagree(records: Records) -> list[RowCheck]:
    """Look for totals that differ from the sum of their parts by more than rounding."""
    # Of what is void nothing is paid and nothing is due, whatever its total was.
    counts = pl.col("status").ne_missing(BillStatus.VOID.value) if "status" in records.fields else pl.lit(value=True)
    return [
        RowCheck(code, total, counts & ((pl.col(total) - pl.col(one) - pl.col(other)).abs() > ROUNDING), holds=MOSTLY)
        for code, (total, one, other) in SUMS.items()
        if {total, one, other} <= set(records.fields)
    ]
