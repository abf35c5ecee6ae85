"""Which rows of a text file have more or fewer cells than the others."""

from pathlib import Path

import polars as pl

from ledgerlift.problems import Place, Problem
from ledgerlift.reading.csv_records import DelimitedText


def find_ragged_rows(text: DelimitedText, stored: Path) -> list[Problem]:
    """Note the rows that are wider or narrower than usual; lines above the first usual row are no part of the table."""
    # In a table that is drawn, a sum or a line of text spans several columns.
    if text.usual_width == 1 or text.dialect.is_framed:
        return []
    if _all_are_full(stored, text.usual_width):
        return []
    filled = _record_widths(text).filter(pl.col("width") > 0)
    usual = filled["width"].mode().sort()[-1]
    in_table = filled.filter((pl.col("width") == usual).cum_max())
    ragged = in_table.filter(pl.col("width") != usual)
    if ragged.is_empty():
        return []
    return [Problem("rows_ragged", Place(row=ragged["row"][0]), count=ragged.height, details={"columns": usual})]


def _record_widths(text: DelimitedText) -> pl.DataFrame:
    """Count the cells of every record of a well-quoted text; a blank line has none."""
    line, quote = pl.col("line"), text.dialect.quote
    quotes = line.str.count_matches(quote, literal=True)
    # Quoted pieces hold no delimiters that count; a line may begin or end inside one.
    starts_inside = pl.col("before") % 2 == 1
    outside = (
        pl.when(quotes == 0)
        .then(pl.when(starts_inside).then(pl.lit("")).otherwise(line))
        .otherwise(
            pl.when(starts_inside)
            .then(pl.lit(quote) + line)
            .otherwise(line)
            .str.replace_all(f"{quote}[^{quote}]*(?:{quote}|$)", "")
        )
    )
    frame = (
        pl.scan_lines(text.path, glob=False)
        .slice(text.skip_lines)
        .with_columns(quotes.alias("quotes"))
        .with_columns((pl.col("quotes").cum_sum() - pl.col("quotes")).alias("before"))
        .select(
            ((~starts_inside).cum_sum() - 1 + text.first_row).alias("row"),
            outside.str.count_matches(text.dialect.delimiter, literal=True).alias("delimiters"),
            (line.str.strip_chars() != "").alias("is_filled"),
        )
        .group_by("row", maintain_order=True)
        .agg(pl.col("delimiters").sum(), pl.col("is_filled").any())
        .select("row", pl.when("is_filled").then(pl.col("delimiters") + 1).otherwise(0).alias("width"))
    )
    return frame.collect()


def _all_are_full(stored: Path, width: int) -> bool:
    """Whether every row reaches the last column, and none goes past it."""
    cells = pl.scan_ipc(stored, glob=False)
    if len(cells.collect_schema()) != 1 + width:
        return False
    filled: bool = cells.select((pl.col(str(width)) != "").fill_null(value=False).all()).collect().item()
    return filled
