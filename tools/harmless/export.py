"""A plain list as a grid of texts that can be changed and written again."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from ledgerlift.mapping.model import ColumnMapping
from ledgerlift.pipeline.inspection import Inspection
from ledgerlift.records import DataType

Row = tuple[str, ...]


@dataclass(frozen=True)
class Export:
    """One list. ``columns`` says what was found in each column, by its place from 0."""

    data_type: DataType
    above: Sequence[Row]
    header: Row
    body: Sequence[Row]
    columns: Mapping[int, ColumnMapping]
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"
    quoting: int = csv.QUOTE_MINIMAL
    is_workbook: bool = False
    corner: tuple[int, int] = (0, 0)
    sheets_before: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    has_lines: bool = False  # several rows make one record

    @property
    def rows(self) -> list[Row]:
        """Every row, from top to bottom."""
        return [*self.above, self.header, *self.body]

    def write(self, stem: Path) -> Path:
        """Write the list beside ``stem``, as a workbook or as text."""
        if self.is_workbook:
            return self._write_workbook(stem.with_suffix(".xlsx"))
        path = stem.with_suffix(".csv")
        out = io.StringIO()
        csv.writer(out, delimiter=self.delimiter, lineterminator=self.line_end, quoting=self.quoting).writerows(
            self.rows
        )  # type: ignore[arg-type]
        path.write_bytes(out.getvalue().encode(self.encoding))
        return path

    def _write_workbook(self, path: Path) -> Path:
        with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
            for name, rows in self.sheets_before.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
            sheet = book.add_worksheet("Export")
            down, right = self.corner
            for number, row in enumerate(self.rows):
                for place, text in enumerate(row):
                    if text:
                        sheet.write_string(number + down, place + right, text)
        return path


def take_export(inspection: Inspection) -> Export | None:
    """Take the list out of a file; None where it is no plain list: several tables, groups, no header or two."""
    if inspection.outcome != "ready" or inspection.source is None or len(inspection.tables) != 1:
        return None
    (found,) = inspection.tables
    table = found.table
    if table.layout != "flat" or len(table.header_rows) != 1 or len(inspection.considered) != 1:
        return None
    sheet = next(each for each in inspection.source.sheets if each.name == table.sheet)
    rows = [tuple(text or "" for text in row) for row in sheet.cells.iter_rows()]
    head = sheet.row_numbers.to_list().index(table.header_rows[0])
    places = {position: place for place, position in enumerate(sheet.positions)}
    columns = {places[column.position]: column for column in found.mapping.columns}
    has_lines = found.records < found.rows
    return Export(found.data_type, rows[:head], rows[head], rows[head + 1 :], columns, has_lines=has_lines)
