"""The quick reader of an xlsx sheet: its records become columns of cells, block after block."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

import polars as pl

from ledgerlift.reading.cells import ROW
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.sparse_cells import Column, filled, lay_out
from ledgerlift.reading.xlsx_records import OPENING, RowRecords, read_rows
from ledgerlift.reading.xlsx_values import LINK, Kind, Sheet, Stylebook, column_position
from ledgerlift.reading.xml_records import NotPlainError

_ATTRIBUTES = re.compile(r'"(?:\s+[\w:]+="[^"]*")*\s*')
_ATTRIBUTE = re.compile(r'\s([\w:]+)="([^"]*)"')
_LETTERS = re.compile(r"([A-Z]{1,3})(?![A-Z])")

_COLUMN, _KIND, _VALUE = pl.col("column"), pl.col("kind"), pl.col("value")


class _Meanings:
    """What each of a few distinct texts stands for, worked out once."""

    def __init__(self, meaning: Callable[[str], int]) -> None:
        self._meaning = meaning
        self._known: dict[str, int] = {}

    def find(self, texts: pl.Series) -> pl.Series:
        """Give the number that each text stands for."""
        numbers = self._look_up(texts)
        if numbers.has_nulls():
            for text in texts.filter(numbers.is_null()).unique():
                self._known[text] = self._meaning(text)
            numbers = self._look_up(texts)
        return numbers

    def _look_up(self, texts: pl.Series) -> pl.Series:
        places = texts.cast(pl.Enum(list(self._known)), strict=False).to_physical()
        return pl.Series(self._known.values(), dtype=pl.UInt16).gather(places)


def _column(beginning: str) -> int:
    """Give the column of a place of which these are the first characters."""
    letters = _LETTERS.match(beginning)
    if not letters:
        raise NotPlainError
    return column_position(letters[1])


class PlainSheet(Sheet):
    """A sheet that is read block by block; what is not written plainly raises ``NotPlainError``."""

    def __init__(self, book: Stylebook, limits: Limits, *, finds_links: bool) -> None:
        super().__init__(book, limits, finds_links=finds_links)
        self._pieces: defaultdict[int, list[pl.DataFrame]] = defaultdict(list)
        self._columns = _Meanings(_column)
        self._kinds = _Meanings(self._kind)
        self._last_row = 0
        self._count = 0

    def read(self, blocks: Iterable[bytes]) -> pl.DataFrame:
        """Take all blocks; give the cells, with the column ``row`` and one per position."""
        for block in blocks:
            self._take(read_rows(block))
        return lay_out({position: self._column(position) for position in sorted(self._pieces)}, self._limits)

    def _take(self, records: RowRecords) -> None:
        numbers = self._row_numbers(records.rows)
        cells = self._located(records.cells, numbers)
        follows = (pl.col(ROW) > pl.col(ROW).shift()) | (_COLUMN.shift() < _COLUMN)
        if not cells.select(follows.all()).item():
            raise NotPlainError
        self._count += cells.height
        if self._count > self._limits.cells:
            raise refuse("too_many_cells", limit=self._limits.cells)
        if records.formulas.height:
            self._note_formulas(self._located(records.formulas, numbers), cells)
        for (position,), piece in (
            cells.select(ROW, "column", "kind", "value").partition_by("column", include_key=False, as_dict=True).items()
        ):
            self._pieces[position].append(piece)
        # The other reader counts the columns that hold something.
        if len(self._pieces) > self._limits.columns:
            raise NotPlainError

    def _row_numbers(self, tags: pl.Series) -> pl.Series:
        """Give the numbers of rows, and count the hidden ones."""
        numbers = tags.str.extract(r'\sr="(\d{1,9})"').cast(pl.UInt32)
        if numbers.has_nulls() and not tags.str.contains(r"\sr\s*=").any():
            numbers = pl.int_range(self._last_row + 1, self._last_row + 1 + len(tags), dtype=pl.UInt32, eager=True)
        is_rising = (numbers > numbers.shift(fill_value=self._last_row)).fill_null(value=False)
        if not is_rising.all() or tags.str.contains("'", literal=True).any():
            raise NotPlainError
        self._last_row = numbers.item(-1)
        self.hidden_rows += int(tags.str.contains(r'\shidden="(?:1|true)"').sum())
        return numbers

    def _located(self, cells: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
        """Read in which column each cell stands, and of which kind it is, from the tag that opens it."""
        tags, row = cells["tag"], cells["row"] - 1
        rows = numbers.gather(row).alias(ROW)
        if "nth" in cells.columns:
            return cells.with_columns(rows, column="nth", kind=self._kinds.find('"' + tags.str.slice(1)))
        columns = self._columns.find(tags.str.slice(len(OPENING), 3))
        # Behind the letters stands the number of the row; if it does not, what follows is nothing we know.
        letters = 1 + (columns > 26).cast(pl.UInt8) + (columns > 702)
        digits = numbers.cast(pl.String).str.len_bytes().cast(pl.UInt8).gather(row)
        kinds = self._kinds.find(tags.str.slice(len(OPENING) + letters + digits))
        return cells.with_columns(rows, columns.alias("column"), kinds.alias("kind"))

    def _kind(self, attributes: str) -> Kind:
        """Give the kind of a cell with these attributes, from behind the place on."""
        found = dict(_ATTRIBUTE.findall(attributes))
        style = found.get("s", "0")
        if not _ATTRIBUTES.fullmatch(attributes) or "r" in found or not style.isdecimal():
            raise NotPlainError
        return self._book.kind(found.get("t"), int(style))

    def _note_formulas(self, formulas: pl.DataFrame, cells: pl.DataFrame) -> None:
        # A formula whose result is an empty text has a value: the empty one.
        with_result = cells.filter((_VALUE.str.strip_chars() != "") | (_KIND == Kind.FORMULA_TEXT))
        places = [ROW, "column"]
        uncached = formulas.join(with_result, on=places, how="anti", maintain_order="left")
        self.uncached_formulas += uncached.select(places).rows()
        if self._finds_links:
            self.linked_formulas += formulas.filter(pl.col("text").str.contains(LINK)).select(places).rows()

    def _column(self, position: int) -> Column:
        """Give the rows and the texts of the cells of a column that hold something."""
        cells = pl.concat(self._pieces.pop(position), rechunk=True)
        parts = cells.partition_by("kind") if cells["kind"].n_unique() > 1 else [cells]
        texts = [self._book.texts(Kind(part["kind"][0]), part["value"]) for part in parts]
        found = pl.DataFrame([pl.concat([part[ROW] for part in parts]), pl.concat(texts).alias("text")])
        if len(parts) > 1:
            found = found.sort(ROW)
        return filled(found[ROW], found["text"])
