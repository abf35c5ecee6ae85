"""The sheets of an xlsx workbook: read quickly where their XML is written plainly, forgivingly where it is not."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import polars as pl

from ledgerlift.reading.cell_text import tidy_texts
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.workbook import SheetFacts
from ledgerlift.reading.xlsx import ROWS
from ledgerlift.reading.xlsx_columns import PlainSheet
from ledgerlift.reading.xlsx_forgiving import ForgivingSheet, read_date_styles, read_shared_strings
from ledgerlift.reading.xlsx_package import Package
from ledgerlift.reading.xlsx_strings import read_plain_strings
from ledgerlift.reading.xlsx_values import Stylebook
from ledgerlift.reading.xml_records import Ahead, NotPlainError
from ledgerlift.reading.zip_container import Container


class SheetReader:
    """Reads one sheet after the other; ``begun`` has the blocks of those that are being inflated already."""

    def __init__(self, package: Package, container: Container, limits: Limits, begun: Mapping[str, Ahead]) -> None:
        self._package = package
        self._container = container
        self._limits = limits
        self._begun = begun
        self._is_weighed = False
        self._parts = {sheet.name: sheet.part for sheet in package.sheets}

    def read(self, facts: SheetFacts) -> tuple[SheetFacts, pl.DataFrame]:
        """Give the cells of a sheet, and what else was found."""
        sheet: PlainSheet | ForgivingSheet
        try:
            sheet = PlainSheet(self._stylebook, self._limits, finds_links=self._package.has_links)
            cells = self._read_plainly(sheet, facts.name)
        except NotPlainError:
            sheet = ForgivingSheet(self._stylebook, self._limits, finds_links=self._package.has_links)
            cells = sheet.read(self._sound_pieces(self._parts[facts.name]))
        return replace(
            facts,
            hidden_rows=sheet.hidden_rows,
            uncached_formulas=sheet.uncached_formulas,
            linked_formulas=sheet.linked_formulas,
        ), cells

    def _read_plainly(self, sheet: PlainSheet, name: str) -> pl.DataFrame:
        if name in self._begun:
            return sheet.read(self._begun[name])
        with Ahead(ROWS.blocks(self._container.pieces(self._parts[name]))) as blocks:
            return sheet.read(blocks)

    def _sound_pieces(self, part: str) -> Iterator[bytes]:
        """Give a part for the slow readers, when the container has proved to be sound and within the limits."""
        if not self._is_weighed:
            package = self._package
            sheets = [sheet.part for sheet in package.sheets if sheet.is_visible]
            self._container.weigh([*sheets, *(each for each in (package.shared_strings, package.styles) if each)])
            self._is_weighed = True
        return self._container.pieces(part)

    @cached_property
    def _stylebook(self) -> Stylebook:
        package, pieces = self._package, self._container.pieces
        return Stylebook(
            strings=self._strings(package.shared_strings) if package.shared_strings else pl.Series(dtype=pl.String),
            date_styles=read_date_styles(pieces(package.styles)) if package.styles else frozenset(),
            uses_1904=package.uses_1904,
        )

    def _strings(self, part: str) -> pl.Series:
        try:
            return read_plain_strings(self._container.pieces(part))
        except NotPlainError:
            return tidy_texts(pl.Series(read_shared_strings(self._sound_pieces(part)), dtype=pl.String))
