"""Tables that spread one amount over many columns: one column a month, or an account."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import polars as pl

from ledgerlift.table.columns import ColumnShape
from ledgerlift.table.model import Column
from ledgerlift.table.shape import shape_of
from ledgerlift.table.sums import read_amounts
from ledgerlift.table.vocabulary import Vocabulary

_MIN_COLUMNS = 4
_SAMPLE = 200
_HALF_A_CENT = Decimal("0.005")


def is_crosstab(
    columns: Sequence[Column], shapes: Mapping[int, ColumnShape], data: pl.DataFrame, vocabulary: Vocabulary
) -> bool:
    """Say whether neighbouring columns are months, or accounts that add up to a total to their right."""
    numeric = [column for column in columns if not column.from_group and _is_number(column, shapes)]
    months = [column for column in numeric if column.header and shape_of(column.header) == "date"]
    if len(months) >= _MIN_COLUMNS:
        return True
    accounts = {column for column in numeric if _may_be_account(column.header, vocabulary)}
    return len(accounts) >= _MIN_COLUMNS and _add_up(data.head(_SAMPLE), numeric, accounts)


def _is_number(column: Column, shapes: Mapping[int, ColumnShape]) -> bool:
    shape = shapes.get(column.position)
    return shape is not None and shape.shape == "number"


def _may_be_account(header: str, vocabulary: Vocabulary) -> bool:
    # Figures are in the captions of an ageing report, whose columns add up too.
    return bool(header) and not any(char.isdigit() for char in header) and not vocabulary.is_known(header)


def _add_up(data: pl.DataFrame, numeric: Sequence[Column], accounts: Collection[Column]) -> bool:
    """Say whether some column is the sum of the accounts to its left."""
    texts = pl.concat([data[column.key].alias("amount") for column in numeric])
    amounts = read_amounts(texts).fill_null(0)
    sums = amounts.new_from_index(0, data.height) * 0
    count = 0
    for index, column in enumerate(numeric):
        stated = amounts.slice(index * data.height, data.height)
        if count >= _MIN_COLUMNS and _agree(stated, sums):
            return True
        if column in accounts:
            sums, count = sums + stated, count + 1
    return False


def _agree(stated: pl.Series, sums: pl.Series) -> bool:
    is_stated = stated != 0
    agree = ((sums - stated).abs() < _HALF_A_CENT) & is_stated
    return int(is_stated.sum()) > 1 and int(agree.sum()) >= 0.9 * int(is_stated.sum())
