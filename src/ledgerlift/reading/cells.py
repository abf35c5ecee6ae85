"""The cells of a sheet on their way out of the reading child: stripped, and written as Arrow IPC."""

from pathlib import Path

import polars as pl

ROW = "row"  # beside one column for each position, named "1", "2", ...


def store_cells(frame: pl.LazyFrame, path: Path) -> None:
    """Write stripped cells to a file, uncompressed, so that it is read back without further work."""
    frame.sink_ipc(path, compression="uncompressed")


def count_rows(path: Path) -> int:
    """Count the stored rows."""
    count: int = pl.scan_ipc(path, glob=False).select(pl.len()).collect().item()
    return count


def stripped() -> pl.Expr:
    """Take the white space (also the no-break kind) off both ends of every cell."""
    return pl.exclude(ROW).str.strip_chars()


def without_carriage_returns(cells: pl.Expr) -> pl.Expr:
    """Write every line break inside a cell as one line feed."""
    return cells.str.replace_all("\r\n", "\n", literal=True).str.replace_all("\r", "\n", literal=True)


def without_text_formulas(cells: pl.Expr) -> pl.Expr:
    """Undo ``="00123"``, which keeps a spreadsheet from dropping the zeros of a text file."""
    is_formula = cells.str.starts_with('="') & cells.str.ends_with('"')
    inner = cells.str.strip_prefix('="').str.strip_suffix('"').str.replace_all('""', '"', literal=True)
    return pl.when(is_formula).then(inner.str.strip_chars()).otherwise(cells)
