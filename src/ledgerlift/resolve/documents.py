"""What makes several rows one document: the fields that identify it, and those that differ from line to line."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from ledgerlift.records import AMOUNT, WHO, DataType
from ledgerlift.values.distinct import all_differ

# A number that a fifth more documents share across suppliers is a batch or a payment run, not a document's own number.
MAX_SHARED_NUMBERS = 1.2
# Heads that state the sum of their lines: so many have to, before all are taken to.
MOSTLY_SUMS = 0.95


@dataclass(frozen=True)
class DocumentShape:
    """How one data type writes a document over several rows.

    ``joins_sums`` says whether rows of one number, whose amounts add up, are one document; lists of money spent often
    number the payment run or the transaction instead, so there a row stays a row unless a total is seen to repeat.
    """

    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    main_amounts: tuple[str, ...]
    line_amount: str | None
    line_fields: tuple[str, ...]
    joins_sums: bool

    def main_amount(self, frame: pl.DataFrame) -> str | None:
        """Name the field that holds the amount of a whole document in this table."""
        return next((field for field in self.main_amounts if field in frame), None)


SHAPES: Mapping[DataType, DocumentShape] = MappingProxyType(
    {
        DataType.BILLS: DocumentShape(
            numbers=("bill_id", "bill_number"),
            dates=("issue_date", "posting_date"),
            main_amounts=("total_amount", "subtotal", "amount_due"),
            line_amount="line_amount",
            line_fields=(
                "line_description",
                "description",
                "gl_account",
                "gl_account_name",
                "amount_paid",
                "paid_date",
            ),
            joins_sums=True,
        ),
        DataType.PAYMENTS: DocumentShape(
            numbers=("payment_id", "payment_number"),
            dates=("payment_date",),
            main_amounts=("amount",),
            line_amount="allocated_amount",
            line_fields=("bill_id", "bill_number"),
            joins_sums=True,
        ),
        DataType.DIRECT_COSTS: DocumentShape(
            numbers=("expense_id",),
            dates=("date",),
            main_amounts=("total_amount", "subtotal"),
            line_amount=None,
            line_fields=("gl_account", "gl_account_name", "note"),
            joins_sums=False,
        ),
    }
)


def supplier_of(frame: pl.DataFrame) -> pl.Expr:
    """Tell who a row names: the supplier's id, else the name, else nobody."""
    fields = [field for field in WHO if field in frame.columns]
    return pl.coalesce(fields) if fields else pl.lit(None, dtype=pl.String)


def find_documents(frame: pl.DataFrame, shape: DocumentShape, number: str) -> pl.Series | None:
    """Give the index of the first row of each row's document: same supplier, same number, same date.

    Rows without a number are documents of their own. None when every row is one, or when the number is not a
    document's own.
    """
    dates = [field for field in shape.dates if field in frame.columns]
    if all_differ(frame[number]):
        return None
    keys = frame.select(supplier_of(frame).alias("supplier"), pl.col(number).alias("number"), *dates).with_row_index()
    pairs = keys.select("supplier", "number").drop_nulls("number").unique()
    if pairs.height > MAX_SHARED_NUMBERS * pairs["number"].n_unique():
        return None
    index = pl.col("index")
    first = pl.when(pl.col("number").is_null()).then(index).otherwise(index.min().over("supplier", "number", *dates))
    documents = keys.select(first.alias("document"))["document"]
    return documents if documents.is_duplicated().any() else None


def find_continued_documents(frame: pl.DataFrame, shape: DocumentShape) -> pl.Series | None:
    """Give each row's document where only its first row is filled in and the rows below hold just its lines.

    A row continues the one above when it has something of a line, and nothing in the fields that identify a document
    except repetitions. Whole amounts stand on the first rows alone, or on the lines alone, or on both so that those of
    the lines make up the first. None unless the whole table is written so.
    """
    identity = [field for field in (*WHO, *shape.numbers, *shape.dates) if field in frame]
    line_fields = [field for field in (shape.line_amount, *shape.line_fields) if field and field in frame]
    numbers = [field for field in shape.numbers if field in identity]
    total = shape.main_amount(frame)
    if not (line_fields or total) or len(identity) < 2:
        return None
    repeats = pl.col(identity) == pl.col(identity).shift()
    continues = pl.all_horizontal(pl.col(identity).is_null() | repeats.fill_null(value=False))
    continues &= pl.any_horizontal(pl.col(field).is_null() for field in identity)
    continues &= pl.any_horizontal(pl.col(field).is_not_null() for field in (*line_fields, total) if field)
    amount = pl.col(total) if total else pl.lit(None, dtype=AMOUNT)
    is_blank = pl.all_horizontal(pl.col(field).is_null() for field in (numbers or identity))
    rows = frame.select(continues=continues, is_blank=is_blank, amount=amount)
    blank = rows.filter("is_blank")
    # One stray row that lacks its number is a gap in the data; a table written this way leaves all of them blank.
    if not rows["continues"].any() or rows["continues"][0] or blank["continues"].mean() != 1.0:
        return None
    first = pl.when(~pl.col("continues")).then(pl.int_range(pl.len(), dtype=pl.UInt32)).forward_fill()
    rows = rows.with_columns(first.alias("document"))
    return rows["document"] if _amounts_stand_once(rows) else None


def _amounts_stand_once(rows: pl.DataFrame) -> bool:
    """Tell whether amounts stand on first rows alone, on lines alone, or on both with the same sum."""
    head, lines = pl.col("amount").first(), pl.col("amount").slice(1).drop_nulls()
    held = (
        rows.group_by("document")
        .agg(pl.len().alias("rows"), head=head, lines=lines.sum(), on_lines=lines.len())
        .filter(pl.col("rows") > 1)
        .select(
            first=(pl.col("on_lines") == 0).all(),
            below=pl.col("head").is_null().all(),
            both=(pl.col("head").abs() == pl.col("lines").abs()).mean(),
        )
        .row(0, named=True)
    )
    return bool(held["first"] or held["below"] or (held["both"] or 0.0) >= MOSTLY_SUMS)
