"""The reports: layout only, no figure is worked out here."""

from ledgerlift.reports.kinds import ReportKind, kinds

__all__ = ["ReportKind", "kinds"]
