"""Tables that spread one amount over many columns: one column a month, or an account."""

from collections.abc import Mapping, Sequence
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
    accounts = [column for column in numeric if _may_be_account(column.header, vocabulary)]
    for index, total in enumerate(numeric):
        parts = [column for column in accounts if column in numeric[:index]]
        if len(parts) >= _MIN_COLUMNS and _add_up(data, parts, total):
            return True
    return False


def _is_number(column: Column, shapes: Mapping[int, ColumnShape]) -> bool:
    shape = shapes.get(column.position)
    return shape is not None and shape.shape == "number"


def _may_be_account(header: str, vocabulary: Vocabulary) -> bool:
    # Figures are in the captions of an ageing report, whose columns add up too.
    return bool(header) and not any(char.isdigit() for char in header) and not vocabulary.is_known(header)


def _add_up(data: pl.DataFrame, parts: Sequence[Column], total: Column) -> bool:
    sample = data.head(_SAMPLE)
    stated = read_amounts(sample[total.key])
    summed = pl.DataFrame([read_amounts(sample[part.key]).fill_null(0) for part in parts]).sum_horizontal()
    is_stated = stated != 0
    agree = ((summed - stated).abs() < _HALF_A_CENT) & is_stated
    return int(is_stated.sum()) > 1 and int(agree.sum()) >= 0.9 * int(is_stated.sum())
