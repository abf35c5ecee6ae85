"""What of a file goes on to the books: its records and the account of how they were found, but none of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from ledgerlift.pipeline.inspection import Inspection
from ledgerlift.records import SNAPSHOT
from ledgerlift.resolve import Resolved
from ledgerlift.resolve.model import LogicalRecords
from ledgerlift.snapshot import SourceEntry, describe_source, list_problem_rows, list_skipped_rows


@dataclass(frozen=True)
class Gathered:
    """One file. A million rows of text take more memory than all that is made of them, so ``inspection`` has none."""

    inspection: Inspection
    records: tuple[LogicalRecords, ...]
    source: SourceEntry | None
    skipped: tuple[pl.DataFrame, ...]


def gather(inspection: Inspection) -> Gathered:
    """Take what goes on out of an inspection, and let go of the rest."""
    # A list that mixes two kinds of record gives a part of each out of one table.
    used = list({id(each.table): (each.table, each.mapping) for each in inspection.tables}.values())
    return Gathered(
        inspection=replace(inspection, tables=(), source=None, considered=()),
        records=tuple(each.logical for each in inspection.tables),
        source=describe_source(inspection.source, used) if inspection.source else None,
        skipped=tuple(list_skipped_rows(inspection.file.name, table, mapping.data_type) for table, mapping in used),
    )


def snapshot_frames(resolved: Resolved, gathered: Sequence[Gathered]) -> dict[str, pl.DataFrame]:
    """Give the frames of the snapshot: the books, and what was found wrong or set aside on the way to them."""
    frames: dict[str, pl.DataFrame] = {name: getattr(resolved, name) for name in SNAPSHOT if name != "problems"}
    frames["set_aside"] = pl.concat([frames["set_aside"], *(rows for each in gathered for rows in each.skipped)])
    found = [problem for each in gathered for problem in each.inspection.problems]
    frames["problems"] = list_problem_rows([*found, *resolved.problems])
    return frames
