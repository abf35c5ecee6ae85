"""Frames of any engine narwhals speaks to, and the way home from them.

Portable code keeps to what gives the same digits everywhere: days as integers instead of date arithmetic, when/then
columns instead of filtered aggregates, Decimal sums, and no division.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl

Records: TypeAlias = nw.LazyFrame[Any]

COUNT, DAY, MONEY = pl.Int64(), pl.Int32(), pl.Decimal(38, 12)


def fetch(frame: Records, types: Mapping[str, pl.DataType] | None = None) -> pl.DataFrame:
    """Bring a small result home, its numbers in one set of types whatever the engine that made it."""
    collected: pl.DataFrame = frame.collect(backend="polars").to_native()
    return collected.with_columns(pl.col(name).cast(type_) for name, type_ in (types or {}).items())
