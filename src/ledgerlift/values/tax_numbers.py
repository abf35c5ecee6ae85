"""Tax numbers of businesses: recognised, checked by their own check digits, and written one way."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from ledgerlift.values import text, words
from ledgerlift.values.distinct import on_distinct

TAX_NUMBER: Final = pl.Struct({"number": pl.String, "country": pl.String})


def parse_tax_numbers(column: pl.Expr, *, country: pl.Expr | str | None = None) -> pl.Expr:
    """Give each tax number as a struct of ``number`` and ``country``.

    A valid number is written without its separators, another as it stands; ``country`` is the two-letter code of the
    country whose rules the number keeps, or null. The argument is the supplier's country: one for all, or a column.
    """
    home = pl.lit(country, dtype=pl.String) if country is None or isinstance(country, str) else country
    return on_distinct(pl.concat_str(home.fill_null(""), column, separator="|"), _read, TAX_NUMBER)


def is_tax_number(texts: pl.Series) -> pl.Series:
    """Tell the texts in the form of a tax number that names its country: a quick look."""
    upper = text.tidy(texts).str.to_uppercase()
    has_form = upper.str.contains("|".join([_prefixed(), *_known()["forms"].values()]))
    return has_form & upper.str.contains(r"(?:\d.*){6}")


def _known() -> Mapping[str, Any]:
    known: Mapping[str, Any] = words.load("tax_numbers")
    return known


def _prefixed() -> str:
    """Give a pattern of numbers that begin with their country."""
    return rf"^(?:{'|'.join(_known()['prefixes'])})[ -]?[0-9A-Z][0-9A-Z .-]{{6,15}}$"


def _read(keyed: pl.Series) -> pl.Series:
    rows = keyed.str.splitn("|", 2).struct.rename_fields(["country", "text"]).struct.unnest()
    upper = text.tidy(rows["text"]).str.to_uppercase()
    labels = "|".join(_known()["labels"])
    bare = upper.str.replace(rf"(?i)^(?:(?:{labels})\b[ .:#°-]*)+", "").str.strip_chars(" .:-")
    # NO 923 609 016 MVA begins with a country, not with "no."
    bare = upper.zip_with(upper.str.contains(_prefixed()), bare)
    is_filled = ~text.says_nothing(upper) & bare.str.contains(r"[1-9A-Z]")
    numbers = zip(bare, rows["country"], is_filled, strict=True)
    found = [_check(number, country) if filled else (None, None) for number, country, filled in numbers]
    return pl.Series([{"number": number, "country": country} for number, country in found], dtype=TAX_NUMBER)


def _check(number: str, country: str) -> tuple[str, str | None]:
    """Find the country whose rules a number keeps: the one it names, the one its form is of, or the supplier's."""
    for candidate in _candidates(number, country.upper()):
        for kind in _kinds(candidate):
            if kind.is_valid(number):
                return str(kind.compact(number)), candidate
    return number, None


def _candidates(number: str, country: str) -> Iterator[str]:
    named = {"EL": "GR", "XI": "GB"}.get(number[:2], number[:2])
    if named in _known()["kinds"]:
        yield named
    yield from (of for of, form in _compiled_forms().items() if form.search(number))
    if country in _known()["kinds"] and country != named:
        yield country


@functools.cache
def _compiled_forms() -> Mapping[str, re.Pattern[str]]:
    return {country: re.compile(form) for country, form in _known()["forms"].items()}


@functools.cache
def _kinds(country: str) -> tuple[Any, ...]:
    from stdnum import get_cc_module

    return tuple(get_cc_module(country.lower(), kind) for kind in _known()["kinds"][country])
