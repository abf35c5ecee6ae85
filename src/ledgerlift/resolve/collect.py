"""The records of one data type out of several files, in one frame."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from ledgerlift.normalise.model import no_rows_set_aside
from ledgerlift.records import PLACE_COLUMNS, DataType, field_columns
from ledgerlift.resolve.model import LogicalRecords


@dataclass(frozen=True)
class Collected:
    """All records of one data type: ``frame`` with an index ``record``, and the ``lines`` that refer to it."""

    frame: pl.DataFrame
    lines: pl.DataFrame
    set_aside: pl.DataFrame


def collect_records(records: Iterable[LogicalRecords], data_type: DataType) -> Collected:
    """Put the records of one data type together, in the order of the files."""
    chosen = [one for one in records if one.data_type is data_type]
    frames, lines, offset = [], [], 0
    for one in chosen:
        frames.append(one.frame)
        lines.append(one.lines.with_columns(pl.col("record") + offset))
        offset += one.frame.height
    empty = pl.DataFrame(schema={**PLACE_COLUMNS, "line_count": pl.UInt32()})
    return Collected(
        frame=pl.concat(frames or [empty], how="diagonal").with_row_index("record"),
        lines=pl.concat(lines, how="diagonal") if lines else pl.DataFrame(schema={"record": pl.UInt32()}),
        set_aside=pl.concat([no_rows_set_aside(), *[one.set_aside for one in chosen]]),
    )


def with_fields(frame: pl.DataFrame, data_type: DataType, fields: Iterable[str]) -> pl.DataFrame:
    """Give a frame an empty column for each of some fields its files lack."""
    types = field_columns(data_type)
    return frame.with_columns(pl.lit(None, dtype=types[field]).alias(field) for field in fields if field not in frame)
