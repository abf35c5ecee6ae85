"""The fast native reader of workbooks: it allocates the rectangle around all cells, and may take the process down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fastexcel
import polars as pl

from ledgerlift.reading.cells import ROW


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

    def cells(self, name: str) -> pl.DataFrame:
        """Give the cells of a sheet as text from its first row on, with a ``row`` column and one per position."""
        # Without a header and with nothing skipped, rows are counted from the sheet's own first row.
        with _panics_as_errors():
            sheet = self._reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            frame = pl.DataFrame(sheet)
        frame.columns = [str(column.absolute_index + 1) for column in sheet.selected_columns]
        return frame.select(pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias(ROW), pl.all())


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
