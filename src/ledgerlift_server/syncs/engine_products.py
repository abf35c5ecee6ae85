"""What is made of a snapshot, in the engine's child: every report in both languages, and what the portal shows.

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
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from ledgerlift.analysis import Analysis
    from ledgerlift.analysis.insights import Insights
    from ledgerlift.pipeline import Language, Settings
    from ledgerlift.snapshot import Snapshot

VERSION = 1
MOST_NEW = 50
LANGUAGES: "tuple[Language, ...]" = ("en", "fr")


def make(snapshot_folder: Path, out: Path, *, today: date, imported_on: date | None, settings: "Settings") -> None:
    """Write the reports to ``out/reports/<language>/<kind>/`` and the insights to ``out/insights/``."""
    from ledgerlift.analysis import analyse
    from ledgerlift.analysis.insights import find_insights
    from ledgerlift.reports import list_wanted
    from ledgerlift.snapshot import read_snapshot

    snapshot = read_snapshot(snapshot_folder)
    settings = settings.made_on(today, imported_on=imported_on)
    analysis = analyse(snapshot, settings.analysis)
    for kind in list_wanted(settings.reports):
        for language in LANGUAGES:
            path = out / "reports" / language / kind.name / kind.file_name(language)
            path.parent.mkdir(parents=True)
            kind.writer(analysis, snapshot, path, settings.with_language(language).reports)
    folder = out / "insights"
    folder.mkdir(parents=True)
    insights = find_insights(snapshot.frames, analysis)
    insights.transactions.write_parquet(folder / "transactions.parquet")
    analysis.suppliers.write_parquet(folder / "suppliers.parquet")
    described = describe(snapshot, analysis, insights)
    (folder / "insights.json").write_text(json.dumps(described, default=write_value), encoding="utf-8")


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
