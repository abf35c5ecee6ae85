"""Dates: in which order a column writes them, decided from the whole column, and the column read in that order."""

from dataclasses import dataclass
from typing import Literal

DateOrder = Literal["DMY", "MDY", "YMD", "native", "serial", "julian", "ambiguous"]


@dataclass(frozen=True)
class DateStyle:
    """How a column writes its dates. ``order`` is ``ambiguous`` when every day is 12 or less: ask, never guess."""

    order: DateOrder
    share: float  # of the non-empty cells that read as dates in this order (placeholders for "no date" count as read)
    reasons: tuple[str, ...] = ()
    runner_up: DateOrder | None = None
