"""Where a table stands in its sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ledgerlift.table.captions import Captions
from ledgerlift.table.grid import Grid, line_of


@dataclass(frozen=True)
class Place:
    """The rows of a table: those above its header, the header's own as printed, and the ``body`` below it.

    ``captions`` name the columns, put together from all rows of the header. A table without a header has none.
    """

    body: Grid
    above: Sequence[Mapping[int, str]]
    headings: Sequence[Mapping[int, str]] = ()
    captions: Captions = field(default_factory=dict)

    @cached_property
    def title(self) -> tuple[str, ...]:
        """The rows above the header as lines of text, without the blank ones."""
        return tuple(line_of(texts) for texts in self.above if texts)
