"""Workbooks of today (xlsx): searched first, then read the fast way where the sheet is dense and the safe way else."""

from functools import cached_property
from pathlib import Path

import fastexcel
import polars as pl

from ledgerlift.reading.contents import Contents
from ledgerlift.reading.dense_reader import DenseReader
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.workbook import SheetFacts, store_workbook
from ledgerlift.reading.xlsx_package import describe_package
from ledgerlift.reading.xlsx_scan import SheetScan, scan_sheet
from ledgerlift.reading.xlsx_sparse import Stylebook, read_date_styles, read_shared_strings, read_sparse_sheet
from ledgerlift.reading.zip_container import Container, open_container


def read_xlsx(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read an xlsx workbook."""
    return _read(path, workspace, limits, dense_cells=limits.dense_cells)


def read_xlsx_again(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read an xlsx workbook on which the fast reader has died."""
    return _read(path, workspace, limits, dense_cells=0)


def _read(path: Path, workspace: Path, limits: Limits, *, dense_cells: int) -> Contents:
    with open_container(path, limits) as container:
        book = _Book(path, workspace, container, limits, dense_cells)
        has_links = book.package.has_links
        return store_workbook("xlsx", book.facts, book.cells, workspace, limits, has_links=has_links)


class _Book:
    def __init__(self, path: Path, workspace: Path, container: Container, limits: Limits, dense_cells: int) -> None:
        self.package = describe_package(container)
        self._path = path
        self._workspace = workspace
        self._container = container
        self._limits = limits
        self._dense_cells = dense_cells
        self._parts = {sheet.name: sheet.part for sheet in self.package.sheets}
        if len(self._parts) != len(self.package.sheets):
            raise refuse("container_corrupt")
        visible = [sheet for sheet in self.package.sheets if sheet.is_visible]
        if len(visible) > limits.sheets:
            raise refuse("too_many_sheets", limit=limits.sheets)
        # Everything the native reader will inflate is inflated under the limits first.
        self._scans = {sheet.name: scan_sheet(container.pieces(sheet.part)) for sheet in visible}
        for part in (self.package.shared_strings, self.package.styles):
            for _ in container.pieces(part) if part else ():
                pass

    @property
    def facts(self) -> list[SheetFacts]:
        """What the search found out about each sheet."""
        return [
            SheetFacts(sheet.name, sheet.is_visible, scan.hidden_rows, scan.errors, scan.uncached_formulas)
            for sheet in self.package.sheets
            for scan in [self._scans.get(sheet.name, SheetScan())]
        ]

    def cells(self, facts: SheetFacts) -> pl.DataFrame:
        """Read one sheet by the reader that suits it."""
        scan = self._scans[facts.name]
        if scan.last_row * scan.last_column <= self._dense_cells:
            try:
                return self._dense.cells(facts.name)
            except fastexcel.FastExcelError:
                pass  # the reader below forgives more
        return read_sparse_sheet(self._container.pieces(self._parts[facts.name]), self._stylebook, self._limits)

    @cached_property
    def _dense(self) -> DenseReader:
        return DenseReader(self._path, self._workspace, "xlsx")

    @cached_property
    def _stylebook(self) -> Stylebook:
        package, pieces = self.package, self._container.pieces
        return Stylebook(
            strings=read_shared_strings(pieces(package.shared_strings)) if package.shared_strings else (),
            date_styles=read_date_styles(pieces(package.styles)) if package.styles else frozenset(),
            uses_1904=package.uses_1904,
        )
