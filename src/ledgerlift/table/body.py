"""The rows under a header, each told apart: data, or a total, a group's caption, a footer, a blank ..."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ledgerlift.table.caption_rows import read_caption_rows
from ledgerlift.table.facts import gather_facts
from ledgerlift.table.furniture import is_furniture, is_rule, is_title_again
from ledgerlift.table.grid import all_but
from ledgerlift.table.groups import Groups, NamedTotal, find_groups
from ledgerlift.table.headings import judge_headings
from ledgerlift.table.loose import judge_loose_rows
from ledgerlift.table.ordinary import Ordinary, find_odd_rows, learn_ordinary
from ledgerlift.table.place import Place
from ledgerlift.table.sums import judge_by_sums
from ledgerlift.table.total_groups import group_by_totals
from ledgerlift.table.totals import is_balance, is_stated_total, read_ranges, total_of
from ledgerlift.table.vocabulary import Vocabulary

_MAX_LABEL = 200


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


def read_body(place: Place, vocabulary: Vocabulary) -> Body:
    """Tell the rows under a header apart.

    Few rows are looked at one by one: those that do not look like ordinary data rows. What is known of each stands in
    one table, ``facts``, and its column ``reason`` is filled step by step; a row without a reason in the end is data.
    """
    body = place.body
    ordinary = learn_ordinary(body, place.headings)
    odd = find_odd_rows(body, ordinary, place.headings[-1] if place.headings else {})
    facts = gather_facts(body, odd, ordinary, place.headings)
    facts = facts.with_columns(_judge_by_words(place.title, has_keys=bool(ordinary.identity)))
    facts = judge_headings(body, facts, ordinary, vocabulary)
    facts = judge_by_sums(body, facts, ordinary)
    facts, groups = _judge_groups(place, facts, ordinary, vocabulary)
    facts = judge_loose_rows(facts, ordinary, body.height)
    is_data = _mark_data(facts, body.height)
    ranges = _find_ranges(facts, groups, is_data)
    return Body(ordinary, is_data, _name_reasons(facts, ranges, is_data), ranges, groups)


def _mark_data(facts: pl.DataFrame, height: int) -> pl.Series:
    return all_but(facts.filter(pl.col("reason").is_not_null())["row"], height)


def _judge_by_words(title: Sequence[str], *, has_keys: bool) -> pl.Expr:
    return (
        pl.when(pl.col("width") == 0).then(pl.lit("blank"))
        .when(pl.col("repeats") >= 0.8).then(pl.lit("repeated_header"))
        .when(is_rule() | is_title_again(title)).then(pl.lit("page_furniture"))
        .when(is_stated_total(has_keys=has_keys)).then(pl.lit("total"))
        .when(is_balance()).then(pl.lit("subtotal"))
        .when(is_furniture()).then(pl.lit("page_furniture"))
        .alias("reason")
    )  # fmt: skip


def _judge_groups(
    place: Place, facts: pl.DataFrame, ordinary: Ordinary, vocabulary: Vocabulary
) -> tuple[pl.DataFrame, Groups]:
    totals = _read_totals(facts)
    names = [NamedTotal(row, total_of(label)) for row, label in totals]
    captions = read_caption_rows(place, facts, ordinary, vocabulary)
    is_data = _mark_data(facts, place.body.height)
    rows = [caption.row for caption in captions if caption.row >= 0]
    outside = is_data.clone().scatter(pl.Series(rows, dtype=pl.UInt32), values=False)
    groups = find_groups(captions, names, outside, ordinary, place.captions)
    if not groups.values:
        return facts, group_by_totals(place.body, names, read_ranges(totals, [], is_data), ordinary)
    is_caption = pl.col("row").is_in(sorted(groups.captions))
    return facts.with_columns(reason=pl.when(is_caption).then(pl.lit("group")).otherwise("reason")), groups


def _read_totals(facts: pl.DataFrame) -> list[tuple[int, str]]:
    is_total = (pl.col("reason") == "total") & ~pl.col("heads_sum")
    label = pl.col("label").str.slice(0, _MAX_LABEL).fill_null("")
    return list(facts.filter(is_total).select("row", label).iter_rows())


def _find_ranges(facts: pl.DataFrame, groups: Groups, is_data: pl.Series) -> dict[int, tuple[int, int]]:
    ranges = read_ranges(_read_totals(facts), groups.starts, is_data)
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
