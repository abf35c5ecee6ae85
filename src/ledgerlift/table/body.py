"""The rows under a header, each told apart: data, or a total, a group's caption, a footer, a blank ..."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ledgerlift.table.facts import SEPARATOR, gather_facts
from ledgerlift.table.furniture import is_furniture, is_rule, is_title_again
from ledgerlift.table.grid import Grid, all_but, line_of, texts_of
from ledgerlift.table.group_captions import GroupCaption, read_caption
from ledgerlift.table.groups import Groups, NamedTotal, find_groups
from ledgerlift.table.loose import judge_loose_rows
from ledgerlift.table.ordinary import Ordinary, find_odd_rows, learn_ordinary
from ledgerlift.table.sums import judge_by_sums
from ledgerlift.table.total_groups import group_by_totals
from ledgerlift.table.totals import is_balance, is_stated_total, read_ranges, total_of
from ledgerlift.table.vocabulary import Vocabulary

# A caption is one value, or a code and a name; longer ones have a label before each value.
_MAX_CAPTION_CELLS = 3
# So close above the header stands a caption that holds for the first rows below it.
_ABOVE_HEADER = 4


@dataclass(frozen=True)
class Body:
    """The rows under a header, counted from 0.

    ``reasons`` has the columns ``row`` and ``reason`` for every row that is not data; ``ranges`` gives the first and
    last data row that a total stands for.
    """

    ordinary: Ordinary
    is_data: pl.Series
    reasons: pl.DataFrame
    ranges: Mapping[int, tuple[int, int]]
    groups: Groups


def read_body(
    body: Grid, headings: Sequence[Mapping[int, str]], above: Sequence[Mapping[int, str]], vocabulary: Vocabulary
) -> Body:
    """Tell the rows under a header apart; ``headings`` are the header's rows as printed, ``above`` those before it."""
    ordinary = learn_ordinary(body)
    odd = find_odd_rows(body, ordinary, headings[-1] if headings else {})
    title = [line_of(texts) for texts in above if texts]
    facts = gather_facts(body, odd, ordinary, headings).with_columns(_judge_by_words(title))
    facts = judge_by_sums(body, facts, ordinary)
    facts, groups = _judge_groups(body, facts, ordinary, above, vocabulary)
    facts = judge_loose_rows(facts, ordinary, body.height)
    is_data = mark_data(facts, body.height)
    ranges = _find_ranges(facts, groups, is_data)
    return Body(ordinary, is_data, _name_reasons(facts, ranges, is_data), ranges, groups)


def mark_data(facts: pl.DataFrame, height: int) -> pl.Series:
    """Mark the rows that are data as far as it is known: those nothing speaks against."""
    against = facts.filter(pl.col("reason").is_not_null())["row"]
    return all_but(against, height)


def _judge_by_words(title: Sequence[str]) -> pl.Expr:
    return (
        pl.when(pl.col("width") == 0).then(pl.lit("blank"))
        .when(pl.col("repeats") >= 0.8).then(pl.lit("repeated_header"))
        .when(is_rule() | is_title_again(title)).then(pl.lit("page_furniture"))
        .when(is_stated_total()).then(pl.lit("total"))
        .when(is_balance()).then(pl.lit("subtotal"))
        .when(is_furniture()).then(pl.lit("page_furniture"))
        .alias("reason")
    )  # fmt: skip


def _judge_groups(
    body: Grid, facts: pl.DataFrame, ordinary: Ordinary, above: Sequence[Mapping[int, str]], vocabulary: Vocabulary
) -> tuple[pl.DataFrame, Groups]:
    totals = _read_totals(facts)
    names = [NamedTotal(row, total_of(label)) for row, label in totals]
    captions = _read_captions(body, facts, ordinary, above, vocabulary)
    is_data = mark_data(facts, body.height)
    rows = pl.Series([caption.row for caption in captions if caption.row >= 0], dtype=pl.UInt32)
    groups = find_groups(captions, names, is_data.clone().scatter(rows, values=False), ordinary)
    if not groups.values:
        return facts, group_by_totals(body, names, read_ranges(totals, [], is_data), ordinary)
    is_caption = pl.col("row").is_in(sorted(groups.captions))
    return facts.with_columns(reason=pl.when(is_caption).then(pl.lit("group")).otherwise("reason")), groups


