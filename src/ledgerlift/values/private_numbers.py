"""Numbers that an analysis of spend does not need and nobody may keep: payment cards, bank accounts, people's ids."""

import functools
import re
from typing import Final

import polars as pl

from ledgerlift.values import text, words

# So many digits with at most one space or hyphen between them, and no further digit at either end.
_CARD: Final = re.compile(r"(?<![\d.,/-])\d(?:[ -]?\d){12,18}(?![\d.,]|-\d)")
# The issuers' ranges, by first digits and lengths: ISO/IEC 7812 as the networks publish them.
_ISSUERS: Final = re.compile(
    r"^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11,16}|35(?:2[89]|[3-8]\d)\d{12,15}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|62\d{14,17}"
    r"|(?:50|5[6-9]|6[0-9])\d{10,17})$"
)
# What a text with a card number has at the least.
MANY_DIGITS: Final = r"\d(?:[ -]?\d){12}"


def find_card_numbers(texts: pl.Series) -> pl.DataFrame:
    """Tell for each text whether it holds a number in an issuer's range (``in_range``) and with a right check digit.

    ``is_card`` is true for the latter. Of other long numbers one in ten has a right check digit by chance, so a caller
    compares the two over a column.
    """
    has_many = texts.str.contains(MANY_DIGITS).fill_null(value=False)
    rows = pl.DataFrame({"in_range": has_many, "is_card": has_many})
    found = [_look(each) for each in texts.filter(has_many).to_list()]
    at = has_many.arg_true()
    return rows.with_columns(
        rows[name].scatter(at, pl.Series([each[place] for each in found], dtype=pl.Boolean))
        for place, name in enumerate(rows.columns)
    )


def is_iban(texts: pl.Series) -> pl.Series:
    """Tell the texts that are an international bank account number with a right checksum."""
    plain = text.tidy(texts).str.to_uppercase().str.replace_all(r"[ .-]|^IBAN:?\s*", "")
    has_form = plain.str.contains(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$").fill_null(value=False)
    if not has_form.any():
        return has_form
    from stdnum import iban

    valid = [iban.is_valid(each) for each in plain.filter(has_form).to_list()]
    return has_form.scatter(has_form.arg_true(), pl.Series(valid, dtype=pl.Boolean))


def speak_of_people(headings: pl.Series) -> pl.Series:
    """Tell the headings that speak of the numbers people have."""
    phrases = "|".join(map(re.escape, words.load("personal_ids")["headings"]))
    return text.words_of(headings).str.contains(rf"(?:^| )(?:{phrases})(?: |$)")


def is_personal_id(texts: pl.Series, *, speaks_of_people: bool) -> pl.Series:
    """Tell the texts in the form of a person's number: of social security, social insurance or national insurance.

    A form that companies' numbers share counts only under a heading that speaks of people's.
    """
    known = words.load("personal_ids")
    forms = [*known["forms"], *(known["forms_under_heading"] if speaks_of_people else ())]
    return text.tidy(texts).str.to_uppercase().str.contains("|".join(f"^(?:{form})$" for form in forms))


def _look(cell: str) -> tuple[bool, bool]:
    numbers = [re.sub(r"\D", "", match) for match in _CARD.findall(cell)]
    in_range = [number for number in numbers if _ISSUERS.match(number)]
    return bool(in_range), any(map(_has_check_digit, in_range))


@functools.lru_cache(maxsize=65_536)
def _has_check_digit(number: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(number)) and len(set(number)) > 1
