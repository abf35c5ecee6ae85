"""What a way of writing dates is, so that those who find it and those who read by it agree."""

from dataclasses import dataclass
from typing import Literal

DateOrder = Literal["DMY", "MDY", "YMD", "native", "serial", "julian", "ambiguous"]
# What bare numbers of five and six digits are in a column: days since 1900 put in by a spreadsheet, or 150324 without
# its marks, a leading zero perhaps lost.
Numbers = Literal["serial", "digits"]


@dataclass(frozen=True)
class DateStyle:
    """How a column writes its dates. ``order`` is ``ambiguous`` when every day is 12 or less: ask, never guess.

    An answer, or the order of another column of the file, goes in with ``dataclasses.replace(style, order="DMY")``.
    """

    order: DateOrder
    share: float  # of the non-empty cells that read as dates in this order (placeholders for "no date" count as read)
    reasons: tuple[str, ...] = ()
    runner_up: DateOrder | None = None  # the next best order; of an ambiguous column, the likeliest one
    choices: tuple[DateOrder, ...] = ()  # of an ambiguous column: the orders that read it, likeliest first
    certainty: float = 1.0  # that ``order`` is right; of an ambiguous column, that the first of its choices is
    numbers: Numbers = "serial"
    reads_loose: bool = True  # False: the few cells that do not tell their own order are left unread
    epoch_is_empty: bool = False  # 1970-01-01 stands for "no date" here
    is_swapped: bool = False  # a spreadsheet seems to have taken day for month wherever it could
