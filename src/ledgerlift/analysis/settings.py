"""What a caller may choose about an analysis."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class CashbackTier:
    """The cashback on a part of a year's card spend: ``percent`` (2 means 2 %) until spend reaches ``up_to``.

    ``up_to`` is in base currency; None means that the tier has no end.
    """

    percent: Decimal
    up_to: Decimal | None = None


PUBLISHED_TIERS = (CashbackTier(Decimal(2), up_to=Decimal(1_000_000)), CashbackTier(Decimal(1)))


@dataclass(frozen=True)
class BenefitRates:
    """What paying by card is taken to be worth: cashback, and the working time a payment no longer costs.

    ``hourly_cost`` is in base currency. Raises ValueError for tiers that do not rise or have something after their end.
    """

    cashback_tiers: tuple[CashbackTier, ...] = PUBLISHED_TIERS
    minutes_a_payment: Decimal = Decimal(3)
    hourly_cost: Decimal = Decimal(40)

    def __post_init__(self) -> None:
        ends = [tier.up_to for tier in self.cashback_tiers]
        known = [end for end in ends if end is not None]
        if None in ends[:-1] or known != sorted(set(known)) or any(end <= 0 for end in known):
            raise ValueError("each cashback tier must end above the one before it; only the last may have no end")


@dataclass(frozen=True)
class AnalysisSettings:
    """The choices of one analysis; everything left None is worked out from the records.

    ``as_of`` is the day the analysis is made: months that are not over by then are not full months, and dates after it
    do not move the period. ``supplier_threshold`` is in base currency a year and concerns the supplier table alone.
    ``imported_on`` is the day the company first shared its suppliers.
    """

    period_from: date | None = None
    period_to: date | None = None
    base_currency: str | None = None
    supplier_threshold: Decimal = Decimal(1)
    benefit_rates: BenefitRates = BenefitRates()
    as_of: date | None = None
    imported_on: date | None = None

    def __post_init__(self) -> None:
        if self.period_from and self.period_to and self.period_from > self.period_to:
            raise ValueError(f"the period starts on {self.period_from}, after its end on {self.period_to}")
