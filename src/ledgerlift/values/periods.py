"""Headings that name a month, a quarter or a year: Jan 2024, 2024-01, Q1, FY24."""

import functools
import re

import polars as pl

from ledgerlift.values import text, words

_YEAR = r"(?:19|20)\d{2}"


def is_period(heading: str) -> bool:
    """Tell whether a heading is a month, a quarter or a year, and nothing else."""
    return bool(_pattern().fullmatch(text.fold(pl.Series([heading])).item().strip(" .")))


@functools.cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(
        sorted({name for names in words.load("months").values() for name in names}, key=len, reverse=True)
    )
    year = rf"(?:{_YEAR}|'?\d{{2}})"
    return re.compile(
        rf"(?:{months})\.?(?:[ /.-]?{year})?"
        rf"|{_YEAR}[ /.-]?(?:0[1-9]|1[0-2]|(?:{months}))|{_YEAR}[/.-][1-9]"
        rf"|(?:0?[1-9]|1[0-2])[/.-]{_YEAR}"
        rf"|(?:[qt][1-4]|[1-4](?:st|nd|rd|th)? ?(?:quarter|q|trimestre))(?:[ /-]?{year})?|{_YEAR}[ /-]?[qt][1-4]"
        rf"|(?:fy|cy|year|exercice|jahr)? ?{_YEAR}(?:[/-]\d{{2,4}})?|fy ?'?\d{{2}}"
    )
