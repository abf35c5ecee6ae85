"""How dates and numbers are written, from patterns such as ``dd/mm/yyyy`` and ``-1.234,56``."""

import datetime as dt
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tools.samples.wording import languages

TOKEN = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dd|d|cyyddd|hh:mi:ss")
EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class DateNotation:
    """A way to write dates. ``native`` and ``serial`` are workbook cells: a date, or its bare number."""

    pattern: str
    language: str
    empty: str = ""

    @property
    def is_native(self) -> bool:
        """Whether the cell is a date and not text."""
        return self.pattern.startswith("native")

    @property
    def display(self) -> str:
        """How a workbook shows a native date."""
        return self.pattern.removeprefix("native").strip() or "yyyy-mm-dd"

    def write(self, date: dt.date | None) -> str:
        """Write a date as text."""
        if date is None:
            return self.empty
        if self.pattern == "serial":
            return str((date - EPOCH).days)
        words = languages()[self.language]
        parts = {
            "yyyy": f"{date:%Y}", "yy": f"{date:%y}", "mmmm": words["months"][date.month - 1],
            "mmm": words["short_months"][date.month - 1], "mm": f"{date:%m}", "m": str(date.month),
            "dd": f"{date:%d}", "d": str(date.day), "hh:mi:ss": "00:00:00",
            "cyyddd": f"{date.year // 100 - 19}{date:%y%j}",
        }  # fmt: skip
        return TOKEN.sub(lambda found: parts[found.group()], self.pattern)

    def order(self, dates: Iterable[dt.date]) -> str:
        """Say in which order a column of these dates is written, or that nothing in it can tell."""
        if self.is_native:
            return "native"
        if self.pattern == "serial":
            return "serial"
        tokens = TOKEN.findall(self.pattern)
        if tokens == ["cyyddd"]:
            return "julian"
        order = "".join(token[0].upper() for token in tokens if token[0] in "ymd")
        has_month_name = "mmm" in self.pattern
        if order != "YMD" and not has_month_name and all(date.day <= 12 for date in dates):
            return "ambiguous"
        return order


NUMBER = re.compile(r"1([^\d]?)234([.,]?)56")


@dataclass(frozen=True)
class NumberNotation:
    """A way to write amounts, from a sample of a negative one: ``-1,234.56``, ``(1.234,56)``, ``1 234,56-``.

    Whatever else stands in the sample stands around every amount; ``-123456`` leaves the decimal mark out.
    """

    sample: str

    @property
    def is_native(self) -> bool:
        """Whether the cell is a number and not text."""
        return self.sample == "native"

    @property
    def decimal(self) -> str | None:
        """The decimal mark; None for cells that are numbers, and for numbers without one."""
        return None if self.is_native else self._marks[1] or None

    @functools.cached_property
    def _marks(self) -> tuple[str, str]:
        """The grouping mark and the decimal mark of the sample."""
        found = NUMBER.search(self.sample)
        if not found or not re.search(r"[-(]", self.sample):
            raise ValueError(f"{self.sample!r} is not a way to write -1234.56")
        return found.group(1), found.group(2)

    def write(self, amount: Decimal) -> str:
        """Write an amount as text, with two decimals."""
        grouping, decimal = self._marks
        digits = f"{abs(amount):,.2f}".replace(",", "g").replace(".", decimal).replace("g", grouping)
        sample = self.sample if amount < 0 else re.sub(r"[-()]", "", self.sample)
        return NUMBER.sub(lambda _: digits if decimal else digits.lstrip("0") or "0", sample)

    def write_rate(self, rate: Decimal) -> str:
        """Write a currency rate as text, with six decimals."""
        return f"{rate:.6f}".replace(".", self._marks[1] or ".")
