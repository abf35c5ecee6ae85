"""The rows under a header that may head groups of rows."""

from collections.abc import Mapping, Sequence

import polars as pl

from ledgerlift.table.facts import SEPARATOR
from ledgerlift.table.grid import all_but, texts_of
from ledgerlift.table.group_captions import GroupCaption, read_caption
from ledgerlift.table.ordinary import Ordinary
from ledgerlift.table.place import Place
from ledgerlift.table.vocabulary import Vocabulary

# A caption is one value, or a code and a name; longer ones have a label before each value.
_MAX_CELLS = 3
_MAX_CHARACTERS = 500
# So close above the header stands a caption that holds for the first rows below it.
_ABOVE_HEADER = 4


def read_caption_rows(
    place: Place, facts: pl.DataFrame, ordinary: Ordinary, vocabulary: Vocabulary
) -> list[GroupCaption]:
    """Read the rows that hold a few words and no value, from the top; none when the first record has none above it."""
    is_narrow = (pl.col("width") <= _MAX_CELLS) & pl.col("is_hollow")
    is_labelled = pl.col("line").str.contains(rf"^[^:{SEPARATOR}]{{1,30}}:") & bool(ordinary.money or ordinary.dates)
    # Suppliers may be known by number alone.
    has_name = (pl.col("words") > 0) | (pl.col("width") == 1)
    has_no_value = pl.col("reason").is_null() & (pl.col("money") == 0) & (pl.col("dates") == 0)
    is_caption = has_no_value & has_name & (is_narrow | is_labelled)
    found = facts.filter((pl.col("heads_sum") | is_caption) & (pl.col("line").str.len_chars() <= _MAX_CHARACTERS))
    if not found.height:
        return []
    rows, cells = found["row"], place.body.cells
    first = read_caption(int(rows[0]), texts_of(cells[rows[:1]])[0], vocabulary)
    above = _read_caption_above(first, place.above, vocabulary)
    against = facts.filter(pl.col("reason").is_not_null())["row"]
    first_record = all_but(pl.concat([against, rows]), place.body.height).arg_max()
    if not above and (first_record is None or first.row > first_record):
        return []
    return above + [
        read_caption(row, texts, vocabulary, states_sum=states_sum, indent=indent)
        for row, states_sum, indent, texts in zip(
            rows, found["heads_sum"], _indents(cells[rows]), texts_of(cells[rows]), strict=True
        )
    ]


def _indents(cells: pl.DataFrame) -> pl.Series:
    """Measure how far the text of each row is indented, where that tells levels apart: each has several rows."""
    first = cells.select(pl.coalesce(pl.all())).to_series()
    indents = (first.str.len_chars() - first.str.strip_chars_start().str.len_chars()).cast(pl.Int64)
    return indents if (indents.value_counts()["count"] > 1).all() else indents * 0


def _read_caption_above(
    caption: GroupCaption, above: Sequence[Mapping[int, str]], vocabulary: Vocabulary
) -> list[GroupCaption]:
    """Read the first group's caption where it stands above the header, which is printed again in every group."""
    for texts in list(above)[-_ABOVE_HEADER:]:
        first = read_caption(-1, texts, vocabulary) if texts else None
        if first is not None and first.cells[0].label and first.key == caption.key:
            return [first]
    return []
