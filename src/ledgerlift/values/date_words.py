"""Dates written with a month's name, rewritten in figures: ``Fri 15. März 2024`` becomes ``15-3-2024``."""

import functools

import polars as pl

from ledgerlift.values import text, words

# 15 March 2024, 15-MAR-24, 1er mars 2025, 15 de marzo de 2024, 2024-Mar-15; or March 15th, 2024. A weekday may lead.
_WRITTEN = (
    r"^(?:(?<weekday>[a-z]+(?:-feira)?) )?"
    r"(?:(?<a>\d{1,2}|\d{4})[ /-]?(?<inner>[a-z]+)[ /-]?(?<b>\d{4}|\d{1,2})"
    r"|(?<outer>[a-z]+)[ /-]?(?<c>\d{1,2})[ /-](?<d>\d{4}|\d{2}))$"
)
_ORDINAL = r"\b(\d{1,2})(?:st|nd|rd|th|er|eme|re|ter|a|o|e)\b"
_FILLERS = r"\b(?:de|del|of|the|den|le|el|d)\b"


@functools.cache
def _months() -> pl.DataFrame:
    pairs = [(name, str(number)) for number, names in words.load("months").items() for name in names]
    return pl.DataFrame(pairs, schema=["name", "number"], orient="row").unique("name", maintain_order=True)


@functools.cache
def _weekdays() -> list[str]:
    names = {name for names in words.load("weekdays").values() for name in names}
    return sorted(names, key=lambda name: (-len(name), name))


@functools.cache
def looks_written_out() -> str:
    """Give a pattern for a quick look: true for every date that is written out, false for most other texts."""
    starts = {folded[:3] for folded in _months()["name"]} | {"fév", "aoû", "mär", "jän", "paź"}
    month = f"(?:{'|'.join(sorted(starts))})"
    return (
        r"(?i)\d{1,4}[/.\\ \u00a0\u2010-\u2015-] ?\d{1,2}[/.\\ \u00a0\u2010-\u2015-] ?'?\d{2}"
        r"|\d ?年 ?\d"
        rf"|\d(?:st|nd|rd|th|er|º|°)?\W{{0,3}}(?:(?:de|of) )?{month}|{month}\w*\W{{0,3}}\d"
    )


def into_figures(texts: pl.Series) -> pl.DataFrame:
    """Rewrite dates with a month's name; one row a text, both columns null where a text is no such date.

    Columns: ``figures`` (three numbers joined by hyphens, in the text's own order) and ``written`` (DMY, MDY or YMD).
    """
    plain = text.fold(texts).str.replace(_ORDINAL, "$1").str.replace_all(_FILLERS, " ").str.replace_all(r"[.,']", " ")
    plain = plain.str.replace_all(r" +", " ").str.replace_all(r" ?([/-]) ?", "$1").str.strip_chars()
    parts = plain.str.extract_groups(_WRITTEN).struct.unnest()
    months = _months()
    month = pl.coalesce("inner", "outer").replace_strict(months["name"], months["number"], default=None)
    is_date = month.is_not_null() & (pl.col("weekday").is_null() | pl.col("weekday").is_in(_weekdays()))
    leads = pl.col("outer").is_not_null()
    return parts.select(
        pl.when(is_date & leads)
        .then(pl.concat_str(month, "c", "d", separator="-"))
        .when(is_date)
        .then(pl.concat_str("a", month, "b", separator="-"))
        .alias("figures"),
        pl.when(is_date & leads)
        .then(pl.lit("MDY"))
        # 2024-Mar-15 and 99-Mar-15 begin with their year; 15-Mar-24 begins with its day, as in every program seen.
        .when(is_date & (pl.col("a").str.len_bytes().eq(4) | pl.col("a").cast(pl.Int32).gt(31)))
        .then(pl.lit("YMD"))
        .when(is_date)
        .then(pl.lit("DMY"))
        .alias("written"),
    )


def drop_weekday(texts: pl.Series) -> pl.Series:
    """Take a weekday off the front of figures: ``lun. 15/03/2024`` becomes ``15/03/2024``."""
    return text.fold(texts).str.replace(rf"^(?:{'|'.join(_weekdays())})[.,]* ?(\d)", "$1")
