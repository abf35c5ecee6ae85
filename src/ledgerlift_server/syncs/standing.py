"""What a company's row says about its syncs, for lists that are sorted and filtered by it."""

from collections.abc import Collection

from django.db.models import Max

from ledgerlift_server.companies.models import Company, ReportStatus
from ledgerlift_server.syncs.models import CurrentSnapshot, Sync
from ledgerlift_server.syncs.states import SyncState


def refresh(company: Company) -> None:
    """Work out report status and last data sync again. Runs in the caller's transaction."""
    syncs = Sync.objects.filter(connection__company=company)
    states = set(syncs.values_list("state", flat=True).distinct())
    current = CurrentSnapshot.objects.filter(connection__company=company)
    remaking = list(current.values_list("snapshot__remaking_since", flat=True))
    newest = syncs.filter(state=SyncState.COMPLETE).aggregate(at=Max("finished_at"))["at"]
    company.report_status = (
        ReportStatus.GENERATING if any(remaking) else write_status(states, is_available=bool(remaking))
    )
    company.last_synced_at = newest
    Company.objects.filter(pk=company.pk).update(report_status=company.report_status, last_synced_at=newest)


def write_status(states: Collection[str], *, is_available: bool) -> ReportStatus:
    """Put the states of a company's syncs into one word for the bank."""
    if SyncState.QUEUED in states or SyncState.READING in states:
        return ReportStatus.GENERATING
    if is_available:
        return ReportStatus.AVAILABLE
    return ReportStatus.FAILED if SyncState.FAILED in states else ReportStatus.UNAVAILABLE
