"""What stands around the figures of an amount: signs, brackets, credit marks and the currency."""

import functools
import re
from typing import Final

import polars as pl

from ledgerlift.values import text, words

# The figures themselves, whatever their marks mean.
_FIGURES: Final = r"(?:\d(?:[\d.,' ]*\d)?|[.,]\d+)(?:[eE][-+]?\d+)?"
_SIGNED: Final = rf"^[-+]? ?(?:{_FIGURES} ?[-+]?|\d+[.,])$"
_SYMBOLS: Final = "$£€"
# A dash alone is how spreadsheets and ledgers print zero. Text such as TBC says that the amount is not known yet.
_ZERO: Final = r"^(?:-+ ?-*|(?i:nil|zero))$"
_BRACKETED: Final = r"^[-+]?(?:\(.*\)|\[.*\]|<.*>)[-+]?$"
# A letter alone is a credit mark only behind figures with cents: 1.234,56 H, but not document 1234H.
_MARK_BEHIND: Final = r"(?i)(?:\d.*[^a-z](cr|dr)\.?|[.,]\d\d(?:(?: ?\S{1,4})? )?([hs]))$"
_MARK_BEFORE: Final = r"(?i)^(cr|dr)\.? ?[^a-z]"
# Japanese books write a triangle for minus.
_TRIANGLE: Final = r"^[△▲▵] ?"
# 1.234,- and 12.-- are whole amounts.
_NO_CENTS: Final = r"(\d)([.,]) ?-{1,2}$"


@functools.cache
def currency_pattern() -> str:
    """Give a pattern of every currency symbol and ISO code."""
    known = words.load("currencies")
    texts = [*known["codes"], *known["symbols"], *known["shared"]]
    return "|".join(re.escape(found) for found in sorted(texts, key=lambda found: (-len(found), found)))


def peel(texts: pl.Series) -> pl.DataFrame:
    """Take the figures out of what stands around them; one row a text.

    Columns: ``figures``, with their decimal and grouping marks, null where there are none; ``sign``: ``minus``,
    ``trailing minus``, ``brackets`` or null; ``mark``: the credit mark ``CR``, ``DR``, ``H`` or ``S``, or null.
    """
    plain = _drop_common_code(text.tidy(texts))
    core, in_brackets, is_done = _peel_ends(plain).get_columns()
    mark = pl.Series([None], dtype=pl.String).new_from_index(0, plain.len())
    if not is_done.all():
        odd = (~is_done).arg_true()
        rest = _peel_all(plain.gather(odd))
        core, in_brackets, mark = (
            core.scatter(odd, rest[0]),
            in_brackets.scatter(odd, rest[1]),
            mark.scatter(odd, rest[2]),
        )
    rows = pl.DataFrame({"core": core, "in_brackets": in_brackets, "mark": mark})
    is_number = pl.col("core").str.contains(_SIGNED)
    sign = (
        pl.when("in_brackets")
        .then(pl.lit("brackets"))
        .when(pl.col("core").str.starts_with("-"))
        .then(pl.lit("minus"))
        .when(pl.col("core").str.ends_with("-"))
        .then(pl.lit("trailing minus"))
    )
    return rows.select(
        pl.when(is_number).then(pl.col("core").str.strip_chars("+- ")).alias("figures"),
        pl.when(is_number).then(sign).alias("sign"),
        pl.when(is_number).then("mark").alias("mark"),
    )


def _drop_common_code(plain: pl.Series) -> pl.Series:
    """Take off the currency code that every cell of a column carries on the same side."""
    first = str(plain.drop_nulls().first() or "")
    for side, starts, strip in (
        (first[:3], plain.str.starts_with, plain.str.strip_prefix),
        (first[-3:], plain.str.ends_with, plain.str.strip_suffix),
    ):
        if side in words.load("currencies")["codes"] and starts(side).all():
            return strip(side).str.strip_chars(" ")
    return plain


def _peel_ends(plain: pl.Series) -> pl.DataFrame:
    """Take off brackets and symbols at once, which nearly all amounts make do with: text, in brackets, is a number."""
    text, core = pl.col("text"), pl.col("core")
    rows = plain.to_frame("text").with_columns(core=text.str.strip_chars(f"(){_SYMBOLS} "))
    if rows["core"].str.contains(f"-[{_SYMBOLS}]").any():
        rows = rows.with_columns(core.str.replace_many([f"-{symbol}" for symbol in _SYMBOLS], ["-"] * len(_SYMBOLS)))
    opens, closes = text.str.contains("(", literal=True), text.str.contains(")", literal=True)
    return rows.select(core, opens.alias("in_brackets"), is_done=core.str.contains(_SIGNED) & (opens == closes))


def _peel_all(plain: pl.Series) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Take off everything known, one after the other: text, in brackets, credit mark."""
    # ="1,234.00" is how some programs keep a spreadsheet from reading their numbers.
    core = plain.str.strip_chars("=\"' ").str.replace(_TRIANGLE, "-")
    currency = currency_pattern()
    mark = pl.Series([None], dtype=pl.String).new_from_index(0, plain.len())
    for _ in range(2):
        core = core.str.replace(
            rf"(?i)^([-+(\[<]{{0,2}}) ?(?:(?:{currency}) ?){{1,2}}([-+(\[<]{{0,2}} ?[\d.,-])", "$1$2"
        )
        core = core.str.replace(
            rf"(?i)([\d.,)-])(?: ?(?:{currency})){{1,2}} ?([-+)\]>]{{0,2}})$", "$1$2"
        ).str.strip_chars(" ")
        found = core.str.extract(_MARK_BEHIND, 1).fill_null(core.str.extract(_MARK_BEHIND, 2))
        found = found.fill_null(core.str.extract(_MARK_BEFORE, 1)).str.to_uppercase()
        core = core.zip_with(found.is_null(), core.str.replace(r"(?i) ?(?:[cd]r\.?|[hs])$|^[cd]r\.? ?", ""))
        mark = mark.fill_null(found)
        if core.str.contains(_SIGNED).all():
            break
    in_brackets = core.str.contains(_BRACKETED)
    core = core.zip_with(~in_brackets, core.str.strip_chars("()[]<>+- "))
    core = core.str.replace(_NO_CENTS, "${1}${2}00")
    core = core.zip_with(~core.str.contains(_ZERO), pl.Series(["0"]).new_from_index(0, core.len()))
    return core, in_brackets, mark
