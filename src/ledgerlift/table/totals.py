"""Rows that state a sum, or a balance, of the rows around them."""

import re
from bisect import bisect_left
from collections.abc import Sequence

import polars as pl

from ledgerlift.table.facts import SEPARATOR
from ledgerlift.table.words import matcher, pattern

_EDGE = rf"(?:^|{SEPARATOR})\W*"
_END = rf"\W*(?:$|{SEPARATOR})"
# After the words of a sum, its currency or a remark in brackets: "Total (GBP)", "Total EUR:".
_QUALIFIER = r"(?:\W*\b[A-Za-z]{3}\b|\W*\([^)]*\))?"


def is_stated_total(*, has_keys: bool = True) -> pl.Expr:
    """Test whether a row says that it is a sum, and leaves empty what tells one record from another.

    A supplier may well be called Total Gas & Power; its rows have a number and a date like all others. In a table
    without keys (``has_keys``), heads, lines and sums of documents take turns: "Check Total" and figures are a sum.
    """
    total = pattern("total")
    line = pl.col("line")
    is_bare = line.str.contains(rf"(?i){_EDGE}(?:{total}|{pattern('grand_total')}){_QUALIFIER}{_END}")
    is_linked = line.str.contains(rf"(?i){_EDGE}{total}\s+{pattern('of')}\s")
    is_named = line.str.contains(rf"(?i){_EDGE}{total}\b|\b{total}{_QUALIFIER}{_END}|\b{pattern('grand_total')}\b")
    # SAP marks its sums with stars, one more for each level, with or without a name.
    is_starred = line.str.contains(rf"(?:^|{SEPARATOR})\s*\*{{1,4}}(?:{_END}|\s+\w)")
    is_alone = pl.lit(not has_keys) & (pl.col("words") == 1) & line.str.contains(rf"(?i)\b{total}{_QUALIFIER}{_END}")
    says_sum = is_bare | is_linked | is_starred | is_alone | (is_named & (pl.col("of_keys") > 0))
    return (pl.col("numbers") > 0) & (pl.col("dates") == 0) & pl.col("is_hollow") & says_sum


def is_balance() -> pl.Expr:
    """Test whether a row carries a balance forward rather than recording a document."""
    says_balance = pl.col("line").str.contains(rf"(?i){_EDGE}{pattern('balance')}{_END}")
    return says_balance & (pl.col("keys") * 2 <= pl.col("of_keys"))


def is_grand(label: str) -> bool:
    """Say whether a label speaks of the whole table rather than of a part."""
    return matcher(r"\b%s\b", "grand_total").search(label) is not None


def total_of(label: str) -> str:
    """Give what a total is of: "ACME Ltd" in "Total for ACME Ltd:"; empty when it does not say."""
    text = label.strip(" :-–*")
    name = matcher(r"^(?:%s|%s)\b[\s:–-]*(?:%s\b\s*)?", "grand_total", "total", "of").sub("", text)
    name = matcher(r"[\s:–-]*\b(?:%s|%s)$", "grand_total", "total").sub("", name)
    name = re.sub(r"\W*\([^)]*\)$", "", name).strip(" :-–*")
    return matcher(r"^%s$", "entity").sub("", name)


def read_ranges(
    totals: Sequence[tuple[int, str]], starts: Sequence[int], is_data: pl.Series
) -> dict[int, tuple[int, int]]:
    """Say which data rows each total stands for: the first and the last, of those above it.

    ``totals`` are rows with their labels. A total stands for the rows since the last total of its depth, and since the
    last of ``starts``, the captions of groups; of two totals in a run the second is one deeper. The last one stands for
    all rows when it names no part, and is not just one more of its kind; so does a lone total above all rows. Other
    totals with no data row above are left out.
    """
    data = is_data.arg_true().to_list()
    above = [bisect_left(data, row) for row, _ in totals]
    captions = [bisect_left(data, row) for row in starts]
    begins: list[int] = []
    ranges: dict[int, tuple[int, int]] = {}
    labels: set[str] = set()
    depth = previous = 0
    for index, ((row, label), end) in enumerate(zip(totals, above, strict=True)):
        depth = depth + 1 if end == previous else 0
        previous = end
        begins += [0] * (depth + 1 - len(begins))
        begin = begins[depth]
        if depth == 0 and captions:
            inside = bisect_left(captions, end)
            begin = max(begin, captions[inside - 1] if inside else 0)
        is_one_more = depth == 0 and label in labels
        if is_grand(label) or (index == len(totals) - 1 and not total_of(label) and not is_one_more):
            begin = 0
        labels.add(label)
        begins[: depth + 1] = [end] * (depth + 1)
        if begin < end:
            ranges[row] = (data[begin], data[end - 1])
        elif not end and data and len(totals) == 1:
            ranges[row] = (data[0], data[-1])
    return ranges
