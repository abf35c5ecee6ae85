"""What a caller may choose about an analysis."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
    as_of: date | None = None
    imported_on: date | None = None

    def __post_init__(self) -> None:
        if self.period_from and self.period_to and self.period_from > self.period_to:
            raise ValueError(f"the period starts on {self.period_from}, after its end on {self.period_to}")
