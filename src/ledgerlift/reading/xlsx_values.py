"""What the cells of an xlsx workbook show: their values as text, by their kind and the style they have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from types import MappingProxyType

import polars as pl

from ledgerlift.reading.cell_text import date_text, number_text, tidy_texts
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.workbook import Cell
from ledgerlift.reading.xlsx_strings import decode_texts
from ledgerlift.reading.xml_records import NotPlainError

# A number of at most fifteen digits, nine of them decimals, that is written as we write it.
_PLAIN_NUMBER = r"^(?:0|-?(?:[1-9]\d{0,14}|(?:0|[1-9]\d{0,5})\.\d{0,8}[1-9]|[1-9]\d{0,10}\.\d{0,3}[1-9]))$"
# A formula names another workbook by its number: [1]Sheet1!A1.
LINK = r"\[\d+\]"
_BOOLEANS: Mapping[str, str] = MappingProxyType({"1": "true", "0": "false"})


def column_position(letters: str) -> int:
    """Give the number of a column: A is 1, AA is 27."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position


class Kind(IntEnum):
    """How the value of a cell is to be understood."""

    NUMBER = 0
    DATE = 1
    SHARED = 2
    BOOLEAN = 3
    TEXT = 4
    FORMULA_TEXT = 5


_KINDS = {"n": Kind.NUMBER, "s": Kind.SHARED, "b": Kind.BOOLEAN, "str": Kind.FORMULA_TEXT}


@dataclass(frozen=True)
class Stylebook:
    """What the cells of a workbook refer to: its strings, which styles show dates, and its calendar."""

    strings: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.String))
    date_styles: frozenset[int] = frozenset()
    uses_1904: bool = False

    def kind(self, written: str | None, style: int) -> Kind:
        """Give the kind of a cell by its type, as the XML writes it, and its style."""
        kind = _KINDS.get(written or "n", Kind.TEXT)
        return Kind.DATE if kind is Kind.NUMBER and style in self.date_styles else kind

    def text(self, kind: Kind, value: str) -> str:
        """Give the text of one value."""
        if kind is Kind.SHARED:
            return self._strings[int(value)] if value.isdecimal() and int(value) < len(self._strings) else ""
        if kind is Kind.BOOLEAN:
            return _BOOLEANS.get(value, value)
        return self._number(kind, value) if kind in (Kind.NUMBER, Kind.DATE) else value

    def texts(self, kind: Kind, values: pl.Series) -> pl.Series:
        """Give the texts of values of one kind, as they stand in the XML, in our way of writing."""
        if kind is Kind.SHARED:
            return self._shared(values)
        if kind is Kind.BOOLEAN:
            return tidy_texts(decode_texts(values).replace(_BOOLEANS))
        if kind in (Kind.NUMBER, Kind.DATE):
            return self._numbers(kind, values)
        return tidy_texts(decode_texts(values))

    def _shared(self, values: pl.Series) -> pl.Series:
        numbers = values.cast(pl.UInt32, strict=False)
        if numbers.has_nulls():
            raise NotPlainError
        return self.strings.gather(numbers.set(numbers >= len(self.strings), None))

    def _numbers(self, kind: Kind, values: pl.Series) -> pl.Series:
        """Write the others anew, each once."""
        is_other = values.is_not_null() if kind is Kind.DATE else ~values.str.contains(_PLAIN_NUMBER)
        if not is_other.any():
            return values
        others = values.filter(is_other).unique()
        texts = pl.Series([self._number(kind, value) for value in decode_texts(others)], dtype=pl.String)
        return values.replace(others, tidy_texts(texts))

    def _number(self, kind: Kind, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        return date_text(number, uses_1904=self.uses_1904) if kind is Kind.DATE else number_text(number)

    @cached_property
    def _strings(self) -> list[str]:
        return self.strings.to_list()


class Sheet:
    """What every reader of a sheet is given, and what it finds besides the cells."""

    def __init__(self, book: Stylebook, limits: Limits, *, finds_links: bool) -> None:
        self.hidden_rows = 0
        self.uncached_formulas: list[Cell] = []
        self.linked_formulas: list[Cell] = []
        self._book = book
        self._limits = limits
        self._finds_links = finds_links
