"""What is made of a snapshot, in the engine's child: every report in both languages, and what the portal shows.

Reports lie in ``reports/<language>/<kind>/<name>``; the bundle is a kind of its own. A report that breaks is missing
there and named in the bundle's manifest and in what `make` gives.

``insights.json`` (amounts are texts, shares 0 to 1, percentages 0 to 100)::

    {"version", "currency", "period": [first, last] | null, "months": int, "usable_share",
     "overall": {column: value}, "methods": [{"level", "payment_method", "category", …}],
     "by_month": [{"month", "bills_amount", "bills_count", …}], "timings": [{"timing", "count", "amount"}],
     "concentration": [{"suppliers", "amount", "share"}], "new_since": date | null,
     "new_suppliers": {"count", "amount", "rows": […]} | null, "account": [{"data_type", "left_out", …}],
     "receipts": {"en" | "fr": {"title", "headline", "sections": [{"heading", "lines"}]}}}

Beside it stand ``transactions.parquet`` (the columns of `ledgerlift.analysis.insights`) and ``suppliers.parquet``.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledgerlift_server.ui.logs import describe_exception

if TYPE_CHECKING:
    import polars as pl

    from ledgerlift.analysis import Analysis
    from ledgerlift.analysis.insights import Insights
    from ledgerlift.pipeline import Language, Settings
    from ledgerlift.snapshot import Snapshot

VERSION = 1
MOST_NEW = 50
LANGUAGES: "tuple[Language, ...]" = ("en", "fr")


def make(
    snapshot_folder: Path,
    out: Path,
    *,
    today: date,
    imported_on: date | None,
    settings: "Settings",
    origin: Mapping[str, str],
) -> list[dict[str, str]]:
    """Write the reports to ``out/reports/<language>/<kind>/`` and the insights to ``out/insights/``.

    ``origin`` holds the ``company_id`` and the ``correlation_id`` that the bundle names. Gives the reports that could
    not be made: ``kind``, ``language`` and ``code``.
    """
    from ledgerlift.analysis import analyse
    from ledgerlift.analysis.insights import find_insights
    from ledgerlift.pipeline import make_reports
    from ledgerlift.reports.bundle import Origin, name_bundle, write_bundle
    from ledgerlift.snapshot import read_snapshot

    snapshot = read_snapshot(snapshot_folder)
    settings = settings.made_on(today, imported_on=imported_on)
    analysis = analyse(snapshot, settings.analysis)
    made_at, failed = datetime.combine(today, time(), UTC), []
    for language in LANGUAGES:
        folder, chosen = out / "reports" / language, settings.with_language(language).reports
        made = make_reports(analysis, snapshot, folder, chosen, a_folder_each=True, on_failure=note_failure)
        failed += [{"kind": each.kind, "language": language, "code": each.failure} for each in made if each.failure]
        bundle = folder / "bundle" / name_bundle(snapshot.manifest.company.name, today, language)
        bundle.parent.mkdir(parents=True)
        whose = Origin(created_at=made_at, **origin)
        write_bundle(made, bundle, analysis=analysis, snapshot=snapshot, settings=chosen, origin=whose)
    folder = out / "insights"
    folder.mkdir(parents=True)
    insights = find_insights(snapshot.frames, analysis)
    insights.transactions.write_parquet(folder / "transactions.parquet")
    analysis.suppliers.write_parquet(folder / "suppliers.parquet")
    described = describe(snapshot, analysis, insights)
    (folder / "insights.json").write_text(json.dumps(described, default=write_value), encoding="utf-8")
    return failed


def close_quarter(
    snapshot_folder: Path,
    out: Path,
    *,
    today: date,
    earlier: Path | None,
    imported_on: date | None,
    settings: "Settings",
) -> date | None:
    """Write Ongoing Insights to ``out/reports/<language>/ongoing_insights/``; give the last day of its quarter.

    None when the books do not hold two whole quarters: nothing is written then.
    """
    from ledgerlift.analysis import analyse
    from ledgerlift.problems import FileRejectedError
    from ledgerlift.reports import kinds
    from ledgerlift.reports.ongoing_insights import write_ongoing_insights
    from ledgerlift.snapshot import read_snapshot

    snapshot = read_snapshot(snapshot_folder)
    settings = settings.made_on(today, imported_on=imported_on)
    analysis = analyse(snapshot, settings.analysis)
    before = read_snapshot(earlier) if earlier else None
    kind = kinds()["ongoing_insights"]
    for language in LANGUAGES:
        path = out / "reports" / language / kind.name / kind.file_name(snapshot.manifest, language)
        path.parent.mkdir(parents=True)
        chosen = settings.with_language(language).reports
        try:
            write_ongoing_insights(analysis, snapshot, path, chosen, earlier=before)
        except FileRejectedError:
            return None
    return find_quarter_end(snapshot_folder, today)


def find_quarter_end(snapshot_folder: Path, today: date) -> date | None:
    """Find the last day of the latest quarter that a snapshot holds whole."""
    from ledgerlift.analysis.quarters import find_latest_quarter
    from ledgerlift.snapshot import read_snapshot

    quarter = find_latest_quarter(read_snapshot(snapshot_folder), today)
    return quarter.end if quarter else None


def note_failure(error: Exception) -> str:
    """Log where a report broke and give a code for it; the message stays out, for it may quote a cell."""
    sys.stderr.write(json.dumps({"event": "report failed", **describe_exception(error)}) + "\n")
    return type(error).__name__


def describe(snapshot: "Snapshot", analysis: "Analysis", insights: "Insights") -> dict[str, Any]:
    """Give the figures of ``insights.json``."""
    from ledgerlift.analysis.insights import find_new_since
    from ledgerlift.reports.receipt import make_receipt

    period, new = analysis.period, insights.new_suppliers
    receipts = {language: make_receipt(snapshot, analysis, language) for language in LANGUAGES}
    return {
        "version": VERSION,
        "currency": analysis.base_currency,
        "period": [period.start, period.end] if period else None,
        "months": analysis.months,
        "usable_share": insights.usable_share,
        "overall": analysis.overall,
        "methods": analysis.methods.to_dicts(),
        "by_month": insights.months.to_dicts(),
        "timings": insights.timings.to_dicts(),
        "concentration": insights.concentration.to_dicts(),
        "new_since": find_new_since(period) if new is not None else None,
        "new_suppliers": None if new is None else describe_new(new),
        "account": analysis.account.to_dicts(),
        "receipts": {
            language: {
                "title": receipt.title,
                "headline": receipt.headline,
                "sections": [{"heading": part.heading, "lines": part.lines} for part in receipt.sections],
            }
            for language, receipt in receipts.items()
        },
    }


def describe_new(new: "pl.DataFrame") -> dict[str, Any]:
    """Count the new suppliers and give the largest of them."""
    return {"count": new.height, "amount": new["total_spend"].sum(), "rows": new.head(MOST_NEW).to_dicts()}


def write_value(value: object) -> str:
    """Write what JSON has no form for: days, and amounts exactly."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    raise TypeError(type(value))


def list_reports(out: Path) -> Iterable[Path]:
    """List the reports that were written."""
    return sorted(path for path in (out / "reports").rglob("*") if path.is_file())
