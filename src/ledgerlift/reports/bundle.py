"""The bundle: every report of one language in one ZIP, with a manifest that says what is in it and what is missing."""

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import metadata
from pathlib import Path

from ledgerlift.analysis import RULES_VERSION, Analysis
from ledgerlift.offers.exclusions import rules_version
from ledgerlift.problems import Language
from ledgerlift.reports.match.layouts import layouts_version
from ledgerlift.reports.package import TIMESTAMP
from ledgerlift.reports.settings import USUAL, ReportSettings
from ledgerlift.reports.text import safe_file_name
from ledgerlift.reports.used_settings import say_tiers, say_time
from ledgerlift.snapshot import Snapshot

MANIFEST = "manifest.txt"


@dataclass(frozen=True)
class MadeReport:
    """One report that was to be made: where it is, or why it is not (``failure``, a code); ``totals`` of its rows."""

    kind: str
    file_name: str
    path: Path | None = None
    failure: str = ""
    totals: str = ""


@dataclass(frozen=True)
class Origin:
    """What only the caller knows of a bundle; what is empty is left out of the manifest."""

    company_id: str = ""
    created_at: datetime | None = None
    correlation_id: str = ""


def name_bundle(company: str | None, day: date | None, language: Language) -> str:
    """Name the file: Calloway Ridge_SpendReports_fr_2026-06-03.zip; the language is left out of English ones."""
    parts = [
        safe_file_name(company or "Company"),
        "SpendReports",
        "" if language == "en" else language,
        day.isoformat() if day else "",
    ]
    return "_".join(filter(None, parts)) + ".zip"


def write_bundle(
    reports: Sequence[MadeReport],
    path: Path,
    *,
    analysis: Analysis,
    snapshot: Snapshot,
    settings: ReportSettings = USUAL,
    origin: Origin | None = None,
) -> None:
    """Write the bundle; the same arguments give the same bytes. Nothing is at ``path`` until it is complete."""
    lines = _write_manifest(reports, analysis, snapshot, settings=settings, origin=origin or Origin())
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as bundle:
            for report in reports:
                if report.path:
                    with bundle.open(_member(report.file_name), "w", force_zip64=True) as out:
                        out.write(report.path.read_bytes())
            with bundle.open(_member(MANIFEST), "w") as out:
                out.write("\n".join(lines).encode())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _member(name: str) -> zipfile.ZipInfo:
    # Workbooks are zips already: packing them again costs time and saves nothing.
    info = zipfile.ZipInfo(name, TIMESTAMP)
    info.create_system, info.external_attr = 3, 0o644 << 16
    return info


def _write_manifest(
    reports: Sequence[MadeReport],
    analysis: Analysis,
    snapshot: Snapshot,
    *,
    settings: ReportSettings,
    origin: Origin,
) -> Iterator[str]:
    """Write the manifest: facts, settings, then a line a report. The words are the same in each language."""
    manifest, period, rates = snapshot.manifest, analysis.period, analysis.settings.benefit_rates
    created = origin.created_at.strftime("%Y-%m-%dT%H:%M:%SZ") if origin.created_at else ""
    facts = {
        "Report type": "Spend Analysis",
        "Report ID": manifest.snapshot_id,
        "Company ID": origin.company_id,
        "Company": " ".join((manifest.company.name or "").split()),
        "Created": created,
        "Correlation ID": origin.correlation_id,
        "Language": {"en": "en", "fr": "fr-CA"}[settings.language],
        "Ledgerlift": metadata.version("ledgerlift"),
        "Rules version": RULES_VERSION,
        "Match layouts version": layouts_version(),
        "Exclusion rules version": rules_version(),
        "Period": f"{period.start.isoformat()} to {period.end.isoformat()}" if period else "",
        "Months reviewed": str(analysis.months),
        "Base currency": analysis.base_currency or "",
        "Supplier threshold": str(analysis.settings.supplier_threshold),
        "Cashback": say_tiers(rates, analysis.base_currency, "en"),
        "Time saved": say_time(rates, analysis.base_currency, "en"),
        "Page": settings.paper,
        "Issuer": " ".join(settings.issuer.name.split()) if settings.issuer else "",
        "Reports": ", ".join(report.kind for report in reports),
        "Minimum spend": str(settings.minimum_spend),
        **{f"Columns of {name}": ", ".join(columns) for name, columns in sorted(settings.match_columns.items())},
    }
    yield from (f"{name}: {value}" for name, value in facts.items() if value)
    yield ""
    yield "Status\tCreated\tSHA-256\tBytes\tFile\tReason\tTotals"
    for report in reports:
        if report.path:
            content = report.path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            yield f"INCLUDED\t{created}\t{digest}\t{len(content)}\t{report.file_name}\t\t{report.totals}"
        else:
            yield f"FAILED\t{created}\t\t\t{report.file_name}\t{report.failure}\t"
    yield ""
