"""Provinces and states: names and codes of a country's subdivisions, as the codes of ISO 3166-2."""

import functools
from collections.abc import Mapping
from typing import Any

import polars as pl

from ledgerlift.values import text, words


def find_region_code(country: str | None, name: str | None) -> str | None:
    """Find the code of a region by its country's two letters and its name or code, both folded; None when unknown.

    The code comes without its country: ``QC``, not ``CA-QC``.
    """
    return _known(country.upper()).get(name) if country and name else None


@functools.cache
def list_region_codes(country: str) -> frozenset[str]:
    """List the codes of a country's regions, without their country."""
    return frozenset(region.code[3:] for region in _list_regions(country))


@functools.cache
def _known(country: str) -> Mapping[str, str]:
    regions = _list_regions(country)
    names = text.words_of(pl.Series([region.name for region in regions], dtype=pl.String)).to_list()
    codes = [region.code[3:] for region in regions]
    by_name = dict(zip(names, codes, strict=True))
    return {**words.load("regions").get(country, {}), **by_name, **{code.lower(): code for code in codes}}


def _list_regions(country: str) -> list[Any]:
    import pycountry

    return list(pycountry.subdivisions.get(country_code=country) or ())  # type: ignore[no-untyped-call]
