"""How well some captions would name the columns that stand below them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from ledgerlift.table.captions import Captions, is_known
from ledgerlift.table.columns import ColumnShape
from ledgerlift.table.shape import TYPED, is_caption_like, shape_of
from ledgerlift.table.vocabulary import Vocabulary

_MIN_COVER = 0.35
# So many telling columns make the contrast count in full.
_ENOUGH_TELLING = 1.5


@dataclass(frozen=True)
class Score:
    """How good a heading is, from 0 to 1, with the shares that make it up.

    ``known``: captions that are known headings. ``contrast``: columns whose values differ in kind from the caption, of
    those that can tell. ``cover``: filled cells below that have a caption. ``unique``: distinct captions.
    """

    value: float
    known: float
    contrast: float
    cover: float
    unique: float
    reasons: tuple[str, ...]

    def is_near(self, other: Self) -> bool:
        """Say whether no share falls far behind another's."""
        pairs = ((self.known, other.known), (self.contrast, other.contrast), (self.cover, other.cover))
        return all(own >= 0.7 * their for own, their in pairs)


def score_captions(captions: Captions, columns: Mapping[int, ColumnShape], vocabulary: Vocabulary) -> Score | None:
    """Score some captions as the heading of columns; None when they cannot be one."""
    count = len(captions)
    known = sum(is_known(text, vocabulary) for text in captions.values())
    if count == 1 and (not known or len(columns) > 1):
        return None
    weight = sum(column.share for column in columns.values())
    cover = sum(columns[position].share for position in captions if position in columns) / weight if weight else 1.0
    if cover < _MIN_COVER:
        return None
    unique = len({text.casefold() for text in captions.values()}) / count
    like = sum(is_name(text, columns.get(position)) for position, text in captions.items()) / count
    contrast, telling = _contrast(captions, columns)
    value = (
        0.40 * min(1.0, 1.6 * known / count)
        + 0.30 * contrast * min(1.0, telling / _ENOUGH_TELLING)
        + 0.15 * cover + 0.10 * unique + 0.05 * like
    )  # fmt: skip
    below = f"{contrast:.0%} of the columns that can tell hold values of another kind" if telling else "all is words"
    reasons = (
        f"{known} of {count} cells are known headings",
        f"below them, {below}",
        f"{cover:.0%} of the cells below have a caption",
    )
    return Score(value, known / count, contrast, cover, unique, reasons)


def could_name(captions: Captions, columns: Mapping[int, ColumnShape]) -> bool:
    """Say whether a row could name the columns: mostly words, and hardly ever a value such as stands below."""
    names = sum(is_name(text, columns.get(position)) for position, text in captions.items())
    typed = [position for position in captions if position in columns and columns[position].shape in TYPED]
    values = sum(shape_of(captions[position]) == columns[position].shape for position in typed)
    return names >= 0.6 * len(captions) and values * 4 <= len(typed)


def is_name(text: str, column: ColumnShape | None) -> bool:
    """Say whether a text could name a column; months and years head the columns of a crosstab."""
    is_period = column is not None and column.shape == "number" and shape_of(text) == "date"
    return is_period or is_caption_like(text)


def is_like_data(texts: Mapping[int, str], columns: Mapping[int, ColumnShape]) -> bool:
    """Say whether a row holds the same kinds of values as the columns do."""
    typed = [position for position, column in columns.items() if column.shape in TYPED]
    alike = sum(position in texts and shape_of(texts[position]) == columns[position].shape for position in typed)
    return bool(typed) and alike * 2 >= len(typed)


def _contrast(captions: Captions, columns: Mapping[int, ColumnShape]) -> tuple[float, float]:
    """Measure how far the captions differ in kind from what stands below; also how much there is to go by."""
    differing = telling = 0.0
    for position, column in columns.items():
        weight, differs = _tell(captions.get(position), column)
        telling += weight * column.share
        differing += weight * column.share * differs
    return (differing / telling if telling else 0.0), telling


def _tell(text: str | None, column: ColumnShape) -> tuple[float, bool]:
    """Say how much a column can tell of what stands above it, and whether that differs from its values."""
    shape = shape_of(text) if text else None
    if column.shape in TYPED:
        return 1.0, shape is not None and shape not in {column.shape, "number", "email"}
    if column.shape == "code":
        return 0.7, text is not None and (shape == "text" or not any(char.isdigit() for char in text))
    if column.is_repetitive:
        return 0.5, text is not None and text not in column.values
    return 0.0, False
