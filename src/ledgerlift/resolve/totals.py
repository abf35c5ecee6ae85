"""Exact sums of the amounts of records, in Ledgerlift's signs, and how many suppliers they name."""

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal

import polars as pl

# ISO 4217 for "no currency": the key of records whose file names none.
NO_CURRENCY = "XXX"
CENTS = Decimal("0.01")
# Sums have up to 38 digits; the usual context would round them, or refuse, at 28.
EXACT = Context(prec=40)


def total_amounts(frame: pl.DataFrame, fields: Sequence[str]) -> dict[str, Decimal]:
    """Add up each amount field; a field without any amount is left out."""
    sums = frame.select([pl.col(field).sum() for field in fields])
    return {field: tidy_decimal(sums[field][0]) for field in fields if frame[field].null_count() < frame.height}


def total_by_currency(frame: pl.DataFrame, fields: Sequence[str]) -> Mapping[str, Mapping[str, Decimal]] | None:
    """Add up each amount field currency by currency, or give None when there is no more than one."""
    if "currency" not in frame or frame["currency"].drop_nulls().n_unique() < 2:
        return None
    currencies = frame.select(pl.col("currency").fill_null(NO_CURRENCY).unique().sort())["currency"]
    of_currency = pl.col("currency").fill_null(NO_CURRENCY)
    return {currency: total_amounts(frame.filter(of_currency == currency), fields) for currency in currencies}


def count_suppliers(frame: pl.DataFrame) -> int:
    """Count the suppliers records name: by name, ignoring case and spacing, else by id."""
    fields = [field for field in ("supplier_name", "supplier_id") if field in frame]
    if not fields:
        return 0
    first, *others = fields
    names = [frame[first].unique().drop_nulls()]
    if others and frame[first].null_count():
        names.append(frame.filter(pl.col(first).is_null())[others[0]].unique().drop_nulls())
    plain = pl.concat(names).str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
    return plain.n_unique()


def tidy_decimal(amount: Decimal) -> Decimal:
    """Drop the zeros behind an amount, all but those of its cents."""
    tidy = EXACT.normalize(amount)
    exponent = tidy.as_tuple().exponent
    return tidy if isinstance(exponent, int) and exponent < -2 else to_cents(amount)


def to_cents(amount: Decimal) -> Decimal:
    """Round an amount to cents."""
    return amount.quantize(CENTS, context=EXACT)
