"""The states of uploads and syncs and the moves between them. The reference page and the tests read these tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UploadState(models.TextChoices):
    """What is known about a file that was sent."""

    RECEIVED = "received", _("Received")
    READING = "reading", _("Being read")
    READY = "ready", _("Read")
    NEEDS_ANSWER = "needs_answer", _("Needs an answer")
    WRONG_REPORT = "wrong_report", _("Another report")
    NOT_RECOGNISED = "not_recognised", _("Not recognised")
    REJECTED = "rejected", _("Not accepted")


class SyncState(models.TextChoices):
    """Where a sync is."""

    QUEUED = "queued", _("Waiting")
    READING = "reading", _("In progress")
    COMPLETE = "complete", pgettext_lazy("sync", "Complete")
    FAILED = "failed", _("Failed")


READ = (
    UploadState.READY,
    UploadState.NEEDS_ANSWER,
    UploadState.WRONG_REPORT,
    UploadState.NOT_RECOGNISED,
    UploadState.REJECTED,
)
# A job that died is taken up again, so "reading" may begin anew.
UPLOAD_MOVES: dict[UploadState, set[UploadState]] = {
    UploadState.RECEIVED: {UploadState.READING},
    UploadState.READING: {UploadState.READING, *READ},
    **{state: {UploadState.RECEIVED} for state in READ},
}
SYNC_MOVES: dict[SyncState, set[SyncState]] = {
    SyncState.QUEUED: {SyncState.READING},
    SyncState.READING: {SyncState.READING, SyncState.COMPLETE, SyncState.FAILED},
    SyncState.COMPLETE: set(),
    SyncState.FAILED: {SyncState.QUEUED},
}


class MoveNotAllowedError(Exception):
    """A change of state that the table of moves does not hold."""


def check_upload_move(old: str, new: UploadState) -> None:
    """Refuse a move of an upload that the table does not hold."""
    if new not in UPLOAD_MOVES[UploadState(old)]:
        raise MoveNotAllowedError(f"upload: {old} to {new}")


def check_sync_move(old: str, new: SyncState) -> None:
    """Refuse a move of a sync that the table does not hold."""
    if new not in SYNC_MOVES[SyncState(old)]:
        raise MoveNotAllowedError(f"sync: {old} to {new}")


def render_diagram() -> str:
    """Draw both tables for the reference, as Mermaid state diagrams in Markdown."""
    lines = [
        "# States",
        "",
        "Drawn from `ledgerlift_server/syncs/states.py`; a test fails when this page is not current.",
        "",
    ]
    for title, moves, start in (("An upload", UPLOAD_MOVES, "received"), ("A sync", SYNC_MOVES, "queued")):
        lines += [f"## {title}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {start}"]
        for old, news in moves.items():
            lines += [f"    {old.value} --> {new.value}" for new in sorted(news, key=lambda state: state.value)]
        lines += ["```", ""]
    return "\n".join(lines)
