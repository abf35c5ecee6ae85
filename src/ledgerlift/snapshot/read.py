"""Open a snapshot: its manifest now, its records when they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ledgerlift import records
from ledgerlift.problems import FileRejectedError, Place, Problem
from ledgerlift.snapshot.json_form import from_json
from ledgerlift.snapshot.manifest import SCHEMA_VERSION, Manifest

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Snapshot:
    """One snapshot on disk; ``frames`` scans lazily and has every record type of `records.SNAPSHOT`."""

    directory: Path
    manifest: Manifest
    frames: Mapping[str, pl.LazyFrame]


def read_snapshot(directory: Path) -> Snapshot:
    """Open the snapshot in a directory.

    Raises FileRejectedError when there is none, when a file of it is missing or was changed in size, or when it was
    written by a later version.
    """
    directory = Path(directory)
    try:
        text = (directory / MANIFEST).read_text(encoding="utf-8")
    except OSError:
        raise _refusal("snapshot_not_found", directory) from None
    try:
        manifest = from_json(Manifest, text)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _refusal("snapshot_damaged", directory) from None
    if manifest.schema_version > SCHEMA_VERSION:
        raise _refusal("snapshot_too_new", directory)
    paths = {name: directory / f"{name}.parquet" for name in records.SNAPSHOT}
    for name, path in paths.items():
        if not path.is_file() or name not in manifest.files or path.stat().st_size != manifest.files[name].bytes:
            raise _refusal("snapshot_damaged", directory)
    frames = {name: pl.scan_parquet(path, glob=False) for name, path in paths.items()}
    return Snapshot(directory=directory, manifest=manifest, frames=frames)


def _refusal(code: str, directory: Path) -> FileRejectedError:
    return FileRejectedError(Problem(code, Place(file=directory.name or str(directory))))
