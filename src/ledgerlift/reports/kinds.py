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

    A kind that is not ``by_default`` is made only when it is named. ``options`` are arguments of the writer that the
    kind itself settles, for writers that several kinds share.
    """

    name: str
    suffix: str
    location: str  # module:function
    by_default: bool = True
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
    if settings.reports is None:
        return [kind for kind in _KINDS.values() if kind.by_default]
    if unknown := [name for name in settings.reports if name not in _KINDS]:
        raise KeyError(*unknown)
    return [kind for kind in _KINDS.values() if kind.name in settings.reports]


_KINDS = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            ReportKind("spend_analysis", ".xlsx", "ledgerlift.reports.spend_analysis:write_spend_analysis"),
            ReportKind("spend_summary", ".pptx", "ledgerlift.reports.spend_summary:write_spend_summary"),
        )
    }
)
