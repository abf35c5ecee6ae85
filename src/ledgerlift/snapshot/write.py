"""Write a snapshot whole or not at all."""

import dataclasses
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TypeAlias

import polars as pl

from ledgerlift import records
from ledgerlift.snapshot import facts
from ledgerlift.snapshot.json_form import to_json
from ledgerlift.snapshot.manifest import FileEntry, Manifest
from ledgerlift.snapshot.read import MANIFEST
from ledgerlift.snapshot.reconcile import reconcile

# Large enough to compress well, small enough that a reader of a few rows does not read them all.
ROW_GROUP = 262_144

Table: TypeAlias = pl.DataFrame | pl.LazyFrame


@dataclass(frozen=True)
class SnapshotInfo:
    """A snapshot that was written. ``snapshot_id`` is its content: the same records and decisions give the same id."""

    snapshot_id: str
    directory: Path
    manifest: Manifest


def write_snapshot(frames: Mapping[str, Table], manifest: Manifest, directory: Path) -> SnapshotInfo:
    """Write records and manifest into a directory, replacing a snapshot that is there.

    Columns and record types that are missing are written empty. Nothing appears under ``directory`` before all of it
    is complete. Raises ValueError for a column `records.SNAPSHOT` does not know, FileExistsError when ``directory``
    holds something that is not a snapshot.
    """
    directory = Path(directory)
    if directory.exists() and not _may_replace(directory):
        raise FileExistsError(f"{directory} holds something that is not a snapshot")
    directory.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step is a rename inside one file system.
    workplace = Path(tempfile.mkdtemp(prefix=f".{directory.name}.", dir=directory.parent))
    try:
        tables = complete_tables(frames)
        files = {name: _write_records(table.lazy(), workplace / f"{name}.parquet") for name, table in tables.items()}
        complete = _complete(manifest, files, {name: _scan(name, table, workplace) for name, table in tables.items()})
        with (workplace / MANIFEST).open("w", encoding="utf-8", newline="\n") as file:
            file.write(to_json(complete))
            file.flush()
            os.fsync(file.fileno())
        workplace.chmod(0o755)  # mkdtemp makes it private; a snapshot has the rights of any new directory
        _move_into_place(workplace, directory)
    finally:
        _remove(workplace)
    return SnapshotInfo(complete.snapshot_id, directory, complete)


def complete_tables(frames: Mapping[str, Table]) -> dict[str, Table]:
    """Give every record type with every column `records.SNAPSHOT` knows; those that are missing are empty.

    Raises ValueError for a column it does not know.
    """
    return {name: _complete_table(name, frames.get(name, pl.DataFrame())) for name in records.SNAPSHOT}


def _complete_table(name: str, frame: Table) -> Table:
    columns = records.SNAPSHOT[name]
    present = frame.lazy().collect_schema().names()
    if unknown := [column for column in present if column not in columns]:
        raise ValueError(f"{name} has columns no snapshot knows: {', '.join(unknown)}")
    if not present:
        return pl.DataFrame(schema=dict(columns))
    return frame.select(
        pl.col(column).cast(type_) if column in present else pl.lit(None, dtype=type_).alias(column)
        for column, type_ in columns.items()
    )


def _scan(name: str, table: Table, workplace: Path) -> pl.LazyFrame:
    """Look at the records where they are: those in memory need not be read from the file again."""
    return (
        table.lazy() if isinstance(table, pl.DataFrame) else pl.scan_parquet(workplace / f"{name}.parquet", glob=False)
    )


def _write_records(table: pl.LazyFrame, path: Path) -> FileEntry:
    # A higher level makes these files no smaller: most of what repeats is in their dictionaries.
    table.sink_parquet(path, compression="zstd", compression_level=1, statistics=True, row_group_size=ROW_GROUP)
    with path.open("rb+") as file:
        # On the disk before the directory gets its name: not even a power cut leaves half a snapshot.
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    rows: int = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
    return FileEntry(name=path.name, rows=rows, bytes=path.stat().st_size, sha256=digest)


def _complete(manifest: Manifest, files: Mapping[str, FileEntry], frames: facts.Frames) -> Manifest:
    first_date, last_date = facts.find_dates(frames)
    complete = dataclasses.replace(
        manifest,
        created_by=f"ledgerlift {metadata.version('ledgerlift')}",
        snapshot_id="",
        first_date=first_date,
        last_date=last_date,
        files=files,
        counts={name: entry.rows for name, entry in files.items()},
        totals=facts.sum_totals(frames),
        reconciliation=reconcile(manifest.sources, frames),
        problems=facts.count_problems(frames["problems"]),
    )
    # The manifest holds the digest of every file, so its own digest stands for all of the content.
    digest = hashlib.sha256(to_json(complete).encode()).hexdigest()
    return dataclasses.replace(complete, snapshot_id=f"snap_{digest[:32]}")


def _may_replace(directory: Path) -> bool:
    """Whether a directory is empty or a snapshot of ours and nothing else."""
    ours = {MANIFEST, *(f"{name}.parquet" for name in records.SNAPSHOT)}
    return directory.is_dir() and all(path.name in ours for path in directory.iterdir())


def _remove(workplace: Path) -> None:
    # A writer that failed may hold on to its file for a moment longer.
    for _ in range(50):
        shutil.rmtree(workplace, ignore_errors=True)
        if not workplace.exists():
            return
        time.sleep(0.02)


def _move_into_place(workplace: Path, directory: Path) -> None:
    if not directory.exists():
        workplace.rename(directory)
        return
    # A directory cannot be renamed over a filled one. The old snapshot steps aside first and comes back if we fail.
    old = Path(tempfile.mkdtemp(prefix=f".{directory.name}.", dir=directory.parent))
    directory.rename(old)
    try:
        workplace.rename(directory)
    except OSError:
        old.rename(directory)
        raise
    shutil.rmtree(old, ignore_errors=True)
