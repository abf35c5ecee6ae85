"""Reads of uploads, syncs and snapshots; always from a connection or a client, never by id alone."""

import dataclasses
import datetime
import math
import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404
from django.utils import timezone

from ledgerlift_server.accounts.models import Client
from ledgerlift_server.companies.models import Company, Connection, Product
from ledgerlift_server.syncs.models import (
    CurrentSnapshot,
    DataType,
    PartialUpload,
    RememberedAnswers,
    Snapshot,
    SnapshotFile,
    Sync,
    Upload,
)
from ledgerlift_server.syncs.states import SyncState, UploadState
from ledgerlift_server.ui import logs

QUIET_SECONDS = 60
REQUIRED = (DataType.SUPPLIERS, DataType.BILLS)


@dataclasses.dataclass(frozen=True)
class Step:
    """One report of the journey and where it stands."""

    data_type: DataType
    status: str  # not_started, received, needs_you, done, skipped
    uploads: tuple[Upload, ...]

    @property
    def is_required(self) -> bool:
        """Whether the journey cannot end without it."""
        return self.data_type in REQUIRED

    @property
    def is_confirmed(self) -> bool:
        """Whether the customer said of every file that it looks right."""
        return self.status == "done" and all(upload.confirmed_at for upload in self.uploads)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do for it."""
        return self.status in {"done", "skipped"} or (self.status == "not_started" and not self.is_required)


def list_steps(connection: Connection) -> list[Step]:
    """List the four reports with their files, in the order they are asked for."""
    by_type: dict[str, list[Upload]] = {data_type: [] for data_type in DataType}
    for upload in connection.uploads.filter(removed_at=None).order_by("received_at"):
        by_type[upload.data_type].append(upload)
    skipped = set(connection.skipped_steps.values_list("data_type", flat=True))
    return [
        Step(data_type, find_status(by_type[data_type], is_skipped=data_type in skipped), tuple(by_type[data_type]))
        for data_type in DataType
    ]


def get_step(connection: Connection, data_type: str) -> Step:
    """Get one report of the journey."""
    step = next((step for step in list_steps(connection) if step.data_type == data_type), None)
    if step is None:
        raise Http404
    return step


def find_status(uploads: list[Upload], *, is_skipped: bool) -> str:
    """Say where a report stands, from the states of its files."""
    states = {upload.state for upload in uploads}
    if not states:
        return "skipped" if is_skipped else "not_started"
    if states & {UploadState.RECEIVED, UploadState.READING}:
        return "received"
    return "done" if states == {UploadState.READY} else "needs_you"


def list_usable_uploads(connection: Connection) -> QuerySet[Upload]:
    """List the files a sync would read."""
    return connection.uploads.filter(removed_at=None, state=UploadState.READY).order_by("received_at")


def can_complete(connection: Connection) -> bool:
    """Whether every report is settled."""
    return all(step.is_settled for step in list_steps(connection))


def get_upload(connection: Connection, upload_id: uuid.UUID, data_type: str) -> Upload:
    """Get a kept file of a connection's report; anything else does not exist."""
    upload = connection.uploads.filter(id=upload_id, data_type=data_type, removed_at=None).first()
    if upload is None:
        raise Http404
    return upload


def find_upload(connection: Connection, upload_id: str, data_type: str) -> Upload | None:
    """Find a kept file of a connection's report by an id that came in a form."""
    try:
        return (
            connection.uploads.filter(id=upload_id, data_type=data_type, removed_at=None).first() if upload_id else None
        )
    except ValidationError:
        return None


def get_partial(connection: Connection, partial_id: uuid.UUID, data_type: str) -> PartialUpload:
    """Get a file of a connection that is still arriving."""
    partial = connection.partial_uploads.filter(id=partial_id, data_type=data_type).first()
    if partial is None:
        raise Http404
    return partial


def list_partials(connection: Connection, data_type: str) -> QuerySet[PartialUpload]:
    """List the files of a report that have not fully arrived."""
    return connection.partial_uploads.filter(data_type=data_type, upload=None).order_by("created_at")


def list_copyable_uploads(connection: Connection, data_type: str) -> list[Upload]:
    """List files of other reports that could serve for this one as well: workbooks not used for it yet."""
    kept = connection.uploads.filter(removed_at=None)
    used = set(kept.filter(data_type=data_type).values_list("sha256", flat=True))
    others = kept.exclude(data_type=data_type).filter(state=UploadState.READY).order_by("received_at")
    return list({upload.sha256: upload for upload in others if upload.sha256 not in used}.values())


