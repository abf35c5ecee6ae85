"""Every way in which one text can be read as a date. Which way is right is decided over the whole column."""

from typing import Final

import polars as pl

from ledgerlift.values import date_words, text, words
from ledgerlift.values.date_style import Numbers

ORDERS: Final = ("DMY", "MDY", "YMD")

# Years a ledger can hold; a typing slip such as 0204 or 20245 is not read.
FIRST_YEAR, LAST_YEAR = 1901, 2199
# Bare numbers are dates only in the years of today's books. Day 1 of a workbook is 1 January 1900, so these are
# 1 January 1990 and 31 December 2050.
FIRST_SERIAL, LAST_SERIAL = 32874, 55153
FIRST_JULIAN_YEAR, LAST_JULIAN_YEAR = 1990, 2050
_SERIAL_OF_EPOCH = 25569
# Two-digit years from here on belong to the last century.
PIVOT = 70

# Days that stand where there is no date: the zero day of several systems, and their last one.
_NO_DATE = (
    "0001-01-01", "1700-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-00", "1900-01-01", "2999-12-31",
    "4712-12-31", "9999-12-30", "9999-12-31",
)  # fmt: skip
_ZEROS = r"^0+(?:[./ -]0+){0,2}$|^-+$|^[/. ]+$|^(?:0?0|12):00(?::00)?(?: ?am)?$"

# 2025年3月7日: the signs for year, month and day stand behind each number.
_BEHIND_NUMBERS = r"^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日?"

_CLOCK = r"\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,:]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?"
_ZONE = r"\s*(?:z|[a-z]{3,4}|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?)?"
_TIMES = (
    (rf"(\d\.?)(?:t|[ ,]+(?:at |à |a |um )?)\s*{_CLOCK}{_ZONE}$", "$1"),
    (r"(\d)[ -]\d{1,2}\.\d{2}\.\d{2}(?:\.\d+)?$", "$1"),
    (r"^(\d{4}-\d{2}-\d{2})(?:z|[+-]\d{2}:\d{2})$", "$1"),
    (r"^(\d{8})[t ]?\d{6}(?:\.\d+)?z?$", "$1"),
)
# The two writings that are most common, for speed.
_ISO = r"^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?)?$"
_FIGURES_AND_CLOCK = r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4} \d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?$"
_SPLIT = r"^(?<x>\d{4}|\d{1,2}) ?(?<s>[/.\\ -]) ?(?<y>\d{1,2}) ?(?<t>[/.\\ -]) ?'?(?<z>\d{4}|\d{1,2})\.?$"

# Where year, month and day are among the three numbers of each order.
_PLACES: Final = {"DMY": ("z", "y", "x"), "MDY": ("z", "x", "y"), "YMD": ("x", "y", "z")}


def read_dates(texts: pl.Series) -> pl.DataFrame:
    """Read each text in every way; one row a text.

    ``DMY``, ``MDY`` and ``YMD`` hold the day the text names in that order. A text that tells its own order, because
    its month has a name or its four-digit year comes first, has it in ``written`` and the same day in all three.
    ``serial`` and ``julian`` hold what a bare number means as a workbook's day number and as year and day of the year.
    ``is_placeholder`` marks what stands for "no date"; nothing else of such a row is read.
    """
    plain = strip_time(texts)
    rows = _split(plain)
    raw = _write_out(rows)
    texts_and_days = raw.with_columns(rows["written"], plain.alias("plain"))
    dates = texts_and_days.select(
        *(_to_day(pl.col(order)).alias(order) for order in ORDERS),
        "written",
        _read_julian().alias("julian"),
        _read_serial().alias("serial"),
        _stands_for_none().alias("is_placeholder"),
    )
    own = pl.coalesce(pl.when(pl.col("written") == order).then(pl.col(order)) for order in ORDERS)
    read = [pl.when(pl.col("written").is_null()).then(order).otherwise(own).alias(order) for order in ORDERS]
    is_date = ~pl.col("is_placeholder")
    kept = (pl.when(is_date).then(each) for each in ("written", *read, "serial", "julian"))
    return dates.select(*kept, "is_placeholder")


def settle_numbers(readings: pl.DataFrame, numbers: Numbers) -> pl.DataFrame:
    """Keep one reading of the bare numbers of five and six digits in column ``text``."""
    if numbers == "digits":
        return readings.with_columns(serial=pl.lit(None, dtype=pl.Date), julian=pl.lit(None, dtype=pl.Date))
    is_bare = pl.col("text").str.contains(r"^\d{5,6}$")
    return readings.with_columns(pl.when(~is_bare).then(order) for order in ORDERS)


def drop_clock(texts: pl.Series) -> pl.Series:
    """Take the time of day off a column that always has it, at once: with it, hardly any text comes up twice."""
    if texts.str.contains(_ISO).all():
        return texts.str.head(10)
    if texts.str.contains(_FIGURES_AND_CLOCK).all():
        return texts.str.splitn(" ", 2).struct.field("field_0").alias(texts.name)
    return texts


