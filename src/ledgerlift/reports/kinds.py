"""The reports there are: their names, their file names, and how each is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from ledgerlift.problems import Language
from ledgerlift.reports.settings import USUAL, ReportSettings
from ledgerlift.reports.text import safe_file_name
from ledgerlift.reports.words import say

if TYPE_CHECKING:
    from ledgerlift.analysis import Analysis
    from ledgerlift.snapshot import Manifest, Snapshot

_DIGITS_OF_A_RUN = 8


class Writer(Protocol):
    """Writes one report to a path."""

    def __call__(
        self, analysis: "Analysis", snapshot: "Snapshot", path: Path, settings: ReportSettings = USUAL
    ) -> str | None:
        """Write the report; the same arguments give the same bytes. What it gives stands in the bundle's manifest."""


@dataclass(frozen=True)
class ReportKind:
    """One kind of report. Its writer is loaded when it is first asked for.

    A kind that is not ``by_default`` is made only when it is named; one of ``each_quarter`` only by itself, when a
    quarter is complete. One that ``is_sent`` to a card network is named for whose it is and of which snapshot, for it
    lies there among those of others. ``options`` are arguments of the writer that the kind itself settles, for writers
    that several kinds share.
    """

    name: str
    suffix: str
    location: str  # module:function
    by_default: bool = True
    each_quarter: bool = False
    is_sent: bool = False
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def file_name(self, manifest: "Manifest", language: Language = "en") -> str:
        """Name the file, in its language: Spend Analysis.xlsx, PayTech_Calloway-Ridge_20251231_5c1d09aa.xlsx."""
        title = say("files", self.name, language)
        if not self.is_sent:
            return title + self.suffix
        company = safe_file_name(manifest.company.name) if manifest.company.name else ""
        day = f"{manifest.last_date:%Y%m%d}" if manifest.last_date else ""
        run = manifest.snapshot_id.removeprefix("snap_")[:_DIGITS_OF_A_RUN]
        return "_".join(part.replace(" ", "-") for part in (title, company, day, run) if part) + self.suffix

    @property
    def writer(self) -> Writer:
        """The function that writes it."""
        module, function = self.location.split(":")
        writer: Writer = partial(getattr(import_module(module), function), **self.options)
        return writer


def kinds() -> Mapping[str, ReportKind]:
    """List the reports by name, in the order they are made."""
    return _KINDS


def list_wanted(settings: ReportSettings) -> list[ReportKind]:
    """List the reports that settings ask for, in the order they are made; raises KeyError for one there is not."""
    made = [kind for kind in _KINDS.values() if not kind.each_quarter]
    if settings.reports is None:
        return [kind for kind in made if kind.by_default]
    if unknown := [name for name in settings.reports if name not in _KINDS]:
        raise KeyError(*unknown)
    return [kind for kind in made if kind.name in settings.reports]


def _match_file(network: str) -> ReportKind:
    location = "ledgerlift.reports.match.match_file:write_match_file"
    options = MappingProxyType({"network": network})
    return ReportKind(network, ".xlsx", location, by_default=False, is_sent=True, options=options)


def _ongoing_insights() -> ReportKind:
    location = "ledgerlift.reports.ongoing_insights:write_ongoing_insights"
    return ReportKind("ongoing_insights", ".xlsx", location, by_default=False, each_quarter=True)


_KINDS = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            ReportKind("spend_analysis", ".xlsx", "ledgerlift.reports.spend_analysis:write_spend_analysis"),
            ReportKind("spend_summary", ".pptx", "ledgerlift.reports.spend_summary:write_spend_summary"),
            ReportKind("problem_sheet", ".xlsx", "ledgerlift.reports.problem_sheet:write_problem_sheet"),
            *map(_match_file, ("mastercard_match", "visa_vendor_match", "wex_vendor", "paytech", "comdata")),
            _ongoing_insights(),
        )
    }
)
