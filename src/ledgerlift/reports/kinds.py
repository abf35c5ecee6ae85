"""The reports there are: their names, their file names, and how each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from ledgerlift.problems import Language
from ledgerlift.reports.words import say

if TYPE_CHECKING:
    from ledgerlift.analysis import Analysis
    from ledgerlift.reports.styles import Issuer
    from ledgerlift.snapshot import Snapshot


class Writer(Protocol):
    """Writes one report to a path."""

    def __call__(
        self,
        analysis: "Analysis",
        snapshot: "Snapshot",
        path: Path,
        *,
        language: Language = "en",
        issuer: "Issuer | None" = None,
    ) -> None:
        """Write the report; the same arguments give the same bytes."""


@dataclass(frozen=True)
class ReportKind:
    """One kind of report. Its writer is loaded when it is first asked for."""

    name: str
    suffix: str
    location: str  # module:function

    def file_name(self, language: Language = "en") -> str:
        """Name the file, in its language."""
        return say("files", self.name, language) + self.suffix

    @property
    def writer(self) -> Writer:
        """The function that writes it."""
        module, function = self.location.split(":")
        writer: Writer = getattr(import_module(module), function)
        return writer


def kinds() -> Mapping[str, ReportKind]:
    """List the reports by name, in the order they are made."""
    return _KINDS


_KINDS = MappingProxyType(
    {
        kind.name: kind
        for kind in (ReportKind("spend_analysis", ".xlsx", "ledgerlift.reports.spend_analysis:write_spend_analysis"),)
    }
)