def _read_totals(facts: pl.DataFrame) -> list[tuple[int, str]]:
    is_total = (pl.col("reason") == "total") & ~pl.col("heads_sum")
    return list(facts.filter(is_total).select("row", pl.col("label").fill_null("")).iter_rows())


def _read_captions(
    body: Grid, facts: pl.DataFrame, ordinary: Ordinary, above: Sequence[Mapping[int, str]], vocabulary: Vocabulary
) -> list[GroupCaption]:
    is_narrow = (pl.col("width") <= _MAX_CAPTION_CELLS) & (pl.col("keys") * 3 <= pl.col("of_keys"))
    is_labelled = pl.col("line").str.contains(rf"^[^:{SEPARATOR}]{{1,30}}:") & bool(ordinary.money or ordinary.dates)
    has_no_value = pl.col("reason").is_null() & (pl.col("money") == 0) & (pl.col("dates") == 0)
    found = facts.filter(pl.col("heads_sum") | (has_no_value & (pl.col("words") > 0) & (is_narrow | is_labelled)))
    rows = found["row"]
    if not len(rows):
        return []
    texts = texts_of(body.cells[rows[:1]])
    first = read_caption(int(rows[0]), texts[0], vocabulary)
    before = _read_caption_above(first, above, vocabulary)
    # Groups begin with a caption; without one above the first data row there is no use in looking.
    first_data = mark_data(facts, body.height).scatter(rows, values=False).arg_max()
    if not before and (first_data is None or first.row > first_data):
        return []
    captions = [
        read_caption(row, texts, vocabulary, states_sum=states_sum)
        for row, states_sum, texts in zip(rows, found["heads_sum"], texts_of(body.cells[rows]), strict=True)
    ]
    return [*before, *captions]


def _read_caption_above(
    caption: GroupCaption, above: Sequence[Mapping[int, str]], vocabulary: Vocabulary
) -> list[GroupCaption]:
    """Read the first group's caption where it stands above the header, which is printed again in every group."""
    for texts in list(above)[-_ABOVE_HEADER:]:
        first = read_caption(-1, texts, vocabulary) if texts else None
        if first is not None and first.cells[0].label and first.key == caption.key:
            return [first]
    return []


def _find_ranges(facts: pl.DataFrame, groups: Groups, is_data: pl.Series) -> dict[int, tuple[int, int]]:
    ranges = read_ranges(_read_totals(facts), sorted(groups.captions), is_data)
    data = is_data.arg_true().to_list()
    for total, (begin, end) in groups.ranges.items():
        first, last = bisect_left(data, begin), bisect_left(data, end)
        if first < last:
            ranges[total] = (data[first], data[last - 1])
    return ranges


def _name_reasons(facts: pl.DataFrame, ranges: Mapping[int, tuple[int, int]], is_data: pl.Series) -> pl.DataFrame:
    data = is_data.arg_true()
    first, last = (int(data[0]), int(data[-1])) if len(data) else (0, -1)
    parts = [row for row, (begin, end) in ranges.items() if (begin, end) != (first, last)]
    return facts.filter(pl.col("reason").is_not_null()).select(
        "row",
        pl.when((pl.col("reason") == "total") & pl.col("row").is_in(parts)).then(pl.lit("subtotal"))
        .when((pl.col("reason") == "page_furniture") & (pl.col("row") > last)).then(pl.lit("footer"))
        .otherwise("reason").alias("reason"),
    )  # fmt: skip
