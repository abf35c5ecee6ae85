"""Amounts in several currencies, of which some records do not name theirs."""

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.validate.row_check import RowCheck


def check_currency_missing(records: Records) -> list[RowCheck]:
    """Look for records without a currency in a file that names several."""
    if "currency" not in records.frame or records.frame["currency"].drop_nulls().n_unique() < 2:
        return []
    return [RowCheck("currency_missing", "currency", pl.col("currency").is_null())]
