"""Lines that a report prints around its data: page headers, rules, time stamps, copyright, counts of rows."""

import re
from collections.abc import Sequence

import polars as pl

from ledgerlift.table.facts import SEPARATOR
from ledgerlift.table.shape import date_pattern
from ledgerlift.table.words import matcher, pattern


def is_rule() -> pl.Expr:
    """Test whether a row is a line drawn with characters."""
    return pl.col("line").str.contains(rf"^[-=_*~.·•+|#\s{SEPARATOR}]{{3,}}$") & (pl.col("numbers") == 0)


def is_furniture() -> pl.Expr:
    """Test whether a row's words say that it is about the report and not part of it."""
    line = pl.col("line")
    says_so = line.str.contains(
        # "Printed on 01/03/2024", "Printed by: JOE"; Printed Circuits Ltd is a supplier.
        rf"(?i)(?:^|{SEPARATOR})\W*(?:{pattern('furniture')}\b[^{SEPARATOR}]*[\d:]|{pattern('end')}\b)"
        rf"|\b{pattern('page')}\W*\d+|©|\(c\) \d{{4}}"
        rf"|^\W*\d+ {pattern('count')}\b|^\W*(?:{pattern('total')}\W+)?{pattern('count')}\b.*\d\W*$"
    )
    has_time = line.str.contains(r"\d:\d\d")
    is_time = has_time & line.str.contains(rf"{date_pattern()}|^\W*\d{{1,2}}:\d\d")
    # A record fills the columns that tell it from others; what is printed around the data does not.
    return (says_so | is_time) & pl.col("is_hollow") & (pl.col("money") == 0)


def is_title_again(title: Sequence[str]) -> pl.Expr:
    """Test whether a row reads like a line of the title block; the number of the page or the time may differ."""
    # A list display has the day at the left of its title and the bare number of the page at the right.
    changing = matcher(r"\b%s\W*\d|\d:\d\d|\d[-/.]\d{1,2}[-/.]\d.*\s\d{1,4}$", "page")
    exact = {line.casefold() for line in title}
    alike = {_without_figures(line.casefold()) for line in title if changing.search(line)}
    line = pl.col("line").str.replace_all(SEPARATOR, " ").str.replace_all(r"\s+", " ").str.to_lowercase()
    return line.is_in(sorted(exact)) | line.str.replace_all(r"\d+", "0").is_in(sorted(alike))


def _without_figures(line: str) -> str:
    return re.sub(r"\d+", "0", line)