def has_uploads(connection: Connection) -> bool:
    """Whether a connection has received a file."""
    return connection.uploads.filter(removed_at=None).exists()


def seconds_until_next_upload(company: Company, *, per_hour: int) -> int:
    """Say how many seconds to wait until one more file may come; 0 for none."""
    since = timezone.now() - datetime.timedelta(hours=1)
    times = sorted(
        [
            *Upload.objects.filter(connection__company=company, received_at__gt=since, partial=None).values_list(
                "received_at", flat=True
            ),
            *PartialUpload.objects.filter(connection__company=company, created_at__gt=since).values_list(
                "created_at", flat=True
            ),
        ]
    )
    if len(times) < per_hour:
        return 0
    return max(1, math.ceil((times[-per_hour] - since).total_seconds()))


def seconds_until_free_lane(sender_id: uuid.UUID | None, *, most: int, besides: PartialUpload | None = None) -> int:
    """Say how many seconds to wait until a link has fewer than ``most`` files on their way; 0 for none.

    A file is on its way while it was heard of within the last minute.
    """
    since = timezone.now() - datetime.timedelta(seconds=QUIET_SECONDS)
    coming = PartialUpload.objects.filter(sender_id=sender_id, upload=None, heard_at__gt=since)
    times = sorted(partial.heard_at for partial in coming if partial != besides)
    return max(1, math.ceil((times[-most] - since).total_seconds())) if len(times) >= most else 0


def measure_kept_uploads(company: Company) -> tuple[int, int]:
    """Count a company's kept files and their bytes."""
    kept = Upload.objects.filter(connection__company=company, removed_at=None, purged_at=None)
    totals = kept.aggregate(count=Count("id"), total=Sum("size"))
    return totals["count"], totals["total"] or 0


def measure_kept_uploads_of_client(client: Client) -> tuple[int, int]:
    """Count the files that are kept as they were sent to a client, and their bytes."""
    kept = Upload.objects.filter(connection__company__client=client, purged_at=None)
    totals = kept.aggregate(count=Count("storage_name", distinct=True), total=Sum("size"))
    return totals["count"], totals["total"] or 0


def find_remembered_answers(upload: Upload, headings: str) -> dict[str, Any]:
    """Find what was answered for files of the same software with the same headings; empty when never asked.

    Who sends a file as another report than it was said to be is asked again.
    """
    connection = upload.connection
    remembered = RememberedAnswers.objects.filter(
        client_id=connection.company.client_id, software=connection.software, headings=headings
    ).first()
    answers = remembered.answers if remembered and headings else {}
    return {
        key: answer
        for key, answer in answers.items()
        if answer["field"] != "data_type" or answer["value"] == upload.data_type
    }


def find_latest_sync(connection: Connection) -> Sync | None:
    """Find the newest sync."""
    return connection.syncs.order_by("-created_at").first()


def list_inputs(sync: Sync) -> list[list[Upload]]:
    """List the files a sync reads, each with the reports it serves for: a workbook may serve for two."""
    by_file: dict[str, list[Upload]] = {}
    for upload in sync.uploads.order_by("received_at"):
        by_file.setdefault(upload.sha256, []).append(upload)
    return list(by_file.values())


def find_current_snapshots(companies: Collection[Company]) -> dict[uuid.UUID, CurrentSnapshot]:
    """Find for each company the pointer to the snapshot that counts, its newest connection's; some have none.

    Each has ``first_date`` and ``last_date``, the days its data covers as text; the manifest is left where it is.
    """
    manifest = "snapshot__manifest"
    pointers = (
        CurrentSnapshot.objects.filter(connection__company__in=companies)
        .select_related("snapshot__sync", "connection")
        .defer(manifest)
        .annotate(
            first_date=KeyTextTransform("first_date", manifest), last_date=KeyTextTransform("last_date", manifest)
        )
        .order_by("moved_at")
    )
    return {pointer.connection.company_id: pointer for pointer in pointers}


def find_first_sync_day(company: Company) -> datetime.date | None:
    """Find the day a company's data first came through; None before that."""
    first = Snapshot.objects.filter(sync__connection__company=company).order_by("created_at").first()
    return first.created_at.date() if first else None


def list_snapshots_of(company: Company) -> list[Snapshot]:
    """List a company's snapshots, newest first, without their manifests."""
    snapshots = Snapshot.objects.filter(sync__connection__company=company).select_related("sync__connection")
    return list(snapshots.defer("manifest").order_by("-created_at"))


