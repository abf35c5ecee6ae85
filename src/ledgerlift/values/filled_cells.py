"""The cells of a column that are not empty: as texts with how often each comes up, and a few of them for a first look.

A ledger of a million rows is looked at cell by cell only where it has to be.
"""

from dataclasses import dataclass
from typing import Self

import polars as pl

from ledgerlift.values.distinct import has_repeats

# Up to so many cells are looked at at once, which costs less than looking twice.
MANY = 20_000
# Enough of a long column to tell that it holds something else.
_FIRST_LOOK = 5_000


@dataclass(frozen=True)
class FilledCells:
    """``texts`` are the filled cells in the order of their rows, stripped.

    ``counted`` has the same as ``text`` and ``weight``, the number of cells. Its texts differ from one another, unless
    the column is long and hardly any comes up twice.
    """

    texts: pl.Series
    counted: pl.DataFrame

    @classmethod
    def of(cls, column: pl.Series) -> Self:
        """Take the filled cells of any texts: null and blank ones are empty."""
        stripped = column.cast(pl.String).str.strip_chars()
        return cls.of_stripped(stripped.set(stripped == "", None))

    @classmethod
    def of_stripped(cls, column: pl.Series) -> Self:
        """Take the filled cells of texts as a table has them: stripped already, and null where there is nothing."""
        texts = (column.drop_nulls() if column.null_count() else column).alias("text")
        if has_repeats(texts):
            return cls(texts, texts.value_counts(name="weight"))
        return cls(texts, pl.DataFrame({"text": texts, "weight": pl.Series([1]).new_from_index(0, texts.len())}))

    @property
    def count(self) -> int:
        """How many cells there are."""
        return self.texts.len()

    @property
    def is_long(self) -> bool:
        """Whether a first look pays."""
        return self.count > MANY

    def some(self, most: int = _FIRST_LOOK) -> Self:
        """Take at most so many cells at even distances."""
        return type(self).of_stripped(self.texts.gather_every(max(1, -(-self.count // most))))


def count_cells(counted: pl.DataFrame, condition: pl.Expr) -> int:
    """Count the cells, not the distinct texts, for which ``condition`` holds; ``weight`` says how many each row is."""
    return int(counted.select(pl.col("weight").filter(condition).sum()).item())
