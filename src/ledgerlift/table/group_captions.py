"""The row that heads a group: its values, and the labels printed before them."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ledgerlift.table.shape import NUMBER
from ledgerlift.table.vocabulary import Vocabulary
from ledgerlift.table.words import matcher

# What tells the captions of one level from those of another: the label they begin with, or else where they stand.
Key = str | tuple[int, int]
# The row of a caption that stands above the header.
ABOVE = -1
_MAX_LABEL = 30
_MAX_NAME = 200


@dataclass(frozen=True)
class GroupCell:
    """One value on a group's caption row, with the label printed before it, if any."""

    position: int
    label: str
    value: str


@dataclass(frozen=True)
class GroupCaption:
    """A row that heads a group of rows.

    ``indent`` is how many blanks stand before its text; ``states_sum``: it gives the sums of the group's amounts too.
    """

    row: int
    cells: tuple[GroupCell, ...]
    states_sum: bool = False
    indent: int = 0

    @property
    def begin(self) -> tuple[int, int]:
        """Where the caption begins: its first cell's position, and how far it is indented there."""
        return self.cells[0].position, self.indent

    @property
    def key(self) -> Key:
        """What this caption has in common with the others of its level."""
        return next((cell.label.casefold() for cell in self.cells if cell.label), self.begin)

    @functools.cached_property
    def names(self) -> set[str]:
        """The ways in which a total of the group may repeat the caption."""
        values = [cell.value for cell in self.cells]
        texts = {*values, " ".join(values), *(f"{cell.label} {cell.value}" for cell in self.cells)}
        return {plain_name(text) for text in texts} - {""}


def read_caption(
    row: int, texts: Mapping[int, str], vocabulary: Vocabulary, *, states_sum: bool = False, indent: int = 0
) -> GroupCaption:
    """Read a row as values with labels, whether "Vendor: V1001 - ACME Ltd" or "A/C:" and "ACME01" in two cells."""
    cells: list[GroupCell] = []
    label = ""
    # Amounts beside the name are the group's sums; without them, figures are the supplier's number.
    words = {position: text for position, text in texts.items() if not (states_sum and re.match(NUMBER, text))}
    parts = [(position, part) for position, text in sorted(words.items()) for part in _split_labels(text)]
    for index, (position, text) in enumerate(parts):
        before, colon, after = (part.strip() for part in text.partition(":"))
        is_last = index == len(parts) - 1
        names = _is_label(before, vocabulary)
        if not after and (colon or (names and not cells and not is_last)):
            label = before
            continue
        labelled = GroupCell(position, before, after) if after and names else GroupCell(position, label, text)
        cells.append(replace(labelled, value=drop_continued(labelled.value)))
        label = ""
    return GroupCaption(row, tuple(cells) or (GroupCell(min(texts), "", label),), states_sum, indent)


def _split_labels(text: str) -> list[str]:
    """Split a cell that holds several labels: "Vendor: V1001   Name: ACME Ltd"."""
    return re.split(r"\s{2,}(?=[^\s:][^:]{0,29}:\s)", text)


def _is_label(text: str, vocabulary: Vocabulary) -> bool:
    if not 0 < len(text) <= _MAX_LABEL:
        return False
    return names_entity(text) or vocabulary.is_known(text)


def names_entity(text: str) -> bool:
    """Say whether a label or heading is that of a supplier or an account."""
    return matcher(r"\b%s\b", "entity").search(text) is not None


def names_party(text: str) -> bool:
    """Say whether a label or heading is that of a supplier and of nothing else."""
    return matcher(r"\b%s\b", "party").search(text) is not None


def drop_continued(text: str) -> str:
    """Take "(continued)", printed after a page break, off a caption."""
    return matcher(r"[\s,–-]*\(?\b%s\.?\)?$", "continued").sub("", text) or text


def stated_count(text: str) -> int | None:
    """Give the number of rows that a caption states: 3 in "ACME Ltd (3)"."""
    found = re.search(r"\((\d+)\)$", text)
    return int(found.group(1)) if found else None


@functools.lru_cache(maxsize=65536)
def plain_name(text: str) -> str:
    """Write a name so that case, punctuation and a count in brackets do not matter."""
    return re.sub(r"[\W_]+", "", re.sub(r" *\(\d+\)$", "", text[:_MAX_NAME])).casefold()
