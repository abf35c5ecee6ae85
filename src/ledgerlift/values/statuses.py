"""Statuses of bills, payments and suppliers, from words of several languages or a software's own codes."""

import functools
from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import polars as pl

from ledgerlift.records import BillStatus
from ledgerlift.values import text, words
from ledgerlift.values.distinct import Column, on_distinct
from ledgerlift.values.filled_cells import FilledCells

Of = Literal["bill", "payment", "supplier"]


VOID = BillStatus.VOID.value
# A cross or a V among other letters; a tick stands alone.
VOID_CODES, LONGEST_CODE = ("V", "X"), 3
MOST_VOID = 0.25


class PaymentStatus(StrEnum):
    """Whether a payment took place."""

    DONE = "Done"
    PENDING = "Pending"
    VOID = "Void"
    UNKNOWN = "Unknown"


class SupplierStatus(StrEnum):
    """Whether a supplier is still dealt with."""

    ACTIVE = "Active"
    ARCHIVED = "Archived"
    UNKNOWN = "Unknown"


def parse_bill_statuses(column: Column, *, codes: Mapping[str, str] | None = None, heading: str = "") -> Column:
    """Give each bill's status as a ``BillStatus``; null where the cell is empty.

    ``codes`` are the software's own; ``heading`` says what the yes of a column of yes and no means.
    """
    return on_distinct(column, lambda texts: _read(texts, "bill", BillStatus.UNKNOWN, codes, heading), pl.String)


def parse_payment_statuses(column: Column, *, codes: Mapping[str, str] | None = None, heading: str = "") -> Column:
    """Give each payment's status as a ``PaymentStatus``; null where the cell is empty."""
    return on_distinct(column, lambda texts: _read(texts, "payment", PaymentStatus.UNKNOWN, codes, heading), pl.String)


def parse_supplier_statuses(column: Column, *, codes: Mapping[str, str] | None = None, heading: str = "") -> Column:
    """Give each supplier's status as a ``SupplierStatus``; null where the cell is empty."""
    return on_distinct(
        column, lambda texts: _read(texts, "supplier", SupplierStatus.UNKNOWN, codes, heading), pl.String
    )


def is_status(texts: pl.Series) -> pl.Series:
    """Tell the texts that are a status of any kind."""
    known = [listed for of in ("bill", "payment", "supplier") for listed in words.load("statuses")[of].values()]
    return text.words_of(texts).is_in([word for listed in known for word in listed])


def says_void(heading: str) -> bool:
    """Tell whether the yes of a column of yes and no means that a bill or payment is void."""
    return _flag_of(heading, "bill") == BillStatus.VOID


def says_paid(heading: str) -> bool:
    """Tell whether the yes of a column of yes and no means that a bill is paid, in a word that is no other heading."""
    return _flags("bill").get(text.fold_word(heading)) == BillStatus.PAID


def find_void_codes(column: pl.Series) -> Mapping[str, str]:
    """Find the letters that stand for void in a column of short codes: few documents are, and never all of them."""
    cells = FilledCells.of(column)
    codes = cells.counted.group_by(pl.col("text").str.to_uppercase()).agg(pl.col("weight").sum())
    if codes.height < 2 or (codes["text"].str.len_chars() > LONGEST_CODE).any():
        return {}
    shares = {code: weight / cells.count for code, weight in codes.iter_rows()}
    return {code: VOID for code in VOID_CODES if 0 < shares.get(code, 0) < MOST_VOID}


def is_yes(texts: pl.Series) -> pl.Series:
    """Tell yes (true) from no (false) in words and ticks of several languages; null for anything else."""
    folded, known = text.fold(texts), words.load("statuses")
    answers = dict.fromkeys(known["no_words"], False) | dict.fromkeys(known["yes_words"], True)
    return folded.replace_strict(answers, default=None, return_dtype=pl.Boolean)


def _read(texts: pl.Series, of: Of, unknown: str, codes: Mapping[str, str] | None, heading: str) -> pl.Series:
    own = {code.lower(): status for code, status in (codes or {}).items()}
    found = text.tidy(texts).str.to_lowercase().replace_strict(own, default=None, return_dtype=pl.String)
    known = text.words_of(texts)
    if flag := _flag_of(heading, of):
        yes, no = flag, _opposite(of, flag)
        found = found.fill_null(
            is_yes(texts).replace_strict({True: yes, False: no}, default=None, return_dtype=pl.String)
        )
    found = found.fill_null(known.replace_strict(_words(of), default=None, return_dtype=pl.String))
    inside = pl.coalesce(
        pl.when(pl.col("text").str.contains(pattern)).then(pl.lit(status)) for status, pattern in _patterns(of)
    )
    found = found.fill_null(pl.DataFrame({"text": known}).select(inside).to_series())
    is_empty = found.is_null() & text.says_nothing(texts)
    return found.fill_null(unknown).set(is_empty, None)


def _opposite(of: Of, status: str) -> str | None:
    """Give what a no means: whatever is not paid is open; what is not void may be anything."""
    pairs = {"Paid": "Open", "Open": "Paid"} if of == "bill" else {"Archived": "Active", "Active": "Archived"}
    return pairs.get(status)


def _flag_of(heading: str, of: Of) -> str | None:
    """Give what a yes under this heading means; "Voided Check" means what "Voided" means."""
    flags, words_of_heading = _flags(of), text.fold_word(heading)
    return flags.get(words_of_heading) or next(
        (VOID for word in words_of_heading.split() if flags.get(word) == VOID), None
    )


@functools.cache
def _words(of: Of) -> Mapping[str, str]:
    return {word: status for status, listed in reversed(words.load("statuses")[of].items()) for word in listed}


@functools.cache
def _flags(of: Of) -> Mapping[str, str]:
    return {heading: status for status, listed in words.load("statuses")["flags"][of].items() for heading in listed}


@functools.cache
def _patterns(of: Of) -> tuple[tuple[str, str], ...]:
    """One pattern a status, of its words of four letters and more, in the order they are tried."""
    return tuple(
        (status, rf"\b(?:{'|'.join(word for word in listed if len(word) > 3)})\b")
        for status, listed in words.load("statuses")[of].items()
    )
