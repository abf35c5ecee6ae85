"""Text made safe for a workbook cell: it shows what the source says and can do nothing."""

import re

import polars as pl

# Excel's limit, in UTF-16 units. Cut text ends in an ellipsis so that nobody takes it for the whole.
LONGEST_CELL = 32_767
_BYTES_OF_A_PART = 160

# Controls no XML may hold or no reader shows, the C1 block, and the overrides that make text read backwards.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
_LINE_ENDS = "\r\n?"
# Excel reads _x0041_ as an escaped letter unless its first underscore is escaped itself.
_ESCAPE_LIKE = "_(x[0-9A-Fa-f]{4}_)"
# What a spreadsheet could take for a formula once somebody edits the cell; also behind spaces and quotes.
_TRIGGER = r"""^[\s"']*[=+\-@\t＝＋－＠]"""
_ASTRAL = "[\U00010000-\U0010ffff]"


def clean(text: str) -> str:
    """Make one text safe to write as a string cell."""
    cleaned = re.sub(_FORBIDDEN, "", re.sub(_LINE_ENDS, "\n", text))
    if len(cleaned.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return cleaned
    kept = LONGEST_CELL - 1 if not re.search(_ASTRAL, cleaned) else LONGEST_CELL // 2
    return cleaned[:kept] + "…"


def safe_file_name(text: str) -> str:
    """Make a text safe as a part of a file name on every system: letters, figures, spaces and plain marks, short."""
    spaced = re.sub(r"[^\w ()&'+-]+", " ", re.sub(_FORBIDDEN, "", text))
    short = " ".join(spaced.split()).strip("-+' ")[:80]
    # A file system counts the bytes of a name, of which a letter may take four.
    return short.encode()[:_BYTES_OF_A_PART].decode(errors="ignore").strip() or "file"


def clean_column(texts: pl.Series) -> pl.Series:
    """Make a whole column safe, as `clean` does; a column that is clean already is only looked at."""
    if texts.str.contains("[\r" + _FORBIDDEN[1:]).any():
        texts = texts.str.replace_all(_LINE_ENDS, "\n").str.replace_all(_FORBIDDEN, "")
    # A text has at least as many bytes as UTF-16 units.
    if (texts.str.len_bytes() > LONGEST_CELL).any():
        texts = pl.select(_cut(pl.lit(texts))).to_series()
    return texts


def to_xml(texts: pl.Series) -> pl.Series:
    """Write clean texts as XML character data."""
    if texts.str.contains("_x", literal=True).any():
        texts = texts.str.replace_all(_ESCAPE_LIKE, "_x005F_${1}")
    if texts.str.contains("[&<>]").any():
        texts = texts.str.replace_many(["&", "<", ">"], ["&amp;", "&lt;", "&gt;"])
    return texts


def is_trigger(texts: pl.Series) -> pl.Series:
    """Tell which texts start like a formula and get Excel's mark for "this is text" (quotePrefix)."""
    return texts.str.contains(_TRIGGER)


def _cut(text: pl.Expr) -> pl.Expr:
    units = text.str.len_chars() + text.str.count_matches(_ASTRAL)
    kept = pl.when(text.str.contains(_ASTRAL)).then(LONGEST_CELL // 2).otherwise(LONGEST_CELL - 1)
    return pl.when(units > LONGEST_CELL).then(text.str.head(kept) + "…").otherwise(text)
