"""The rows under a header that may head groups of rows."""

from collections.abc import Sequence

import polars as pl

from ledgerlift.table.facts import SEPARATOR
from ledgerlift.table.grid import all_but, texts_of
from ledgerlift.table.group_captions import ABOVE, GroupCaption, names_party, read_caption
from ledgerlift.table.ordinary import Ordinary
from ledgerlift.table.place import Place
from ledgerlift.table.vocabulary import Vocabulary
from ledgerlift.table.words import matcher

# A caption is one value, or a code and a name; longer ones have a label before each value.
_MAX_CELLS = 3
_MAX_CHARACTERS = 500
# So close above the header stand captions that hold for the first rows below it.
_ABOVE_HEADER = 8
# Of captions that are printed anew for every group, so many show which labels they have.
_FIRST_CAPTIONS = 8


def read_caption_rows(
    place: Place, facts: pl.DataFrame, ordinary: Ordinary, vocabulary: Vocabulary
) -> list[GroupCaption]:
    """Read the rows that hold a few words and no value, from the top; none when the first record has none above it."""
    is_narrow = (pl.col("width") <= _MAX_CELLS) & pl.col("is_hollow")
    is_labelled = pl.col("line").str.contains(rf"^[^:{SEPARATOR}]{{1,30}}:") & bool(ordinary.money or ordinary.dates)
    # Suppliers may be known by number alone.
    has_name = (pl.col("words") > 0) | (pl.col("width") == 1)
    # Where one label follows another, a figure is a telephone number or a code, even in a column of amounts.
    labels = pl.col("line").str.count_matches(rf"(?:^|{SEPARATOR})[^:{SEPARATOR}]{{1,30}}:(?:{SEPARATOR}|$)")
    has_no_value = pl.col("reason").is_null() & ((pl.col("money") == 0) | (labels > 1)) & (pl.col("dates") == 0)
    is_caption = has_no_value & has_name & (is_narrow | is_labelled)
    found = facts.filter((pl.col("heads_sum") | is_caption) & (pl.col("line").str.len_chars() <= _MAX_CHARACTERS))
    rows, cells = found["row"], place.body.cells
    first = [
        read_caption(row, texts, vocabulary)
        for row, texts in zip(rows[:_FIRST_CAPTIONS], texts_of(cells[rows[:_FIRST_CAPTIONS]]), strict=True)
    ]
    above = _read_captions_above(first, place, vocabulary)
    against = facts.filter(pl.col("reason").is_not_null())["row"]
    first_record = all_but(pl.concat([against, rows]), place.body.height).arg_max()
    if not above and (not first or first_record is None or first[0].row > first_record):
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


def _read_captions_above(below: Sequence[GroupCaption], place: Place, vocabulary: Vocabulary) -> list[GroupCaption]:
    """Read the first group's captions where they stand above the header, which is printed again in every group.

    Where there is one group alone, a label must name a supplier, and neither a column nor a label below may do so.
    """
    above = [read_caption(ABOVE, texts, vocabulary) for texts in list(place.above)[-_ABOVE_HEADER:] if texts]
    labelled = [caption for caption in above if caption.cells[0].label]
    keys = {caption.key for caption in below}
    if again := [caption for caption in labelled if caption.key in keys]:
        return again
    if any(map(names_party, [*place.captions.values(), *(caption.cells[0].label for caption in below)])):
        return []
    return labelled if any(map(_names_one_party, labelled)) else []


def _names_one_party(caption: GroupCaption) -> bool:
    """Say whether a caption names a supplier, and not what the report was asked for: all of them."""
    cell = caption.cells[0]
    return names_party(cell.label) and matcher(r"^[\W_]*(?:%s)?[\W_]*$", "everyone").match(cell.value) is None
