"""The rows of an xlsx sheet, cut into records: which record follows which, and which of them show something."""

from dataclasses import dataclass

import polars as pl

from ledgerlift.reading.xml_records import (
    END,
    VALUE,
    NotPlainError,
    check_ends,
    check_order,
    describe_records,
    followers,
    read_records,
)

_PLAIN = "cv."  # a cell with its value and its end: nearly all records
_NEXT = "cv. c cv c/ /row"
_FOLLOWERS = followers(
    {
        "": "row row/",
        "row": _NEXT,
        "row/": "row row/ end",
        "/row": "row row/ end",
        **dict.fromkeys((_PLAIN, "c/", "/c", "/fv.", "f/v.", "v.", "t."), _NEXT),
        "c": "f f/ f/v f/v. v v. v/ is is/ /c",
        "cv": "/v /t",
        "f": "/f /fv /fv.",
        "/f": "v v. v/ /c",
        "f/": "v v. v/ /c",
        "/fv": "/v",
        "f/v": "/v",
        "v": "/v",
        "/v": "/c",
        "v/": "/c",
        "is": "t t. t/",
        "is/": "/c",
        "t": "/t",
        "t/": "/is",
        "/t": "/is",
        "/is": "/c",
    }
)

_TAG, _ELEMENT = pl.col("tag"), pl.col("element")
_IS_ROW = _TAG.str.starts_with("row")
OPENING = 'c r="'  # a cell that says where it stands


@dataclass(frozen=True)
class RowRecords:
    """What a block of rows holds: ``row`` counts the rows of the block from 1, ``tag`` opens the cell.

    Where no cell says where it stands, ``nth`` counts the cells of a row.
    """

    rows: pl.Series  # their tags
    cells: pl.DataFrame  # row, tag, value: cells that show something, though it may be an empty text
    formulas: pl.DataFrame  # row, tag, text


def read_rows(block: bytes) -> RowRecords:
    """Cut a block into records; raises ``NotPlainError`` for all that is not known to be read rightly."""
    have_places = OPENING.encode() in block
    is_cell = _TAG.str.starts_with(OPENING) if have_places else _TAG.str.contains(r"^c(?:\s|/?$)")
    records = read_records(block).with_columns(
        row=_IS_ROW.cum_sum(), is_plain=is_cell & (pl.col("text") == VALUE) & (pl.col("end") == END)
    )
    opening = ["tag"]
    if not have_places:
        opening.append("nth")
        count = is_cell.cum_sum()
        records = records.with_columns(nth=count - pl.when(_IS_ROW).then(count).forward_fill())
    others = describe_records(
        records.filter(~pl.col("is_plain")), with_value=["c", "/f", "f/"], with_text=["f", "t", "v"]
    )
    # A cell that says where it stands, but not first, is for a parser.
    if others.select((_ELEMENT.is_in(["c", "c/"]) != is_cell).any()).item():
        raise NotPlainError
    check_ends(block, others, records.height)
    check_order(others, records.height, _FOLLOWERS, _PLAIN)
    cells = records.filter("is_plain").select("at", "row", *opening, "value")
    formulas = others.filter(_ELEMENT.is_in(["f", "f/"])).select("at", "row", "text")
    shown = others.filter((pl.col("shown").is_not_null() & (_ELEMENT != "f")) | (_ELEMENT == "v/"))
    if shown.height or formulas.height:
        openings = records.filter(is_cell).select("at", *opening)
        formulas = formulas.join_asof(openings, on="at")
        shown = shown.select("at", "row", value=pl.col("shown").fill_null("")).join_asof(openings, on="at")
        cells = pl.concat([cells, shown.select(cells.columns)]).sort("at")
    return RowRecords(others.filter(_ELEMENT.is_in(["row", "row/"]))["tag"], cells, formulas)
