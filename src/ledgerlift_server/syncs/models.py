"""Uploads, syncs, snapshots and reports."""

import uuid
from pathlib import PurePosixPath

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.models import Client
from ledgerlift_server.companies.models import Company, Connection
from ledgerlift_server.syncs.states import SyncState, UploadState


class DataType(models.TextChoices):
    """The four reports, in the order they are asked for."""

    SUPPLIERS = "suppliers", _("Suppliers")
    BILLS = "bills", _("Bills")
    PAYMENTS = "payments", _("Payments")
    DIRECT_COSTS = "direct_costs", _("Direct costs")


class Upload(models.Model):
    """One file the company sent, kept as sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="uploads")
    data_type = models.CharField(max_length=20, choices=DataType.choices)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=200)
    # The stored file holds the cells of the sent one without what must not be kept; size and hash are the sent one's.
    is_kept_cells = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=UploadState.choices, default=UploadState.RECEIVED)
    inspection = models.JSONField(null=True)
    answers = models.JSONField(default=dict)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replacements")
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="upload_state_is_known", condition=Q(state__in=UploadState.values)),
            models.CheckConstraint(name="upload_data_type_is_known", condition=Q(data_type__in=DataType.values)),
            models.CheckConstraint(
                name="upload_ready_was_inspected",
                condition=~Q(state=UploadState.READY) | Q(inspection__isnull=False),
            ),
            models.UniqueConstraint(
                name="upload_same_bytes_once_per_report",
                fields=["connection", "data_type", "sha256"],
                condition=Q(removed_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(name="upload_by_connection", fields=["connection", "data_type", "received_at"]),
            models.Index(name="upload_by_stored_file", fields=["storage_name"]),
        )

    def __str__(self) -> str:
        return f"upload {self.id}"

    @property
    def is_being_read(self) -> bool:
        """Whether its answer is still to come."""
        return self.state in {UploadState.RECEIVED, UploadState.READING}

    @property
    def may_be_sent_again(self) -> bool:
        """Whether nothing was wrong with its bytes: nobody could look at them."""
        return any(problem["code"] == "scan_unavailable" for problem in (self.inspection or {}).get("problems", []))

    @property
    def found_data_types(self) -> set[str]:
        """The kinds of record that were found in it."""
        return {table["data_type"] for table in (self.inspection or {}).get("tables", [])}


class PartialUpload(models.Model):
    """A file that is still arriving. How much of it is here is the size of its file on disk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="partial_uploads")
    data_type = models.CharField(max_length=20, choices=DataType.choices)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=200, blank=True)
    replaces = models.ForeignKey(Upload, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sender_id = models.UUIDField(null=True)
    heard_at = models.DateTimeField(default=timezone.now)
    upload = models.OneToOneField(Upload, on_delete=models.SET_NULL, null=True, related_name="partial")

    def __str__(self) -> str:
        return f"partial upload {self.id}"


class SkippedStep(models.Model):
    """An optional report the company has chosen not to send."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="skipped_steps")
    data_type = models.CharField(max_length=20, choices=DataType.choices)
    skipped_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="skipped_step_once", fields=["connection", "data_type"]),
            models.CheckConstraint(
                name="skipped_step_is_optional",
                condition=Q(data_type__in=[DataType.PAYMENTS, DataType.DIRECT_COSTS]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.data_type} skipped"


class RememberedAnswers(models.Model):
    """What was answered about a file with these headings, so that nobody is asked twice."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE)
    software = models.CharField(max_length=80, blank=True)
    headings = models.CharField(max_length=64)
    answers = models.JSONField()
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="remembered_answers_once", fields=["client", "software", "headings"]),
        )

    def __str__(self) -> str:
        return f"answers for {self.headings[:8]}"


