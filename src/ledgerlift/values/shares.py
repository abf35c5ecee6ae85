"""What share of a column's cells have a known form or are known words, told of all columns of a table at once.

One look at the texts of a whole table costs little more than one at those of a single column.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, Self

import polars as pl

from ledgerlift.values.bank_accounts import is_bank_account
from ledgerlift.values.countries import is_country
from ledgerlift.values.currencies import is_currency
from ledgerlift.values.document_types import is_code, is_document_type, is_document_word
from ledgerlift.values.names import has_legal_form
from ledgerlift.values.payment_methods import is_method
from ledgerlift.values.statuses import is_status
from ledgerlift.values.tax_numbers import is_tax_number
from ledgerlift.values.terms import are_terms

Shares = dict[str, dict[str, float]]
Test = Callable[[pl.Series], pl.Series]

# Some lists print what a number is of in front of it: "Phone: (503) 555-0167".
_NUMBER_OF: Final = r"^(?i:(?:phone|tel|telephone|mobile|cell|work|main|home|t[eé]l[eé]phone|telefon)\W+)"
_EXTENSION: Final = r"(?:\s*(?i:x|ext|poste)\D{0,3}\d+)?$"
# Four signs of a script without spaces are more than one word.
_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}"
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
    "id_share": rf"^[\w#*&&[^{_UNSPACED}]][\-\w./#:*\\&&[^{_UNSPACED}]]{{1,29}}$|^\d$",
    "word_share": r"^\D*\p{Lu}\p{Ll}\D*$",
    "letters_share": r"\p{L}[^\p{L}]*\p{L}[^\p{L}]*\p{L}",
    "multiword_share": rf"\S\s+\S|[{_UNSPACED}]{{4}}",
    "person_share": r"^\p{Lu}[\p{L}'’-]+,? (?:\p{Lu}\.? )?\p{Lu}[\p{L}'’-]+$",
    "scientific_share": r"^\d[.,]?\d*[eE]\+\d+$",
}
# Values that come from a short list of words.
_LISTED: Final[Mapping[str, Test]] = {
    "currency_share": is_currency,
    "country_share": is_country,
    "method_share": is_method,
    "status_share": is_status,
    "document_type_share": is_document_word,
    "terms_share": are_terms,
    "account_share": is_bank_account,
}


@dataclass(frozen=True)
class Samples:
    """Samples of the columns of one table.

    ``cells`` has ``column``, ``text`` and ``weight``: how many cells of the column have the text, which comes up once.
    """

    columns: Collection[str]
    cells: pl.DataFrame

    @classmethod
    def of(cls, samples: Mapping[str, pl.DataFrame]) -> Self:
        """Put together the samples of columns, each with ``text`` and ``weight``."""
        heights = [sample.height for sample in samples.values()]
        columns = pl.Series("column", list(samples), dtype=pl.String).repeat_by(pl.Series(heights, dtype=pl.UInt32))
        cells = (
            pl.concat(samples.values()) if samples else pl.DataFrame(schema={"text": pl.String, "weight": pl.UInt32})
        )
        return cls(samples.keys(), cells.insert_column(0, columns.explode()))

    def texts(self, column: str) -> pl.Series:
        """Give the texts of one column."""
        return self.cells.filter(pl.col("column") == column)["text"]

    def shares(self, columns: Collection[str], tests: Mapping[str, Test]) -> Shares:
        """Give the share of each column's cells whose text passes each test; a test gets every text once."""
        if not len(columns):
            return {}
        some = self.cells.filter(pl.col("column").is_in(list(columns)))
        texts = some["text"].unique()
        passed = pl.DataFrame({"text": texts, **{name: test(texts) for name, test in tests.items()}})
        weight = pl.col("weight")
        found = (
            some.join(passed, on="text")
            .group_by("column")
            .agg((weight.filter(name).sum() / weight.sum()).alias(name) for name in tests)
        )
        return {row.pop("column"): row for row in found.iter_rows(named=True)}


def has_form(form: str) -> Test:
    """Give the test for a form that a text has, as a pattern."""
    return lambda texts: texts.str.contains(form)


def find_shares(samples: Samples, *, short_lists: Collection[str]) -> Shares:
    """Give the shares of each column by their names in ``ColumnProfile``; what was not looked for is left out.

    ``short_lists`` are the columns of so few values that they may come from a list.
    """
    shares = samples.shares(samples.columns, {name: has_form(form) for name, form in _FORMS.items()})

    def add(columns: Collection[str], tests: Mapping[str, Test]) -> None:
        for column, found in samples.shares(columns, tests).items():
            shares[column] |= found

    add(short_lists, _LISTED)
    coded = samples.shares(short_lists, {"share": is_code})
    for column in (column for column, found in coded.items() if found["share"]):
        # Which family the codes are of, only the whole column tells.
        add([column], {"document_type_share": is_document_type})
    add(
        [column for column, found in shares.items() if found["multiword_share"] and found["letters_share"]],
        {"company_share": has_legal_form},
    )
    add(
        [column for column, found in shares.items() if found["id_share"] + found["multiword_share"] > 0.5],
        {"tax_share": is_tax_number},
    )
    return shares
