"""The order of the journey's pages, and where one stands in it."""

import dataclasses

from django.utils.translation import gettext as _

from ledgerlift_server.link.receipts import REPORT_NAMES
from ledgerlift_server.link.visits import Visit
from ledgerlift_server.syncs import queries
from ledgerlift_server.syncs.models import DataType

MINUTES = {DataType.SUPPLIERS: 3, DataType.BILLS: 3, DataType.PAYMENTS: 3, DataType.DIRECT_COSTS: 3}


@dataclasses.dataclass(frozen=True)
class Stop:
    """One line of the stepper."""

    number: int
    label: str
    note: str
    status: str
    url: str
    is_current: bool


def list_stops(visit: Visit, current: str) -> list[Stop]:
    """List the journey's steps with their status; those that can be opened now have an address."""
    connection = visit.connection
    agreed = visit.consent is not None
    stops: list[Stop] = []

    def add(key: str, label: str, *, status: str, url: str, note: str = "") -> None:
        stops.append(Stop(len(stops) + 1, label, note, status, url, key == current))

    name = connection.software_name if connection else ""
    add("software", _("Software"), note=name, status="done" if connection else "not_started", url=visit.url("software"))
    consent_url = visit.url("consent") if connection else ""
    add("consent", _("Consent"), status="done" if agreed else "not_started", url=consent_url)
    steps = queries.list_steps(connection) if connection else []
    statuses = {step.data_type: step.status for step in steps}
    for data_type in DataType:
        note = "" if data_type in queries.REQUIRED else _("optional")
        url = visit.url("step", data_type.value) if agreed else ""
        status = statuses.get(data_type, "not_started")
        add(data_type.value, str(REPORT_NAMES[data_type]), note=note, status=status, url=url)
    has_files = any(step.uploads for step in steps)
    is_complete = connection is not None and queries.find_latest_sync(connection) is not None
    add(
        "check",
        _("Check"),
        status="done" if is_complete else "not_started",
        url=visit.url("check") if agreed and has_files else "",
    )
    return stops


def next_url(visit: Visit, data_type: str) -> str:
    """Return the page after a report's."""
    order = list(DataType)
    position = order.index(DataType(data_type))
    return visit.url("step", order[position + 1].value) if position + 1 < len(order) else visit.url("check")


def previous_url(visit: Visit, data_type: str) -> str:
    """Return the page before a report's."""
    position = list(DataType).index(DataType(data_type))
    return visit.url("step", list(DataType)[position - 1].value) if position else visit.url("how")


def is_last_word(visit: Visit, data_type: str) -> bool:
    """Whether saying "looks right" to this report's file is all that is left: then it completes the journey as well."""
    if visit.connection is None or visit.only_step:
        return False
    steps = queries.list_steps(visit.connection)
    unconfirmed = [upload for step in steps for upload in step.uploads if not upload.confirmed_at]
    is_settled = all(step.status in {"done", "skipped"} for step in steps)
    return is_settled and [upload.data_type for upload in unconfirmed] == [data_type]


def resume_url(visit: Visit) -> str:
    """Return the page where somebody who comes back should go on."""
    if visit.connection is None:
        return visit.url("software")
    if visit.consent is None:
        return visit.url("consent")
    steps = queries.list_steps(visit.connection)
    if not any(step.uploads for step in steps):
        return visit.url("how")
    waiting = next((step for step in steps if step.status in {"received", "needs_you"}), None)
    missing = next((step for step in steps if not step.is_settled or step.status == "not_started"), None)
    step = waiting or missing
    return visit.url("step", step.data_type.value) if step else visit.url("check")