def list_pointers(company: Company) -> QuerySet[CurrentSnapshot]:
    """List which snapshots of a company count, one a connection that has any."""
    return CurrentSnapshot.objects.filter(connection__company=company)


def find_pointer(snapshot: Snapshot) -> CurrentSnapshot:
    """Find what counts now for the connection of a snapshot."""
    return CurrentSnapshot.objects.select_related("snapshot").get(connection_id=snapshot.sync.connection_id)


def get_snapshot(company: Company, snapshot_id: uuid.UUID) -> Snapshot:
    """Get one of a company's snapshots."""
    found = Snapshot.objects.filter(id=snapshot_id, sync__connection__company=company)
    snapshot = found.select_related("sync__connection__company").first()
    if snapshot is None:
        raise Http404
    return snapshot


def find_origin(company: Company) -> dict[str, str]:
    """Say what a bundle of reports names: whose it is, and which run made it."""
    return {"company_id": str(company.id), "correlation_id": logs.correlation_id.get()}


def find_earlier_snapshot(snapshot: Snapshot) -> Snapshot | None:
    """Find the company's newest snapshot made before this one."""
    return (
        Snapshot.objects.filter(
            sync__connection__company_id=snapshot.sync.connection.company_id, created_at__lt=snapshot.created_at
        )
        .order_by("-created_at")
        .first()
    )


def may_close_quarter(snapshot: Snapshot) -> bool:
    """Tell whether a snapshot counts now and is not the company's first: only then can it hold a further quarter.

    Nobody is told of the quarters of a company without Spend Insights.
    """
    is_current = CurrentSnapshot.objects.filter(snapshot=snapshot).exists()
    is_wanted = Product.SPEND_INSIGHTS in snapshot.sync.connection.company.products
    return is_wanted and is_current and find_earlier_snapshot(snapshot) is not None


def is_further_quarter(snapshot: Snapshot, quarter_end: datetime.date) -> bool:
    """Tell whether an earlier snapshot did not hold this quarter yet, and nobody has looked at it so far."""
    company = snapshot.sync.connection.company
    earlier = Snapshot.objects.filter(sync__connection__company=company, created_at__lt=snapshot.created_at)
    held_less = earlier.filter(Q(quarter_end=None) | Q(quarter_end__lt=quarter_end)).exists()
    return held_less and not company.quarters.filter(quarter_end=quarter_end).exists()


def list_current_snapshots() -> list[Snapshot]:
    """List every snapshot that counts now."""
    current = Snapshot.objects.filter(currentsnapshot__isnull=False)
    return list(current.select_related("sync__connection__company").defer("manifest"))


def list_uploads_of(company: Company) -> QuerySet[Upload]:
    """List every file a company sent, newest first, removed ones included."""
    return Upload.objects.filter(connection__company=company).order_by("-received_at")


def list_syncs_of(company: Company) -> QuerySet[Sync]:
    """List a company's syncs, newest first."""
    return Sync.objects.filter(connection__company=company).select_related("snapshot").order_by("-created_at")


def get_snapshot_file(company: Company, file_id: uuid.UUID) -> SnapshotFile:
    """Get one of a company's reports or snapshot files."""
    file = SnapshotFile.objects.filter(id=file_id, snapshot__sync__connection__company=company).first()
    if file is None:
        raise Http404
    return file


def get_sent_file(company: Company, upload_id: uuid.UUID) -> Upload:
    """Get a file as a company sent it, while it is still kept as it was sent."""
    upload = Upload.objects.filter(
        id=upload_id, connection__company=company, purged_at=None, is_kept_cells=False
    ).first()
    if upload is None:
        raise Http404
    return upload


def list_files_as_sent(company: Company) -> QuerySet[Upload]:
    """List the files that are still kept as a company sent them, in the order they came."""
    kept = Upload.objects.filter(connection__company=company, purged_at=None, is_kept_cells=False)
    return kept.select_related("connection").order_by("received_at", "id")


def list_purgeable_uploads(client: Client, *, before: datetime.datetime) -> QuerySet[Upload]:
    """List a client's files received before a moment that no running sync still needs."""
    running = Sync.objects.filter(state__in=[SyncState.QUEUED, SyncState.READING]).values("uploads")
    return (
        Upload.objects.filter(connection__company__client=client, received_at__lt=before, purged_at=None)
        .exclude(id__in=running)
        .select_related("connection__company")
    )
