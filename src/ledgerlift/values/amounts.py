"""Amounts: which decimal and grouping marks a column uses, decided from the whole column, and the column read so."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class NumberStyle:
    """How a column writes its numbers. ``decimal`` is the mark; ``grouping`` holds every thousands mark seen."""

    decimal: Literal[".", ","]
    grouping: str  # such as ",", "'", or spaces of several kinds; "" when there is none
    share: float  # of the non-empty cells that read as numbers in this style
    is_certain: bool = True  # False when nothing in the column tells "1.234" from "1,234"
    implied_decimals: int = 0
    reasons: tuple[str, ...] = ()
