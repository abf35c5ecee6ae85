"""Documents that stand twice in one file."""

from collections.abc import Sequence

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.records import WHO, DataType
from ledgerlift.validate.row_check import RowCheck
from ledgerlift.values.distinct import all_differ

# What makes a document the same, and what makes a row another line of it.
SAME = {
    DataType.BILLS: (
        ("bill_number", "bill_id"), "total_amount",
        ("issue_date", "currency", "line_amount", "line_description", "description", "gl_account", "gl_account_name"),
    ),
    DataType.PAYMENTS: (
        ("payment_number", "payment_id"), "amount",
        ("payment_date", "currency", "allocated_amount", "bill_number", "bill_id", "reference", "note"),
    ),
    DataType.DIRECT_COSTS: (
        ("expense_id", "reference"), "total_amount", ("date", "currency", "gl_account", "gl_account_name", "note"),
    ),
}  # fmt: skip

# Of a hundred documents, so many more may share a number with another; beyond that equal rows prove nothing.
MAX_DIFFERENT = 1.05


def check_duplicate_document(records: Records) -> list[RowCheck]:
    """Look for records that equal an earlier one in supplier, number, date, amount and everything of their lines."""
    numbers, amount, others = SAME.get(records.data_type, ((), "", ()))
    known = [field for field in numbers if field in records.frame]
    if not known or amount not in records.frame:
        return []
    # Where only some documents have the number people know them by, the others have the program's own.
    number = pl.coalesce(known)
    if all_differ(records.frame.select(number).to_series()):
        return []
    suppliers = [field for field in WHO if field in records.frame]
    same: list[str | pl.Expr] = [*suppliers, number, amount, *[field for field in others if field in records.frame]]
    if not numbers_are_own(records.frame, [*suppliers, number], same):
        return []
    is_whole = number.is_not_null() & pl.col(amount).is_not_null()
    return [RowCheck("duplicate_document", known[0], is_whole & ~pl.struct(same).is_first_distinct())]


def numbers_are_own(frame: pl.DataFrame, document: Sequence[str | pl.Expr], same: Sequence[str | pl.Expr]) -> bool:
    """Tell whether a number stands for one document; where many differ under one number, it numbers something else."""
    documents, different = frame.select(
        pl.struct(document).n_unique().alias("documents"), pl.struct(same).n_unique().alias("different")
    ).row(0)
    return bool(different <= MAX_DIFFERENT * documents)
