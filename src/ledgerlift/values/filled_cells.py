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
        """Take the filled cells of a column: null and blank ones are empty."""
        texts = column.cast(pl.String).drop_nulls().alias("text")
        if not has_repeats(texts):
            return cls._of_stripped(_strip(texts))
        counted = texts.value_counts(name="weight")
        # Nearly all columns are stripped where they are read; their cells need not be touched.
        is_plain = _strip(counted["text"]).equals(counted["text"])
        return cls(texts, counted) if is_plain else cls._of_stripped(_strip(texts))

    @classmethod
    def _of_stripped(cls, texts: pl.Series) -> Self:
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
        return type(self)._of_stripped(self.texts.gather_every(max(1, -(-self.count // most))))


def count_cells(counted: pl.DataFrame, condition: pl.Expr) -> int:
    """Count the cells, not the distinct texts, for which ``condition`` holds; ``weight`` says how many each row is."""
    return int(counted.select(pl.col("weight").filter(condition).sum()).item())


def _strip(texts: pl.Series) -> pl.Series:
    stripped = texts.str.strip_chars()
    return stripped.filter(stripped != "")