class Sync(models.Model):
    """One run that turns a connection's uploads into a snapshot."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="syncs")
    uploads = models.ManyToManyField(Upload, related_name="syncs")
    inputs_key = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=SyncState.choices, default=SyncState.QUEUED)
    language = models.CharField(max_length=10, default="en")
    failure_code = models.CharField(max_length=60, blank=True)
    requested_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="sync_state_is_known", condition=Q(state__in=SyncState.values)),
            # The same files with the same answers are one sync, however often somebody presses the button.
            models.UniqueConstraint(name="sync_same_inputs_once", fields=["connection", "inputs_key"]),
            models.CheckConstraint(
                name="sync_finished_has_a_time",
                condition=Q(finished_at__isnull=False) | ~Q(state__in=[SyncState.COMPLETE, SyncState.FAILED]),
            ),
        )

    def __str__(self) -> str:
        return f"sync {self.id}"

    @property
    def is_running(self) -> bool:
        """Whether its end is still to come."""
        return self.state in {SyncState.QUEUED, SyncState.READING}


class Snapshot(models.Model):
    """The immutable result of one complete sync."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sync = models.OneToOneField(Sync, on_delete=models.CASCADE, related_name="snapshot")
    content_id = models.CharField(max_length=100)
    manifest = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    # While its reports and insights are being made anew.
    remaking_since = models.DateTimeField(null=True)
    # The last day of the latest quarter it held whole when it was made.
    quarter_end = models.DateField(null=True)
    # Reports that could not be made: kind, language and code.
    failed_reports = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"snapshot {self.content_id}"


class CurrentSnapshot(models.Model):
    """The one row that says which snapshot of a connection counts now; undoing is moving it back."""

    connection = models.OneToOneField(
        Connection, on_delete=models.CASCADE, primary_key=True, related_name="current_snapshot"
    )
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT)
    moved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.connection_id} at {self.snapshot_id}"


class SnapshotFile(models.Model):
    """A file of a snapshot: a report to download, or a part of the snapshot itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    storage_name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    is_report = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(name="snapshot_file_path_once", fields=["snapshot", "path"]),)
        indexes = (models.Index(name="snapshot_file_by_stored_file", fields=["storage_name"]),)

    def __str__(self) -> str:
        return self.path

    @property
    def name(self) -> str:
        """What the file is called, without the folders it is in."""
        return PurePosixPath(self.path).name

    @property
    def report(self) -> tuple[str, str] | None:
        """A report's kind and language, from its path ``reports/<language>/<kind>/<name>``; None for other files."""
        parts = PurePosixPath(self.path).parts
        return (parts[2], parts[1]) if len(parts) == 4 and parts[0] == "reports" else None


class Erasure(models.Model):
    """A company or a connection that was deleted, and whether nothing of it is left. It holds ids alone."""

    class Kind(models.TextChoices):
        """What was deleted."""

        COMPANY = "company"
        CONNECTION = "connection"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject_id = models.UUIDField()
    requested_at = models.DateTimeField(auto_now_add=True)
    files_count = models.PositiveIntegerField(default=0)
    verified_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"erasure of {self.kind} {self.subject_id}"


class LooseFile(models.Model):
    """A file that may be without a row: on its way in, its row is still to come; on its way out, it is gone already.

    ``connection_id`` is no foreign key: it has to outlive its connection. A row made before there was a ``client`` may
    have none: the nightly sweep alone sees it.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True)
    name = models.CharField(max_length=300, unique=True)
    connection_id = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, null=True, related_name="files")

    class Meta:
        indexes = (
            models.Index(name="loose_file_by_time", fields=["due_at"]),
            models.Index(name="loose_file_by_connection", fields=["connection_id"]),
        )

    def __str__(self) -> str:
        return f"loose file {self.pk}"


class QuarterlyInsights(models.Model):
    """One quarter of a company that was looked at, from which snapshot, and who was told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="quarters")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="quarters")
    quarter_end = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    mailed_to = ArrayField(models.EmailField(), default=list)

    class Meta:
        constraints = (models.UniqueConstraint(name="quarter_once_per_company", fields=["company", "quarter_end"]),)

    def __str__(self) -> str:
        return f"quarter to {self.quarter_end}"
