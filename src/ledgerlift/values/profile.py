"""What the values of one column look like: cheap evidence for deciding what the column is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from ledgerlift.values.amount_style import NumberStyle, number_style_of
from ledgerlift.values.bank_accounts import is_bank_account
from ledgerlift.values.countries import is_country
from ledgerlift.values.currencies import is_currency
from ledgerlift.values.date_finding import date_style_of
from ledgerlift.values.date_style import DateStyle
from ledgerlift.values.document_types import is_document_type
from ledgerlift.values.filled_cells import FilledCells
from ledgerlift.values.names import has_legal_form
from ledgerlift.values.payment_methods import is_method
from ledgerlift.values.statuses import is_status
from ledgerlift.values.tax_numbers import is_tax_number
from ledgerlift.values.terms import are_terms

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

# Some lists print what a number is of in front of it: "Phone: (503) 555-0167".
_NUMBER_OF: Final = r"^(?i:(?:phone|tel|telephone|mobile|cell|work|main|home|t[eé]l[eé]phone|telefon)\W+)"
_EXTENSION: Final = r"(?:\s*(?i:x|ext|poste)\D{0,3}\d+)?$"
_FORMS: Final = {
    "boolean_share": r"^(?i:true|false|yes|no|y|n|oui|non|ja|nein|nee|wahr|falsch|vrai|faux)$",
    "email_share": r"^[^\s@]+@[^\s@]+\.[A-Za-z]{2,}$|<[^\s@]+@[^\s@]+\.[A-Za-z]{2,}>$",
    "url_share": r"^(?i:https?://|www\.)\S+$|^[A-Za-z0-9.-]+\.(?i:com|org|net|fr|de|co\.uk|ca|nl|es|it|io)/?$",
    "phone_share": "|".join(
        (
            r"^\+[\d\s()./-]{8,20}$",
            r"^\(?[01]?\d{2,5}\)?[\s./-]+\d{2,4}[\s./-]+\d{2,6}(?:[\s./-]\d{2,4})*" + _EXTENSION,
            r"^\(\d{2,5}\) ?\d{3,4}[\s.-]?\d{3,4}" + _EXTENSION,
            _NUMBER_OF + r"\+?\(?\d[\d\s()./-]{6,20}" + _EXTENSION,
            r"^[01]?[2-9]\d{9}$",
            r"^0\d{9,10}$",
        )
    ),
    "postal_share": r"^\d{5}(?:-\d{4})?$|^[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d$|^[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$"
    r"|^\d{4} ?[A-Z]{2}$|^\d{4}$|^[A-Z]{1,2}-\d{4,5}$",
    "id_share": r"^[\w#*][\w./#:*\\-]{1,29}$|^\d$",
    "word_share": r"^\D*\p{Lu}\p{Ll}\D*$",
    "letters_share": r"\p{L}[^\p{L}]*\p{L}[^\p{L}]*\p{L}",
    "multiword_share": r"\S\s+\S",
    "person_share": r"^\p{Lu}[\p{L}'’-]+,? (?:\p{Lu}\.? )?\p{Lu}[\p{L}'’-]+$",
    "scientific_share": r"^\d[.,]?\d*[eE]\+\d+$",
}
# Values that come from a short list of words.
_LISTED: Final[Mapping[str, Callable[[pl.Series], pl.Series]]] = {
    "currency_share": is_currency,
    "country_share": is_country,
    "method_share": is_method,
    "status_share": is_status,
    "document_type_share": is_document_type,
    "terms_share": are_terms,
    "account_share": is_bank_account,
}


def profile_column(column: pl.Series, *, is_workbook: bool) -> ColumnProfile:
    """Profile a column of a table: its cells are stripped, and null where they are empty."""
    cells = FilledCells.of_stripped(column)
    texts, filled, is_sorted = cells.texts, cells.count, cells.texts.is_sorted()
    distinct = _count_distinct(cells, is_sorted=is_sorted)
    lengths = cells.counted.select(pl.col("text").str.len_chars().dot("weight")).item()
    profile = ColumnProfile(
        count=column.len(),
        filled_share=filled / max(column.len(), 1),
        distinct_count=distinct,
        distinct_share=distinct / max(filled, 1),
        mean_length=int(lengths) / max(filled, 1),
        is_constant=distinct == 1,
        is_sorted=filled > 1 and is_sorted,
        is_counter=filled == distinct > 2 and _is_counter(texts),
    )
    if not filled:
        return profile
    sample = _take_sample(cells, distinct)
    date_style = date_style_of(cells, is_workbook=is_workbook)
    number_style = number_style_of(cells, is_workbook=is_workbook)
    shares: dict[str, Any] = _shares_of_forms(sample)
    shares |= _shares_of_words(sample, shares, is_short_list=distinct <= MAX_LISTED)
    shares |= _shares_of_numbers(sample, number_style) if number_style else {}
    shares |= {"date_share": date_style.share} if date_style else {}
    return replace(profile, date_style=date_style, number_style=number_style, **shares)


def _is_counter(texts: pl.Series) -> bool:
    numbers = texts.cast(pl.Int64, strict=False)
    return numbers[0] in (0, 1) and bool((numbers.diff().drop_nulls() == 1).all()) and numbers.null_count() == 0


def _count_distinct(cells: FilledCells, *, is_sorted: bool) -> int:
    if is_sorted and cells.count:
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


def _shares_of_forms(sample: pl.DataFrame) -> dict[str, float]:
    return _weigh(sample, {name: pl.col("text").str.contains(form) for name, form in _FORMS.items()})


def _shares_of_words(sample: pl.DataFrame, forms: Mapping[str, float], *, is_short_list: bool) -> dict[str, float]:
    found = {name: is_one(sample["text"]) for name, is_one in _LISTED.items()} if is_short_list else {}
    if forms["multiword_share"] and forms["letters_share"]:
        found["company_share"] = has_legal_form(sample["text"])
    if forms["id_share"] + forms["multiword_share"] > 0.5:
        found["tax_share"] = is_tax_number(sample["text"])
    return _weigh(
        sample.with_columns(told.alias(name) for name, told in found.items()), {name: pl.col(name) for name in found}
    )


def _shares_of_numbers(sample: pl.DataFrame, style: NumberStyle) -> dict[str, float]:
    mark, text = re.escape(style.decimal), pl.col("text")
    forms = {"decimals": rf"{mark}\d+\D*$|\d[eE]-\d", "cents": rf"{mark}\d{{1,2}}\D*$", "two": rf"{mark}\d{{2}}\D*$"}
    found = _weigh(sample, {name: text.str.contains(form) for name, form in forms.items()})
    negative = sum(share for sign, share in style.signs if sign in ("minus", "trailing minus", "brackets"))
    return {
        "number_share": style.share,
        "negative_share": negative * style.share,
        "integer_share": max(0.0, style.share - found["decimals"]),
        # One figure behind the mark is money only where others have two: a workbook drops the zero of 12.50.
        "cents_share": found["cents"] if found["two"] else 0.0,
    }


def _weigh(sample: pl.DataFrame, conditions: Mapping[str, pl.Expr]) -> dict[str, float]:
    """Give the share of cells for which each condition holds."""
    if not conditions:
        return {}
    total = int(sample["weight"].sum())
    weights = sample.select(pl.col("weight").filter(holds).sum().alias(name) for name, holds in conditions.items())
    return {name: weight / total for name, weight in weights.row(0, named=True).items()}
