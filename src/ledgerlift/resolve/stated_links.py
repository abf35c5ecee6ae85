"""What payments say about the bills they pay: in columns of their own, several in one cell, or as their reference."""

import polars as pl

from ledgerlift.records import AMOUNT, DataType
from ledgerlift.resolve.collect import with_fields

LINK_COLUMNS = ("payment", "supplier", "bill_id", "bill_number", "amount", "allocated_on")
STATED = ("bill_id", "bill_number")
SEPARATORS = r"\s*[,;|&+]\s*|\s+"


def list_links(payments: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """List the bills that payments state, one row each, numbered in ``link``.

    ``payments`` are those that may settle a bill, ``lines`` the rows of those that stand on several. ``amount`` is null
    where the file does not say how much goes to the bill.
    """
    lines = with_fields(lines, DataType.PAYMENTS, (*STATED, "allocated_amount"))
    payments = with_fields(payments, DataType.PAYMENTS, (*STATED, "allocated_amount", "payment_date"))
    heads = payments.select("supplier", payment="record", allocated_on="payment_date")
    of_lines = lines.select(*STATED, payment="record", amount="allocated_amount")
    of_lines = of_lines.join(heads, on="payment", how="inner", maintain_order="left")
    alone = payments.join(lines, on="record", how="anti", maintain_order="left") if lines.height else payments
    amount = pl.coalesce("allocated_amount", "amount")
    of_heads = alone.select("supplier", *STATED, payment="record", amount=amount, allocated_on="payment_date")
    links = pl.concat([of_lines.select(LINK_COLUMNS), of_heads.select(LINK_COLUMNS)])
    return links.filter(pl.any_horizontal(pl.col(STATED).is_not_null())).with_row_index("link")


def list_references(payments: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """List the references of payments that state no bill, as if each were a bill's number."""
    if "reference" not in payments:
        return links.clear()
    silent = payments.join(links, left_on="record", right_on="payment", how="anti", maintain_order="left")
    dated = with_fields(silent, DataType.PAYMENTS, ("payment_date",)).drop_nulls(["reference", "supplier"])
    references = dated.select(
        "supplier",
        "amount",
        payment="record",
        bill_id=pl.lit(None, dtype=pl.String),
        bill_number="reference",
        allocated_on="payment_date",
    )
    return references.select(LINK_COLUMNS).with_row_index("link")


def split_links(links: pl.DataFrame) -> pl.DataFrame:
    """Split cells that hold the numbers of several bills into a link each.

    Each has the ``whole`` it comes from, and of how many ``parts`` it is one. Cells with one number are left out.
    """
    numbers = pl.col("bill_number").str.replace_all(SEPARATORS, "\n").str.strip_chars("\n").str.split("\n")
    several = links.with_columns(numbers.alias("bill_number"), pl.lit(None, dtype=pl.String).alias("bill_id"))
    several = several.with_columns(pl.col("bill_number").list.len().alias("parts")).filter(pl.col("parts") > 1)
    several = several.rename({"link": "whole"}).with_columns(pl.lit(None, dtype=AMOUNT).alias("amount"))
    return several.explode("bill_number").with_row_index("link")
