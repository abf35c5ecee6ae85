"""Whether a changed export gives the records that the export gave."""

from pathlib import Path

from tools.harmless.export import Export

from ledgerlift.pipeline import inspect
from ledgerlift.pipeline.inspection import Inspection

# Where a record stands, which a change may move.
PLACES = frozenset({"file", "sheet", "row"})


def find_difference(original: Inspection, changed: Export, stem: Path, software: str | None) -> str | None:
    """Say in what the records of a changed export differ; None where they are the same."""
    found = inspect(changed.write(stem), software=software, name=original.file.name)
    if found.outcome != "ready" or len(found.tables) != 1:
        return f"outcome {found.outcome}, {len(found.tables)} tables, asks {[each.field for each in found.questions]}"
    (before,), (after,) = original.tables, found.tables
    if after.data_type is not before.data_type:
        return f"data type {after.data_type}"
    frames = [each.logical.frame for each in (before, after)]
    columns = [sorted(name for name in frame.columns if name not in PLACES) for frame in frames]
    if columns[0] != columns[1]:
        return f"fields {sorted(set(columns[0]) ^ set(columns[1]))}"
    if frames[0].height != frames[1].height:
        return f"{frames[1].height} records for {frames[0].height}"
    differing = [name for name in columns[0] if not frames[0][name].equals(frames[1][name])]
    return f"values of {differing}" if differing else None
