"""The reports of a snapshot as a menu: each kind once, with its languages."""

import dataclasses
import uuid
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath

from django.utils.translation import get_language

from ledgerlift_server.syncs.models import Snapshot, SnapshotFile


@dataclasses.dataclass(frozen=True)
class Download:
    """One report: its name in the page's language, and its file in each language there is."""

    name: str
    files: Sequence[tuple[str, SnapshotFile]]


def list_downloads(snapshot: Snapshot) -> list[Download]:
    """List a snapshot's reports in the order of their kinds."""
    return list_many([snapshot])[snapshot.id]


def list_many(snapshots: Collection[Snapshot]) -> dict[uuid.UUID, list[Download]]:
    """List the reports of several snapshots at once."""
    kinds: dict[uuid.UUID, dict[str, dict[str, SnapshotFile]]] = {snapshot.id: {} for snapshot in snapshots}
    for file in SnapshotFile.objects.filter(snapshot__in=kinds, is_report=True).order_by("path"):
        # Reports made before there were languages stand alone.
        kind, language = file.report or (file.path, "")
        kinds[file.snapshot_id].setdefault(kind, {})[language] = file
    return {snapshot_id: [describe(files) for files in found.values()] for snapshot_id, found in kinds.items()}


def describe(files: Mapping[str, SnapshotFile]) -> Download:
    """Name a report in the page's language; its file in that language comes first."""
    page_language = (get_language() or "en")[:2]
    named = files.get(page_language) or next(iter(files.values()))
    return Download(PurePath(named.name).stem, sorted(files.items(), key=lambda each: each[0] != page_language))
