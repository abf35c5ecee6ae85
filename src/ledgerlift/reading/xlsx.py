"""Workbooks of today (xlsx): searched first, then read the fast way where the sheet is dense and the safe way else."""

from collections.abc import Sequence
from concurrent.futures import Future, wait
from functools import cached_property
from pathlib import Path
from threading import Thread

import fastexcel
import polars as pl

from ledgerlift.reading.contents import Contents
from ledgerlift.reading.dense_reader import DenseReader
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.workbook import SheetFacts, store_workbook
from ledgerlift.reading.xlsx_package import SheetPart, describe_package
from ledgerlift.reading.xlsx_scan import SheetScan, scan_sheet
from ledgerlift.reading.xlsx_sparse import Stylebook, read_date_styles, read_shared_strings, read_sparse_sheet
from ledgerlift.reading.zip_container import Container, open_container

_LARGE_BYTES = 2**19  # packed; some fifty thousand cells


def read_xlsx(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read an xlsx workbook."""
    return _read(path, workspace, limits, dense_cells=limits.dense_cells)


def read_xlsx_again(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read an xlsx workbook on which the fast reader has died."""
    return _read(path, workspace, limits, dense_cells=0)


def _read(path: Path, workspace: Path, limits: Limits, *, dense_cells: int) -> Contents:
    with open_container(path, limits) as container:
        book = _Book(path, workspace, container, limits, dense_cells)
        return store_workbook("xlsx", book.facts, book.cells, workspace, limits)


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
        self._ahead = self._begin_largest(visible)
        # Everything the native reader inflates is inflated under the limits, too.
        others = (self.package.shared_strings, self.package.styles)
        container.weigh([*(sheet.part for sheet in visible), *(part for part in others if part)])
        self._scans = {
            sheet.name: scan_sheet(container.pieces(sheet.part), finds_links=self.package.has_links)
            for sheet in visible
        }

    @property
    def facts(self) -> list[SheetFacts]:
        """What the search found out about each sheet."""
        return [
            SheetFacts(
                sheet.name,
                sheet.is_visible,
                scan.hidden_rows,
                scan.errors,
                scan.uncached_formulas,
                scan.linked_formulas,
            )
            for sheet in self.package.sheets
            for scan in [self._scans.get(sheet.name, SheetScan())]
        ]

    def cells(self, facts: SheetFacts) -> pl.DataFrame:
        """Read one sheet by the reader that suits it."""
        scan = self._scans[facts.name]
        # Over thousands of empty columns the native reader takes long, too.
        is_wide = scan.last_column > self._limits.columns
        if scan.last_row * scan.last_column <= self._dense_cells and not is_wide:
            try:
                return self._read_dense(facts.name)
            except fastexcel.FastExcelError:
                pass  # the reader below forgives more
        return read_sparse_sheet(self._container.pieces(self._parts[facts.name]), self._stylebook, self._limits)

    def _read_dense(self, name: str) -> pl.DataFrame:
        if name in self._ahead:
            return self._ahead[name].result()
        wait(self._ahead.values())  # the native reader does one thing at a time
        return self._dense.cells(name)

    def _begin_largest(self, visible: Sequence[SheetPart]) -> dict[str, Future[pl.DataFrame]]:
        """Let the native reader begin with a large sheet while it is still searched; both take seconds.

        Should the search find the sheet sparse, or refuse it, nobody waits for the reader; should the reader die of
        it, the second attempt keeps away from it.
        """
        sizes = {sheet.name: self._container.packed_bytes(sheet.part) for sheet in visible}
        largest = max(sizes, key=lambda name: sizes[name], default="")
        if self._dense_cells == 0 or sizes.get(largest, 0) < _LARGE_BYTES:
            return {}
        begun: Future[pl.DataFrame] = Future()
        Thread(target=self._fulfil, args=(begun, largest), daemon=True).start()
        return {largest: begun}

    def _fulfil(self, begun: Future[pl.DataFrame], name: str) -> None:
        try:
            begun.set_result(self._dense.cells(name))
        except BaseException as error:  # noqa: BLE001  it is raised where the result is asked for
            begun.set_exception(error)

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
