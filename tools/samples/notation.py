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


@dataclass(frozen=True)
class NumberNotation:
    """A way to write amounts, from a sample: the marks, the minus and what stands around a number are taken from it."""

    sample: str

    @property
    def is_native(self) -> bool:
        """Whether the cell is a number and not text."""
        return self.sample == "native"

    @property
    def decimal(self) -> str | None:
        """The decimal mark; None for cells that are numbers."""
        return None if self.is_native else self._marks[1]

    @functools.cached_property
    def _marks(self) -> tuple[str, str]:
        """The grouping mark and the decimal mark of the sample."""
        found = re.search(r"1([^\d]?)234([.,])56", self.sample)
        if not found:
            raise ValueError(f"{self.sample!r} is not a way to write 1234.56")
        return found.group(1), found.group(2)

    def write(self, amount: Decimal) -> str:
        """Write an amount as text, with two decimals."""
        grouping, decimal = self._marks
        digits = f"{abs(amount):,.2f}".translate(str.maketrans({",": grouping, ".": decimal}))
        written = re.sub(r"1([^\d]?)234([.,])56", lambda _: digits, self.sample)
        if amount < 0:
            return written
        # The sample shows a negative number; the marks of that go.
        return re.sub(r"^-|-$|[()]|(?<=[\d.,])-| CR$", "", written)

    def write_rate(self, rate: Decimal) -> str:
        """Write a currency rate as text, with six decimals."""
        return f"{rate:.6f}".replace(".", self._marks[1])