def strip_time(texts: pl.Series) -> pl.Series:
    """Give each text in lower case without its time of day; the day stays as written, whatever the zone."""
    plain = text.tidy(texts).str.to_lowercase().str.strip_chars("'\" ")
    if plain.str.contains(_BEHIND_NUMBERS).any():
        plain = plain.str.replace(_BEHIND_NUMBERS, "$1-$2-$3")
    if plain.str.contains(r"\d[:h.]\d{2}|\d[tz]|\d{14}").any():
        for time, kept in _TIMES:
            plain = plain.str.replace(time, kept)
    return plain.str.replace(r"^(\d+)\.0+$", "$1")


def is_no_date(texts: pl.Series) -> pl.Series:
    """Tell the texts that stand for "no date"."""
    plain = strip_time(texts)
    return _write_out(_split(plain)).with_columns(plain.alias("plain")).select(_stands_for_none()).to_series()


def _stands_for_none() -> pl.Expr:
    """Look at the days as they are written out, and at the text in ``plain``."""
    is_zero_day = pl.any_horizontal(pl.col(*ORDERS).is_in(_NO_DATE).fill_null(value=False))
    return is_zero_day | pl.col("plain").str.contains(_ZEROS) | pl.col("plain").is_in(words.load("nothing"))


def _split(plain: pl.Series) -> pl.DataFrame:
    """Split each date into its three numbers x, y and z as text, in the order they stand; ``written`` as above."""
    figures = plain.clone()
    written = pl.Series("written", [None] * plain.len(), dtype=pl.String)
    has_letters = plain.str.contains(r"\p{L}")
    if has_letters.any():
        worded = date_words.into_figures(plain.filter(has_letters))
        rest = date_words.drop_weekday(plain.filter(has_letters))
        at = has_letters.arg_true()
        figures = figures.scatter(at, worded["figures"].fill_null(rest))
        written = written.scatter(at, worded["written"])
    rows = pl.DataFrame({"text": figures, "written": written})
    parts = rows.select("written", _with_hyphens(pl.col("text")).str.extract_groups(_SPLIT).struct.unnest())
    has_one_mark = pl.col("s") == pl.col("t")
    year_leads = has_one_mark & pl.col("x").str.len_bytes().eq(4)
    return parts.select(
        *(pl.when(has_one_mark).then(pl.col(name)).alias(name) for name in ("x", "y", "z")),
        pl.col("written").fill_null(pl.when(year_leads).then(pl.lit("YMD"))),
    )


def _with_hyphens(digits: pl.Expr) -> pl.Expr:
    """Put hyphens into ``20240315``, ``15032024`` and ``150324``, also where a leading zero is lost."""
    length = pl.when(digits.str.contains(r"^\d{5,8}$")).then(digits.str.len_bytes())
    long = digits.str.zfill(8)
    return (
        pl.when((length == 8) & digits.str.contains(r"^(?:19|2[01]|00|99|17)\d\d(?:0\d|1[0-2])[0-3]\d$"))
        .then(digits.str.replace(r"(\d{4})(\d\d)(\d\d)", "$1-$2-$3"))
        .when(length >= 7)
        .then(long.str.replace(r"(\d\d)(\d\d)(\d{4})", "$1-$2-$3"))
        .when(length >= 5)
        .then(digits.str.zfill(6).str.replace(r"(\d\d)(\d\d)(\d\d)", "$1-$2-$3"))
        .otherwise(digits)
    )


def _write_out(rows: pl.DataFrame) -> pl.DataFrame:
    """Write x, y and z out as YYYY-MM-DD in each order, whether or not there is such a day."""
    return rows.select(_join(*_PLACES[order]).alias(order) for order in ORDERS)


def _join(year: str, month: str, day: str) -> pl.Expr:
    short = pl.col(year).cast(pl.Int32, strict=False)
    century = pl.when(short >= PIVOT).then(pl.lit("19")).otherwise(pl.lit("20"))
    digits = pl.col(year).str.len_bytes()
    full = pl.when(digits == 2).then(pl.concat_str(century, year)).when(digits == 4).then(year)
    return pl.concat_str(full, pl.col(month).str.zfill(2), pl.col(day).str.zfill(2), separator="-")


def _to_day(written_out: pl.Expr) -> pl.Expr:
    day = written_out.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(day)


def _read_serial() -> pl.Expr:
    number = pl.col("plain").str.extract(r"^(\d{5})(?:[.,]\d+)?$").cast(pl.Int32)
    return pl.when(number.is_between(FIRST_SERIAL, LAST_SERIAL)).then((number - _SERIAL_OF_EPOCH).cast(pl.Date))


def _read_julian() -> pl.Expr:
    """Read CYYDDD (124075: the century after 1900, the year, the day of the year), YYYYDDD and YYYY-DDD."""
    short = pl.col("plain").str.extract(r"^([01]?\d{2}\d{3})$").str.zfill(6)
    long = pl.col("plain").str.extract(r"^(\d{4}[-/.]?\d{3})$").str.replace(r"[-/.]", "")
    year = pl.coalesce(short.str.slice(0, 3).cast(pl.Int32) + 1900, long.str.slice(0, 4).cast(pl.Int32))
    nth = pl.coalesce(short, long).str.slice(-3).cast(pl.Int32)
    is_day = year.is_between(FIRST_JULIAN_YEAR, LAST_JULIAN_YEAR) & nth.is_between(1, 366)
    day = pl.concat_str(year, nth.cast(pl.String).str.zfill(3), separator="-")
    return pl.when(is_day).then(day).str.to_date("%Y-%j", strict=False)
