"""The totals a file prints, as amounts of the fields their columns are mapped to."""

from collections.abc import Mapping, Sequence

import polars as pl

from ledgerlift.mapping.model import ColumnMapping
from ledgerlift.normalise.amount_columns import read_amounts
from ledgerlift.normalise.model import StatedAmount
from ledgerlift.table.model import Table


def read_stated_totals(
    table: Table, amounts: Mapping[str, Sequence[ColumnMapping]], sign: int
) -> tuple[StatedAmount, ...]:
    """Read the printed totals of each amount field; cells that are no amount are left out."""
    if not table.totals:
        return ()
    keys = {column.key: column.position for columns in amounts.values() for column in columns}
    cells = pl.DataFrame(
        {key: [total.cells.get(position) for total in table.totals] for key, position in keys.items()},
        schema=dict.fromkeys(keys, pl.String),
    )
    stated = []
    for field, columns in amounts.items():
        # The style of a column comes from its rows; a few totals could not tell it.
        read = cells.select(read_amounts(columns, table.body) * sign).to_series()
        stated += [
            StatedAmount(field, amount, total.row, total.first_row, total.last_row)
            for total, amount in zip(table.totals, read, strict=True)
            if amount is not None
        ]
    return tuple(stated)
