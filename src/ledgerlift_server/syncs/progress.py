"""How far companies are on their journey, for a page of them with as few queries as for one."""

import dataclasses
import datetime
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, Max, OuterRef

from ledgerlift_server.companies.models import Company, Connection, ConnectionStatus, Consent, Link, ReportStatus
from ledgerlift_server.syncs.models import DataType, SkippedStep, Sync, Upload
from ledgerlift_server.syncs.queries import find_status
from ledgerlift_server.syncs.states import SyncState


@dataclasses.dataclass(frozen=True)
class Progress:
    """Where one company is: its steps with not_started, received, needs_you, done or skipped, in their order."""

    steps: Mapping[str, str]
    asked_at: datetime.datetime | None
    failure_code: str

    @property
    def has_link(self) -> bool:
        """Whether the company was ever given a link."""
        return self.asked_at is not None

    @property
    def done_count(self) -> int:
        """How many steps need nothing more."""
        return sum(status in {"done", "skipped"} for status in self.steps.values())

    @property
    def next_step(self) -> str:
        """The first step that is not done; empty when all are."""
        return next((step for step, status in self.steps.items() if status not in {"done", "skipped"}), "")


STEPS = ("software", "consent", *DataType.values, "complete")


def find(companies: Collection[Company]) -> dict[uuid.UUID, Progress]:
    """Find how far each company is."""
    connections = find_connections(companies)
    by_id = {connection.id: company_id for company_id, connection in connections.items()}
    uploads: dict[uuid.UUID, dict[str, list[Upload]]] = {company.id: {} for company in companies}
    kept = Upload.objects.filter(connection__in=by_id, removed_at=None)
    for upload in kept.only("connection_id", "data_type", "state"):
        uploads[by_id[upload.connection_id]].setdefault(upload.data_type, []).append(upload)
    skipped: dict[uuid.UUID, set[str]] = {company.id: set() for company in companies}
    for step in SkippedStep.objects.filter(connection__in=by_id):
        skipped[by_id[step.connection_id]].add(step.data_type)
    asked = Link.objects.filter(company__in=companies).values_list("company").annotate(Max("created_at"))
    asked_at = dict(asked)
    failures = find_failures(companies)
    return {
        company.id: Progress(
            steps=list_steps(connections.get(company.id), uploads[company.id], skipped[company.id]),
            asked_at=asked_at.get(company.id),
            failure_code=failures.get(company.id, ""),
        )
        for company in companies
    }


def find_connections(companies: Collection[Company]) -> dict[uuid.UUID, Any]:
    """Find each company's open connection, with whether its consent is given."""
    consent = Consent.objects.filter(connection=OuterRef("pk"), withdrawn_at=None)
    found = Connection.objects.filter(company__in=companies).exclude(status=ConnectionStatus.UNLINKED)
    return {connection.company_id: connection for connection in found.annotate(has_consent=Exists(consent))}


def find_failures(companies: Collection[Company]) -> dict[uuid.UUID, str]:
    """Find why the last failed sync of each company failed, for those whose reports have failed."""
    failed = [company for company in companies if company.report_status == ReportStatus.FAILED]
    syncs = Sync.objects.filter(connection__company__in=failed, state=SyncState.FAILED).order_by("created_at")
    return dict(syncs.values_list("connection__company", "failure_code"))


def list_steps(connection: Any, uploads: dict[str, list[Upload]], skipped: set[str]) -> dict[str, str]:  # noqa: ANN401 - annotated
    """Say where each step stands."""
    if connection is None:
        return dict.fromkeys(STEPS, "not_started")
    reports = {
        data_type: find_status(uploads.get(data_type, []), is_skipped=data_type in skipped)
        for data_type in DataType.values
    }
    is_complete = connection.status == ConnectionStatus.LINKED
    return {
        "software": "done",
        "consent": "done" if connection.has_consent else "not_started",
        **reports,
        "complete": "done" if is_complete else "not_started",
    }
