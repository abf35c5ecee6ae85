from datetime import date

import polars as pl

from ledgerlift.records import SNAPSHOT
from ledgerlift.resolve.tables import snapshot_table


def test_keys_days_and_order_are_the_snapshots():
    frame = pl.DataFrame(
        {
            "settled_on": [date(1970, 1, 3)],
            "bill": [0],
            "supplier": [None],
            "extra": [1],
            "issue_date": [date(1970, 1, 2)],
        },
        schema_overrides={"bill": pl.UInt32, "supplier": pl.UInt32},
    )
    table = snapshot_table("bills", frame)
    assert table.to_dicts() == [
        {
            "bill_key": "B0000001",
            "supplier_key": None,
            "issue_date": date(1970, 1, 2),
            "settled_on": date(1970, 1, 3),
            "issue_day": 1,
            "settled_day": 2,
        }
    ]
    assert all(table.schema[column] == SNAPSHOT["bills"][column] for column in table.columns)
