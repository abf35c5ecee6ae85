"""What the values of a column look like: cheap evidence for deciding what the column is."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import polars as pl

from ledgerlift.values.amount_style import Mark, NumberStyle, number_style_of
from ledgerlift.values.date_finding import date_style_of
from ledgerlift.values.date_style import DateStyle
from ledgerlift.values.filled_cells import FilledCells
from ledgerlift.values.shares import Samples, Shares, find_shares, has_form

# From so many rows on, columns are looked at beside each other.
MANY_ROWS = 50_000
# So many distinct values, taken evenly over the column, are enough for all but the styles of dates and numbers.
MAX_SAMPLE = 2000
# Codes, statuses and methods come from a short list; a column of more different values is none of them.
MAX_LISTED = 300


@dataclass(frozen=True)
class ColumnProfile:
    """Shares are from 0 to 1, of the cells that are not empty unless it says otherwise."""

    count: int  # cells, empty or not
    filled_share: float  # of all cells
    distinct_count: int
    distinct_share: float
    mean_length: float
    is_constant: bool
    is_sorted: bool
    is_counter: bool = False  # 1, 2, 3 ...: the number of the row, not of anything in it
    date_style: DateStyle | None = None
    number_style: NumberStyle | None = None
    date_share: float = 0.0
    number_share: float = 0.0
    negative_share: float = 0.0
    integer_share: float = 0.0
    cents_share: float = 0.0  # amounts of money: figures behind the decimal mark, never more than two
    boolean_share: float = 0.0
    email_share: float = 0.0
    url_share: float = 0.0
    phone_share: float = 0.0
    postal_share: float = 0.0
    id_share: float = 0.0  # one word of two letters or figures and more: document numbers, codes
    word_share: float = 0.0  # words with a capital in front and no figure: names rather than codes
    letters_share: float = 0.0  # texts with three letters and more
    multiword_share: float = 0.0
    person_share: float = 0.0
    scientific_share: float = 0.0  # 1.23E+15: identifiers a spreadsheet has damaged
    company_share: float = 0.0  # names that end in a legal form
    currency_share: float = 0.0
    country_share: float = 0.0
    tax_share: float = 0.0
    method_share: float = 0.0
    status_share: float = 0.0
    document_type_share: float = 0.0
    terms_share: float = 0.0
    account_share: float = 0.0  # names of the company's own accounts

    def summary(self) -> str:
        """Say in a few words what most of the values are."""
        for name, what in _SAID.items():
            share = float(getattr(self, name))
            if share >= 0.6:
                return f"{share:.0%} of the values are {what}"
        return f"{self.distinct_count} different values"


_SAID: Final = {
    "date_share": "dates",
    "email_share": "e-mail addresses",
    "url_share": "web addresses",
    "currency_share": "currencies",
    "method_share": "payment methods",
    "document_type_share": "kinds of document",
    "status_share": "statuses",
    "terms_share": "payment terms",
    "country_share": "countries",
    "tax_share": "tax numbers",
    "boolean_share": "yes or no",
    "cents_share": "amounts with cents",
    "phone_share": "telephone numbers",
    "number_share": "numbers",
    "company_share": "names of businesses",
    "id_share": "codes or numbers",
    "letters_share": "words",
}


def profile_columns(
    columns: Mapping[str, pl.Series], *, is_workbook: bool, hint: Mark | None = None
) -> dict[str, ColumnProfile]:
    """Profile the columns of a table: their cells are stripped, and null where they are empty.

    ``hint`` is the decimal mark where the columns leave it open.
    """
    describe = partial(_describe, is_workbook=is_workbook, hint=hint)
    if all(column.len() < MANY_ROWS for column in columns.values()):
        described = dict(zip(columns, map(describe, columns.values()), strict=True))
    else:
        # What Polars does to one column leaves most of the machine idle.
        with ThreadPoolExecutor() as beside:
            described = dict(zip(columns, beside.map(describe, columns.values()), strict=True))
    samples = Samples.of({key: sample for key, (_, sample) in described.items() if sample.height})
    profiles = {key: profile for key, (profile, _) in described.items()}
    short_lists = {key for key in samples.columns if profiles[key].distinct_count <= MAX_LISTED}
    shares = find_shares(samples, short_lists=short_lists)
    styles = {key: profiles[key].number_style for key in samples.columns}
    numbers = _shares_of_numbers(samples, {key: style for key, style in styles.items() if style})
    found: Mapping[str, Mapping[str, Any]] = {key: {**shares[key], **numbers.get(key, {})} for key in samples.columns}
    return {key: replace(profile, **found.get(key, {})) for key, profile in profiles.items()}


def _describe(column: pl.Series, *, is_workbook: bool, hint: Mark | None) -> tuple[ColumnProfile, pl.DataFrame]:
    """Say what a column tells by itself, and give the sample for what is told of all of them at once."""
    cells = FilledCells.of_stripped(column)
    texts, filled, is_sorted = cells.texts, cells.count, cells.texts.is_sorted()
    distinct = _count_distinct(cells, is_sorted=is_sorted)
    lengths = cells.counted.select(pl.col("text").str.len_chars().dot("weight")).item()
    date_style = date_style_of(cells, is_workbook=is_workbook)
    profile = ColumnProfile(
        count=column.len(),
        filled_share=filled / max(column.len(), 1),
        distinct_count=distinct,
        distinct_share=distinct / max(filled, 1),
        mean_length=int(lengths) / max(filled, 1),
        is_constant=distinct == 1,
        is_sorted=filled > 1 and is_sorted,
        is_counter=filled == distinct > 2 and _is_counter(texts),
        date_style=date_style,
        date_share=date_style.share if date_style else 0.0,
        number_style=number_style_of(cells, is_workbook=is_workbook, hint=hint),
    )
    return profile, _take_sample(cells, distinct)


def _is_counter(texts: pl.Series) -> bool:
    numbers = texts.cast(pl.Int64, strict=False)
    return numbers[0] in (0, 1) and bool((numbers.diff().drop_nulls() == 1).all()) and numbers.null_count() == 0


def _count_distinct(cells: FilledCells, *, is_sorted: bool) -> int:
    if not cells.is_long or cells.counted.height < cells.count:
        return cells.counted.height
    if is_sorted:
        return int((cells.texts != cells.texts.shift(1)).sum()) + 1
    # As good as counting the texts themselves, at a third of the cost: of a million hardly ever two share a hash.
    return cells.counted["text"].hash().n_unique()


def _take_sample(cells: FilledCells, distinct: int) -> pl.DataFrame:
    """Give distinct texts with the number of cells that have them; of very many, some from all over the column."""
    if distinct <= MAX_SAMPLE:
        return cells.counted
    if cells.is_long:
        return cells.some(MAX_SAMPLE).counted
    texts = cells.texts.unique(maintain_order=True)
    return FilledCells.of_stripped(texts).some(MAX_SAMPLE).counted


def _shares_of_numbers(samples: Samples, styles: Mapping[str, NumberStyle]) -> Shares:
    shares: Shares = {}
    for mark in {style.decimal for style in styles.values()}:
        decimal = re.escape(mark)
        tests = {
            "decimals": rf"{decimal}\d+\D*$|\d[eE]-\d",
            "cents": rf"{decimal}\d{{1,2}}\D*$",
            "two": rf"{decimal}\d{{2}}\D*$",
        }
        columns = [key for key, style in styles.items() if style.decimal == mark]
        for key, found in samples.shares(columns, {name: has_form(form) for name, form in tests.items()}).items():
            style = styles[key]
            negative = sum(share for sign, share in style.signs if sign in ("minus", "trailing minus", "brackets"))
            shares[key] = {
                "number_share": style.share,
                "negative_share": negative * style.share,
                "integer_share": max(0.0, style.share - found["decimals"]),
                # One figure behind the mark is money only where others have two: a workbook drops the zero of 12.50.
                "cents_share": found["cents"] if found["two"] else 0.0,
            }
    return shares
