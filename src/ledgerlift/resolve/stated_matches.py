"""Payments that say which bill they pay, by its id or its number."""

from typing import NamedTuple

import polars as pl

from ledgerlift.records import AMOUNT
from ledgerlift.resolve.allocations import MATCH_COLUMNS
from ledgerlift.resolve.stated_links import split_links


class Pass(NamedTuple):
    """One way to find the bill a payment states: which field of the payment against which of the bill."""

    stated: str
    bill_field: str
    matched_by: str


# A payment list may print the bill's id in its number column and the other way round.
PASSES = (
    Pass("bill_id", "bill_id", "stated"),
    Pass("bill_number", "bill_number", "number"),
    Pass("bill_number", "bill_id", "number"),
    Pass("bill_id", "bill_number", "number"),
)


def match_stated(links: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Find the bills that payments state; gives ``allocations.MATCH_COLUMNS``.

    Amounts are as stated, not limited, and null where the split between several bills is not known.

    ``links`` is what ``stated_links`` lists. ``bills`` has ``bill``, ``supplier``, ``bill_id``, ``bill_number`` and
    ``total_amount``. A number that several bills of one supplier bear is taken only for the one whose total it pays.
    """
    whole = find_bills(links, bills)
    parts = find_bills(split_links(links.join(whole, on="link", how="anti", maintain_order="left")), bills)
    # Numbers in one cell do not say how much goes to each; with one of them unknown they do not say how much is left.
    parts = parts.filter(pl.len().over("whole") == pl.col("parts"))
    return pl.concat([whole, parts], how="diagonal").select(list(MATCH_COLUMNS))


def find_bills(links: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Give the links whose bill is found, with ``bill``, its ``total_amount`` and ``matched_by``."""
    found = []
    rest = links
    for is_loose in (False, True):
        for one in PASSES:
            stated = key_of(one.stated, is_loose).alias("key")
            asking = rest.select("link", "supplier", "amount", stated).drop_nulls("key")
            if asking.is_empty() or bills[one.bill_field].null_count() == bills.height:
                continue
            numbered = bills.select("bill", "supplier", "total_amount", key_of(one.bill_field, is_loose).alias("key"))
            pairs = choose_bill(pair_up(asking, numbered.drop_nulls("key")))
            found.append(pairs.with_columns(pl.lit(one.matched_by).alias("matched_by")))
            rest = rest.join(pairs, on="link", how="anti", maintain_order="left")
    pairs = pl.concat(found) if found else no_pairs()
    return links.join(pairs, on="link", how="inner", maintain_order="left")


def key_of(field: str, is_loose: bool) -> pl.Expr:  # noqa: FBT001
    """Give what numbers are compared by: the text itself, or only its letters and digits without leading zeros."""
    if not is_loose:
        return pl.col(field)
    letters = pl.col(field).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "").str.strip_chars_start("0")
    return pl.when(letters != "").then(letters)


def pair_up(asking: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Pair each link with the bills of its supplier that bear the number; a payment to nobody known, with anyone's."""
    named = asking.drop_nulls("supplier").join(numbered, on=["supplier", "key"], how="inner", maintain_order="left")
    nameless = asking.filter(pl.col("supplier").is_null()).drop("supplier")
    if nameless.is_empty():
        return named
    others = nameless.join(numbered, on="key", how="inner", maintain_order="left")
    return pl.concat([named, others.select(named.columns)])


def choose_bill(pairs: pl.DataFrame) -> pl.DataFrame:
    """Keep the links that found one bill, or one alone whose total is what they pay."""
    several = pairs["link"].is_duplicated()
    exact = pairs.filter(several & (pairs["amount"] == pairs["total_amount"]).fill_null(value=False))
    exact = exact.filter(~pl.col("link").is_duplicated())
    return pl.concat([pairs.filter(~several), exact]).select("link", "bill", "total_amount")


def no_pairs() -> pl.DataFrame:
    """Give the bills found for no links at all."""
    return pl.DataFrame(schema={"link": pl.UInt32, "bill": pl.UInt32, "total_amount": AMOUNT, "matched_by": pl.String})
