"""Parents that stand only on the first row of their block, filled down into the rows that belong to them."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from ledgerlift.table.group_captions import names_entity
from ledgerlift.table.model import Column
from ledgerlift.table.ordinary import Ordinary

_SAME = 0.99
# So many values in order are in order on purpose.
_ORDERED = 6


@dataclass(frozen=True)
class _Blocks:
    """A leading column whose values head blocks of rows, and the columns that are filled where it is."""

    parents: tuple[Column, ...]
    starts: pl.Series
    is_certain: bool


def fill_down(data: pl.DataFrame, columns: Sequence[Column], ordinary: Ordinary) -> tuple[pl.DataFrame, list[Column]]:
    """Fill the blanks under the values that head a block of rows; also give the columns that were filled.

    Only leading columns head blocks: a purchase order number or a note that some rows lack stays as it is. Amounts that
    stand once a block are not filled: they would be counted on every row.
    """
    plain = [column for column in columns if not column.from_group and column.position not in ordinary.money]
    found = _find_blocks(data, plain, ordinary)
    if not any(blocks.is_certain for blocks in found):
        return data, []
    for blocks in found:
        block = blocks.starts.cum_sum()
        data = data.with_columns(pl.col(parent.key).first().over(block) for parent in blocks.parents)
    return data, [parent for blocks in found for parent in blocks.parents]


def _find_blocks(data: pl.DataFrame, plain: Sequence[Column], ordinary: Ordinary) -> list[_Blocks]:
    """Find the leading columns that may head blocks, each within those of the column before."""
    is_filled = data.select(pl.col(column.key).is_not_null() for column in plain)
    full = {column for column in plain if int(is_filled[column.key].sum()) >= 0.95 * data.height}
    found: list[_Blocks] = []
    for column in plain:
        if any(column in blocks.parents for blocks in found):
            continue
        starts = is_filled[column.key]
        is_nested = not found or int((found[-1].starts & ~starts).sum()) <= (1 - _SAME) * data.height
        if column in full or not data.height or not starts[0] or not is_nested:
            break
        others = [other for other in plain if other != column and _stand_on(starts, is_filled[other.key])]
        values = data[column.key].filter(starts)
        keys = [key for key in full if key.position in ordinary.identity]
        if int((values == values.shift(1)).sum()) > 0.05 * len(values) or not _are_full(is_filled, starts, keys):
            break
        is_alike = any(int((starts == is_filled[other.key]).sum()) >= _SAME * data.height for other in others)
        lower = values.str.to_lowercase()
        is_ordered = len(values) >= _ORDERED and int((lower < lower.shift(1)).sum()) <= 0.05 * len(values)
        is_certain = is_alike or is_ordered or names_entity(column.header)
        found.append(_Blocks((column, *others), starts, is_certain))
    return found


def _stand_on(starts: pl.Series, other: pl.Series) -> bool:
    """Say whether a column is filled on most first rows of blocks, and hardly anywhere else."""
    return int((other & ~starts).sum()) <= (1 - _SAME) * len(starts) and int((other & starts).sum()) * 2 >= starts.sum()


def _are_full(is_filled: pl.DataFrame, starts: pl.Series, keys: Sequence[Column]) -> bool:
    """Say whether the rows under a block's first still make records: they fill what every record fills."""
    if not keys:
        return False
    widths = is_filled.filter(~starts).select(pl.sum_horizontal(key.key for key in keys)).to_series()
    return int((widths >= 0.8 * len(keys)).sum()) >= 0.8 * len(widths)
