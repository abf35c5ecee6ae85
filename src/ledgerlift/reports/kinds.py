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
from ledgerlift.reports.words import say

if TYPE_CHECKING:
    from ledgerlift.analysis import Analysis
    from ledgerlift.snapshot import Snapshot


class Writer(Protocol):
    """Writes one report to a path."""

    def __call__(
        self, analysis: "Analysis", snapshot: "Snapshot", path: Path, settings: ReportSettings = USUAL
    ) -> None:
        """Write the report; the same arguments give the same bytes."""


@dataclass(frozen=True)
class ReportKind:
    """One kind of report. Its writer is loaded when it is first asked for.

    A kind that is not ``by_default`` is made only when it is named; one of ``each_quarter`` only by itself, when a
    quarter is complete. ``options`` are arguments of the writer that the kind itself settles, for writers that several
    kinds share.
    """

    name: str
    suffix: str
    location: str  # module:function
    by_default: bool = True
    each_quarter: bool = False
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def file_name(self, language: Language = "en") -> str:
        """Name the file, in its language."""
        return say("files", self.name, language) + self.suffix

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
    return ReportKind(network, ".xlsx", location, by_default=False, options=MappingProxyType({"network": network}))


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
