"""E-mail addresses and telephone numbers, checked for their form only: nothing is looked up on a network."""

from typing import Final

import polars as pl

from ledgerlift.values import text
from ledgerlift.values.distinct import Column, on_distinct
from ledgerlift.values.phone_plans import format_plain

PHONE: Final = pl.Struct({"phone": pl.String, "extension": pl.String})

# Nearly every address is as plain as this; the others are left to a library that knows the standard.
_PLAIN_EMAIL = (
    r"^[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$"
)
_EXTENSION = r"(?i)[ ,;(]*(?:extension|ext|poste|x|#|durchwahl|dw|anexo|toestel|interno|ramal)[ .:#]*(\d{1,6})\)?$"
# The plan of North America has one form for all numbers, so they need no library: area and exchange begin at 2.
_NORTH_AMERICA = r"^(?:\+?1)?([2-9]\d{2}[2-9]\d{6})$"
# Some programs keep the four figures of an extension behind the ten of a North American number.
_WITH_FOUR_MORE = r"^\(?([2-9]\d{2})\)? ?-?([2-9]\d{2})-?(\d{4})-?(\d{4})$"
_NORTH_AMERICAN_REGIONS: Final = ("US", "CA")
MANY_NUMBERS = 500


def parse_emails(column: Column) -> Column:
    """Give the first address of each cell with its domain in lower case; null where there is none."""
    return on_distinct(column, _read_emails, pl.String)


def parse_phones(column: pl.Expr, *, region: pl.Expr | str | None = None) -> pl.Expr:
    """Give each number as a struct of ``phone`` and ``extension``.

    A valid number is written in E.164 (+442079460000), another as it stands. ``region`` is the two-letter country of
    numbers without a country code: one for all, or a column of them.
    """
    home = pl.lit(region, dtype=pl.String) if region is None or isinstance(region, str) else region
    keyed = pl.concat_str(home.fill_null(""), column, separator="|")
    return on_distinct(keyed, _read_phones, PHONE)


def _read_emails(texts: pl.Series) -> pl.Series:
    first = (
        text.tidy(texts).str.replace(r"(?i)^.*?(?:mailto:|<)", "").str.extract(r"^\s*\"?([^\s<>;,|\"]+@[^\s<>;,|\"]+)")
    )
    plain = first.str.strip_chars_end(".")
    is_plain = plain.str.contains(_PLAIN_EMAIL).fill_null(value=False)
    parts = plain.str.splitn("@", 2)
    found = pl.select(
        pl.concat_str(parts.struct.field("field_0"), parts.struct.field("field_1").str.to_lowercase(), separator="@")
    ).to_series()
    odd = (~is_plain & plain.is_not_null()).arg_true()
    if odd.len():
        found = found.scatter(odd, [_check_email(address) for address in plain.gather(odd)])
    return found


def _check_email(address: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _read_phones(keyed: pl.Series) -> pl.Series:
    rows = keyed.str.splitn("|", 2).struct.rename_fields(["region", "text"]).struct.unnest()
    rows = rows.with_columns(text.tidy(rows["text"]))
    rows = rows.with_columns(is_nothing=text.says_nothing(rows["text"]))
    with_four = pl.col("text").str.extract_groups(_WITH_FOUR_MORE)
    rows = rows.with_columns(
        pl.coalesce(pl.col("text").str.extract(_EXTENSION), with_four.struct.field("4")).alias("extension"),
        pl.when(with_four.struct.field("4").is_not_null())
        .then(pl.concat_str(with_four.struct.field("1"), with_four.struct.field("2"), with_four.struct.field("3")))
        .otherwise(pl.col("text").str.replace(_EXTENSION, ""))
        .alias("text"),
    )
    digits = pl.col("text").str.replace_all(r"[^\d+]", "")
    ten = digits.str.extract(_NORTH_AMERICA)
    is_here = pl.col("region").is_in(_NORTH_AMERICAN_REGIONS) | digits.str.starts_with("+1")
    rows = rows.with_columns(pl.when(is_here & ten.is_not_null()).then(pl.concat_str(pl.lit("+1"), ten)).alias("phone"))
    has_number = digits.str.contains(r"[1-9]") & ~pl.col("is_nothing")
    rest = rows.with_row_index().filter(pl.col("phone").is_null() & has_number)
    phones = rows["phone"].scatter(rest["index"], _format_all(rest["text"], rest["region"]))
    extension = pl.when(phones.is_not_null() & ~pl.col("extension").str.contains(r"^0+$")).then("extension")
    return rows.select(pl.struct(phones.alias("phone"), extension.alias("extension")).alias("found")).to_series()


def _format_all(texts: pl.Series, regions: pl.Series) -> pl.Series:
    # Making patterns of plans pays only for many numbers.
    if texts.len() < MANY_NUMBERS:
        return pl.Series([_format(*row) for row in zip(texts, regions, strict=True)], dtype=pl.String)
    phones = format_plain(texts, regions)
    odd = phones.is_null().arg_true()
    return phones.scatter(odd, [_format(*row) for row in zip(texts.gather(odd), regions.gather(odd), strict=True)])


def _format(number: str, region: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, region.upper() or None)
    except phonenumbers.NumberParseException:
        return number.strip()
    if not phonenumbers.is_valid_number(parsed):
        return number.strip()
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
