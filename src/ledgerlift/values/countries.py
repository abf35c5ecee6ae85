"""Countries: names in several languages and codes of several kinds, as ISO 3166 codes of two letters."""

import functools
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import polars as pl

from ledgerlift.compiled import load_compiled
from ledgerlift.values import lookups, text, words
from ledgerlift.values.currencies import LANGUAGES
from ledgerlift.values.distinct import Column, on_distinct


def parse_countries(column: Column) -> Column:
    """Give the two-letter ISO code of each country; null for what is none."""
    return on_distinct(column, lambda texts: lookups.look_up(texts, _known()), pl.String)


def is_country(texts: pl.Series) -> pl.Series:
    """Tell the texts that are a country's name or code."""
    return text.words_of(texts).is_in(list(_known()))


def alpha3(code: str) -> str | None:
    """Give the three-letter ISO code of a two-letter one; None when there is no such country."""
    import pycountry

    country = pycountry.countries.get(alpha_2=code.upper())
    return str(country.alpha_3) if country else None


def name_of(code: str) -> str | None:
    """Give the English name of a country by its two-letter code; None when there is no such country."""
    import pycountry

    country = pycountry.countries.get(alpha_2=code.upper())
    return str(getattr(country, "common_name", country.name)) if country else None


@functools.cache
def _known() -> Mapping[str, str]:
    """Every name and code, as words."""
    # The names of seven languages take longer to bring together than all else a small file needs.
    packages = [find_spec(name) for name in ("pycountry", "babel")]
    sources = [Path(__file__), *(Path(each.origin) for each in packages if each and each.origin)]
    known: dict[str, str] = load_compiled("countries", sources, _collect_names)
    return {**known, **words.load("countries")}


def _collect_names() -> Mapping[str, str]:
    import pycountry
    from babel import Locale

    codes: list[tuple[str, str]] = []
    names: list[tuple[str, str]] = []
    for country in pycountry.countries:
        code = country.alpha_2
        codes += [(code, code), (country.alpha_3, code), (country.numeric, code)]
        names += [(getattr(country, kind, country.name), code) for kind in ("name", "official_name", "common_name")]
    territories = {code for _, code in codes}
    for language in LANGUAGES:
        names += [(name, code) for code, name in Locale(language).territories.items() if code in territories]
    return {**lookups.fold_keys(names), **lookups.fold_keys(codes)}
