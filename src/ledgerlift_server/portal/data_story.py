"""How a company's figures came about, told from its uploads, the manifest of its snapshot and its insights."""

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from ledgerlift_server.companies.models import Company
from ledgerlift_server.syncs import insights
from ledgerlift_server.syncs import queries as syncs
from ledgerlift_server.syncs.insights import Insights
from ledgerlift_server.syncs.models import Snapshot, Upload
from ledgerlift_server.syncs.states import UploadState

SEVERITIES = ("refusal", "question", "warning", "note")
COMPARED = ("suppliers_count", "bills_count", "bills_amount", "payments_count", "payments_amount", "direct_costs_count",
            "direct_costs_amount", "total_spend")  # fmt: skip
AMOUNTS = {"bills_amount", "payments_amount", "direct_costs_amount", "total_spend"}


@dataclasses.dataclass(frozen=True)
class ProblemGroup:
    """One kind of problem over all files, with what to write to the customer in their language."""

    code: str
    severity: str
    sentence: str
    count: int
    files: Sequence[str]
    letter: str
    language: str


def list_uploads_behind(company: Company, snapshot: Snapshot | None) -> list[Upload]:
    """List the files a snapshot was made of, and those that wait for somebody."""
    kept = syncs.list_uploads_of(company).filter(removed_at=None)
    waiting = [upload for upload in kept if upload.state != UploadState.READY]
    used = list(snapshot.sync.uploads.order_by("received_at")) if snapshot else []
    return used + [upload for upload in waiting if upload not in used]


def group_problems(company: Company, uploads: Sequence[Upload]) -> list[ProblemGroup]:
    """Put the problems of files together by kind, the most serious first."""
    language = "fr" if company.contact_language.startswith("fr") else "en"
    found: dict[str, list[tuple[Upload, dict[str, Any]]]] = {}
    for upload in uploads:
        for problem in (upload.inspection or {}).get("problems", []):
            found.setdefault(problem["code"], []).append((upload, problem))
    groups = [
        ProblemGroup(
            code=code,
            severity=same[0][1]["severity"],
            sentence=same[0][1][page_language()],
            count=sum(problem["count"] for _, problem in same),
            files=sorted({upload.original_name for upload, _ in same}),
            letter="\n".join(f"{upload.original_name}: {problem[language]}" for upload, problem in same),
            language=language,
        )
        for code, same in found.items()
    ]
    return sorted(groups, key=lambda group: (SEVERITIES.index(group.severity), -group.count))


def page_language() -> str:
    """Return the language of the page as the engine names it."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def list_sources(snapshot: Snapshot, uploads: Sequence[Upload]) -> list[dict[str, Any]]:
    """List the files of a snapshot with the columns of each table: what it was read as, how sure, why."""
    by_name = {upload.original_name: upload for upload in uploads}
    return [{**source, "upload": by_name.get(source["name"])} for source in snapshot.manifest.get("sources", [])]


def describe_snapshots(company: Company) -> list[dict[str, Any]]:
    """List a company's snapshots, newest first, with the size of each and which one counts."""
    current = {pointer.snapshot_id for pointer in syncs.list_pointers(company)}
    described = []
    for snapshot in syncs.list_snapshots_of(company)[:20]:
        found = insights.find(snapshot)
        overall = found.figures["overall"] if found else {}
        described.append(
            {
                "snapshot": snapshot,
                "is_current": snapshot.id in current,
                "figures": found.figures if found else None,
                "overall": overall,
            }
        )
    return described


def compare(one: Insights | None, current: Insights | None) -> list[dict[str, Any]]:
    """Set the figures of a snapshot beside those of the current one."""
    if one is None or current is None:
        return []
    rows = []
    for name in COMPARED:
        here, now = (Decimal(each.figures["overall"][name]) for each in (one, current))
        rows.append({"name": name, "here": here, "now": now, "change": here - now, "is_amount": name in AMOUNTS})
    return rows
