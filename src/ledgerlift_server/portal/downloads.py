"""The reports of a snapshot as a menu: each kind once, with its languages."""

import dataclasses
import uuid
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ledgerlift_server.syncs.models import Snapshot, SnapshotFile

# The kind that holds all the others; its files are named after the company and the day.
BUNDLE = "bundle"


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
    return {
        snapshot_id: [describe(kind, found[kind]) for kind in sorted(found, key=lambda kind: kind == BUNDLE)]
        for snapshot_id, found in kinds.items()
    }


def describe(kind: str, files: Mapping[str, SnapshotFile]) -> Download:
    """Name a report in the page's language; its file in that language comes first."""
    page_language = (get_language() or "en")[:2]
    named = files.get(page_language) or next(iter(files.values()))
    name = _("All reports, in a ZIP") if kind == BUNDLE else PurePath(named.name).stem
    return Download(name, sorted(files.items(), key=lambda each: each[0] != page_language))
