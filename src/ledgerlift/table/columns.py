"""What the columns of some rows hold: how full each is, and what its cells look like."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ledgerlift.table.shape import Shape, is_money, is_nil, shape_of

# Of a column's filled cells, so many must look alike before the column is said to look so.
_DOMINANT = 0.7


@dataclass(frozen=True)
class ColumnShape:
    """One column over some rows: the share of rows that fill it, and the shape nearly all its cells have."""

    share: float
    shape: Shape | None
    is_money: bool
    values: Mapping[str, int]

    @property
    def is_repetitive(self) -> bool:
        """Whether few values make up the column, as in a status or a department."""
        return sum(self.values.values()) >= 5 and len(self.values) * 2 <= sum(self.values.values())

    @property
    def is_key(self) -> bool:
        """Whether numbers without any mark of money mostly have one length: document numbers, periods, codes."""
        if self.shape != "number":
            return False
        lengths = Counter[int]()
        for text, count in self.values.items():
            lengths[len(text) if text.isdigit() else 0] += count
        length, alike = lengths.most_common(1)[0]
        return length >= 4 and alike * 10 >= 6 * lengths.total() and lengths[0] * 20 <= lengths.total()

    @property
    def is_currency(self) -> bool:
        """Whether all values are written as currency codes are."""
        return all(len(text) == 3 and text.isalpha() and text.isupper() for text in self.values)

    @property
    def is_constant(self) -> bool:
        """Whether the column says next to nothing: a company, a currency."""
        count = sum(self.values.values())
        return self.is_currency or (count >= 3 and len(self.values) == 1) or (count >= 10 and len(self.values) == 2)


def describe_columns(rows: Sequence[Mapping[int, str]]) -> dict[int, ColumnShape]:
    """Describe each column that any of the rows fills."""
    values: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        for position, text in row.items():
            values[position].append(text)
    return {position: _describe(Counter(texts), len(rows)) for position, texts in sorted(values.items())}


def _describe(counts: Counter[str], height: int) -> ColumnShape:
    shapes: Counter[Shape] = Counter()
    filled = money = 0
    for text, count in counts.items():
        filled += count
        if not is_nil(text):
            shapes[shape_of(text)] += count
            money += count * is_money(text)
    shape, alike = max(shapes.items(), key=lambda item: item[1], default=(None, 0))
    dominant = shape if alike >= _DOMINANT * sum(shapes.values()) else None
    return ColumnShape(filled / height, dominant, dominant == "number" and money > 0, counts)


def widest_rows(rows: Iterable[Mapping[int, str]]) -> list[Mapping[int, str]]:
    """Keep the rows that hold most of the cells; captions of groups, totals and footers are narrower."""
    kept = [row for row in rows if row]
    enough = 0.7 * typical_width(Counter(len(row) for row in kept))
    return [row for row in kept if len(row) >= enough]


def typical_width(heights: Mapping[int, int]) -> int:
    """Give the width of row that half of all cells stand in or beyond; ``heights`` is how many rows have each width.

    Counted by cells and not by rows, data rows decide even where each has a caption above and a total below.
    """
    half = sum(width * height for width, height in heights.items()) / 2
    seen = 0
    for width, height in sorted(heights.items(), reverse=True):
        seen += width * height
        if seen >= half:
            return width
    return 0
