"""The native reader of binary workbooks: it allocates the rectangle around all cells, and may take the process down."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fastexcel
import polars as pl

from ledgerlift.reading.cell_text import tidy_cells
from ledgerlift.reading.cells import ROW
from ledgerlift.reading.workbook import SheetFacts

# What the readers of the binary formats stumble over in a damaged file; it says nothing about our code.
DAMAGE = (fastexcel.FastExcelError, struct.error, IndexError)


class DenseReader:
    """One workbook, its sheets read on demand."""

    def __init__(self, path: Path, workspace: Path, format_name: str) -> None:
        # The native reader believes the name, so the name says what the file is.
        link = workspace / f"book.{format_name}"
        link.unlink(missing_ok=True)  # of an attempt that failed
        link.symlink_to(path.absolute())
        with _panics_as_errors():
            self._reader = fastexcel.read_excel(link)

    @property
    def names(self) -> list[str]:
        """The names of all sheets, hidden ones too."""
        return self._reader.sheet_names

    def read(self, sheet: SheetFacts) -> tuple[SheetFacts, pl.DataFrame]:
        """Give the cells of a sheet as text from its first row on, with a ``row`` column and one per position."""
        # Without a header and with nothing skipped, rows are counted from the sheet's own first row.
        with _panics_as_errors():
            loaded = self._reader.load_sheet(sheet.name, header_row=None, skip_rows=0, dtypes="string")
            frame = pl.DataFrame(loaded)
        frame.columns = [str(column.absolute_index + 1) for column in loaded.selected_columns]
        rows = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias(ROW)
        return sheet, tidy_cells(frame.select(rows, pl.all()))


@contextmanager
def _panics_as_errors() -> Iterator[None]:
    """Take a panic of the native reader for what it is: a damaged file it was not prepared for."""
    try:
        yield
    except BaseException as panic:
        # Its class derives from no Exception and can be imported from nowhere.
        if type(panic).__name__ != "PanicException":
            raise
        raise fastexcel.FastExcelError("the native reader panicked") from panic
