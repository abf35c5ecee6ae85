"""Spend by supplier, by payment method and by child company."""

from ledgerlift.analysis.analyse import RULES_VERSION, Analysis, analyse, analyse_records
from ledgerlift.analysis.period import Period
from ledgerlift.analysis.settings import AnalysisSettings, BenefitRates, CashbackTier

__all__ = [
    "RULES_VERSION",
    "Analysis",
    "AnalysisSettings",
    "BenefitRates",
    "CashbackTier",
    "Period",
    "analyse",
    "analyse_records",
]
