"""What changes the reports made of a snapshot. Each action is one transaction with its event, and with its job."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ledgerlift_server.accounts.actors import SYSTEM, Actor
from ledgerlift_server.companies import events
from ledgerlift_server.jobs import queue
from ledgerlift_server.syncs import loose_files, standing
from ledgerlift_server.syncs.models import (
    QuarterlyInsights,
    Snapshot,
    SnapshotFile,
)


def tell_failed_reports(snapshot: Snapshot) -> None:
    """Write down which reports could not be made. Runs in the caller's transaction."""
    if snapshot.failed_reports:
        company, failed = snapshot.sync.connection.company, snapshot.failed_reports
        events.record("reports.failed", company=company, by=SYSTEM, subject=snapshot.id, reports=failed)


@transaction.atomic
def keep_quarter(*, snapshot: Snapshot, quarter_end: datetime.date, kept: list[SnapshotFile]) -> None:
    """Keep a quarter's insights beside their snapshot, and have the subscribers told; once a quarter."""
    company = snapshot.sync.connection.company
    quarter, is_new = QuarterlyInsights.objects.get_or_create(
        company=company, quarter_end=quarter_end, defaults={"snapshot": snapshot}
    )
    if not is_new:
        return
    snapshot.files.filter(path__in=[file.path for file in kept]).delete()
    for file in kept:
        file.snapshot = snapshot
    SnapshotFile.objects.bulk_create(kept)
    loose_files.claim([file.storage_name for file in kept])
    events.record("insights.made", company=company, by=SYSTEM, subject=quarter.id, quarter=quarter_end.isoformat())
    queue.enqueue("syncs.mail_insights", lock=quarter.id, quarter_id=str(quarter.id))


@transaction.atomic
def update_reports(*, snapshot: Snapshot, by: Actor) -> None:
    """Have a snapshot's reports and insights made anew: by today's rules and settings, of the same records."""
    snapshot = (
        Snapshot.objects.select_for_update(of=["self"]).select_related("sync__connection__company").get(pk=snapshot.pk)
    )
    if snapshot.remaking_since is None:
        snapshot.remaking_since = timezone.now()
        snapshot.save(update_fields=["remaking_since"])
        company = snapshot.sync.connection.company
        standing.refresh(company)
        events.record("reports.update_requested", company=company, by=by, subject=snapshot.id)
        queue.enqueue("syncs.remake_products", lock=snapshot.sync.connection_id, snapshot_id=str(snapshot.id))


@transaction.atomic
def replace_products(
    *, snapshot: Snapshot, kept: list[SnapshotFile], failed: list[dict[str, str]] | None = None
) -> None:
    """Put new reports and insights in place of a snapshot's earlier ones. Its records are never touched.

    What was made of a quarter stays: it was mailed as it is.
    """
    stays = Q(path__startswith="snapshot/") | Q(path="receipt.txt") | Q(path__contains="/ongoing_insights/")
    earlier = snapshot.files.exclude(stays)
    gone = set(earlier.values_list("storage_name", flat=True)) - {file.storage_name for file in kept}
    earlier.delete()
    for file in kept:
        file.snapshot = snapshot
    SnapshotFile.objects.bulk_create(kept)
    loose_files.claim([file.storage_name for file in kept])
    snapshot.failed_reports = failed or []
    snapshot.save(update_fields=["failed_reports"])
    tell_failed_reports(snapshot)
    end_remaking(snapshot)
    company = snapshot.sync.connection.company
    events.record("reports.updated", company=company, by=SYSTEM, subject=snapshot.id)
    loose_files.release(gone, client_id=company.client_id, lock=snapshot.id)


@transaction.atomic
def fail_remaking(*, snapshot: Snapshot, code: str) -> None:
    """Note that new reports could not be made; the earlier ones stay."""
    end_remaking(snapshot)
    company = snapshot.sync.connection.company
    events.record("reports.update_failed", company=company, by=SYSTEM, subject=snapshot.id, code=code)


def end_remaking(snapshot: Snapshot) -> None:
    """Note that nothing is being made anew any more. Runs in the caller's transaction."""
    snapshot.remaking_since = None
    snapshot.save(update_fields=["remaking_since"])
    standing.refresh(snapshot.sync.connection.company)
