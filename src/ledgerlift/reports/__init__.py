"""The reports: layout only, no figure is worked out here."""

from ledgerlift.reports.kinds import ReportKind, kinds, list_wanted
from ledgerlift.reports.settings import ReportSettings
from ledgerlift.reports.styles import Issuer

__all__ = ["Issuer", "ReportKind", "ReportSettings", "kinds", "list_wanted"]
