"""What a caller may choose about the reports: which are made, and what they look like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from ledgerlift.problems import Language
from ledgerlift.reports.styles import Issuer

# What a page is: paper, or a screen of 16:9 (workbooks, which are printed, then keep to Letter).
Paper = Literal["letter", "a4", "screen"]


@dataclass(frozen=True)
class ReportSettings:
    """The choices of one set of reports.

    ``reports`` names those to be made; None means every one that is not off unless asked for. ``minimum_spend`` is what
    a supplier costs a year at least, in base currency, to be in a match file; ``match_columns`` names, by report, the
    columns of a match file that differ from the network's own.
    """

    language: Language = "en"
    paper: Paper = "letter"
    issuer: Issuer | None = None
    reports: tuple[str, ...] | None = None
    minimum_spend: Decimal = Decimal(0)
    match_columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


USUAL = ReportSettings()
