"""Lays a report out as its package does: title, heading, groups, totals, page breaks, footer."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from tools.samples import impostors
from tools.samples.describe import Case, Column, Group, SheetShape
from tools.samples.ledger import ZERO
from tools.samples.notation import DateNotation, NumberNotation
from tools.samples.rows import VIEWS as OUR_VIEWS
from tools.samples.rows import Row, list_rows
from tools.samples.values import ROW_VALUES, Value

LineKind = Literal[
    "title", "header", "repeated_header", "data", "group", "subtotal", "total", "blank", "footer", "page_furniture"
]
# A cell as it is written: text, or a date or number of a workbook. Whole numbers are identifiers, not amounts.
Cell = str | Decimal | int | dt.date | None

VIEWS = {**OUR_VIEWS, **impostors.VIEWS}
RULE = "---"  # a writer draws it as wide as the table
NATURAL_SIGNS = {"credit_note": "-", "refund": "-"}
RATES = frozenset({"currency_rate", "rate_per_100"})
UNSIGNED = RATES | {"unit_price", "zero"}


@dataclass(frozen=True)
class PrintedLine:
    """One line of the export; ``row`` is what it stands for when it is data."""

    kind: LineKind
    cells: Sequence[Cell]
    row: Row | None = None


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet ready to be written."""

    shape: SheetShape
    lines: Sequence[PrintedLine]

    @property
    def data_rows(self) -> list[tuple[int, Row]]:
        """The data rows, each with its place in the sheet counted from 1."""
        return [(at, line.row) for at, line in enumerate(self.lines, start=1) if line.row]


def arrange(case: Case, shape: SheetShape) -> PrintedSheet:
    """Lay one sheet of a case out."""
    rows = list_rows(VIEWS[shape.view], case.ledger, case.words, only=shape.only, sort=list(shape.sort))
    return PrintedSheet(shape, list(_Press(case, shape).lines(rows)))


class _Press:
    """Prints the lines of one sheet."""

    def __init__(self, case: Case, shape: SheetShape) -> None:
        self.shape = shape
        ledger = case.ledger
        self.about = {
            "company": ledger.company, "language": ledger.language, "currency": ledger.currency,
            "start": self.text(ledger.start), "end": self.text(ledger.end),
        }  # fmt: skip

    def lines(self, rows: Sequence[Row]) -> Iterator[PrintedLine]:
        shape = self.shape
        yield from (PrintedLine("title", cells) for cells in self.furniture(shape.title))
        if shape.header:
            yield from self.rule("above_header", "title")
            yield from (PrintedLine("header", cells) for cells in self.header())
            yield from self.rule("below_header", "page_furniture")
        yield from self.paginate(self.body(rows, shape.groups))
        yield from self.rule("below_body", "footer")
        if shape.blank_before_total:
            yield PrintedLine("blank", [])
        if shape.total:
            positions = self.amount_positions() if shape.total_sums is None else shape.total_sums
            yield PrintedLine("total", self.sums(rows, positions, shape.total))
        for cells in self.furniture(shape.footer):
            yield PrintedLine("footer" if any(cells) else "blank", cells)

    def rule(self, place: str, kind: LineKind) -> Iterator[PrintedLine]:
        """Draw a line at a place of the table, if the report has one there."""
        if place in self.shape.rules:
            yield PrintedLine(kind, [RULE])

    def header(self) -> list[list[Cell]]:
        """Give the heading rows: one, or two where headings are broken in two or bands stand above them."""
        parts = [column.heading.rpartition("|")[::2] for column in self.shape.columns]
        lower: list[Cell] = [below or None for _, below in parts]
        upper: list[Cell] = [above or self.shape.bands.get(at) for at, (above, _) in enumerate(parts, start=1)]
        return [upper, lower] if any(upper) else [lower]

    def body(self, rows: Sequence[Row], groups: Sequence[Group]) -> Iterator[PrintedLine]:
        """Print rows under their groups, the outer level first."""
        if not groups:
            for row in rows:
                yield PrintedLine("data", self.cells(row), row)
                if row.last and self.shape.blank_after_record:
                    yield PrintedLine("blank", [])
            return
        group, *inner = groups
        ordered = sorted(rows, key=lambda row: str(row.values[group.by] or "").casefold())
        for _, members in groupby(ordered, key=lambda row: row.values[group.by]):
            part = list(members)
            if group.head:
                yield PrintedLine("group", self.fill(group.head, part))
            yield from self.body(part, inner)
            if group.foot:
                kind: LineKind = "subtotal" if group.sums else "group"
                yield PrintedLine(kind, self.sums(part, group.sums, group.foot))
            if group.blank_after:
                yield PrintedLine("blank", [])

    def paginate(self, body: Iterator[PrintedLine]) -> Iterator[PrintedLine]:
        """Break the body into pages, each beginning with the page's own lines and the heading again."""
        page, printed = self.shape.page, 0
        for line in body:
            if page and line.kind == "data":
                printed += 1
                if printed > 1 and printed % page["rows"] == 1:
                    number = {"page": str(printed // page["rows"] + 1)}
                    for cells in self.furniture(page.get("lines", []), number):
                        yield PrintedLine("page_furniture" if any(cells) else "blank", cells)
                    if page.get("header", True):
                        yield from self.rule("above_header", "page_furniture")
                        yield from (PrintedLine("repeated_header", cells) for cells in self.header())
                        yield from self.rule("below_header", "page_furniture")
            yield line

    def furniture(self, lines: Sequence[Any], more: Mapping[str, str] | None = None) -> Iterator[list[Cell]]:
        """Fill title, page and footer lines: a text, a list of cells, or null for a blank line."""
        for line in lines:
            cells = [] if line is None else line if isinstance(line, list) else [line]
            yield [str(cell).format_map({**self.about, **(more or {})}) if cell is not None else None for cell in cells]

    def fill(self, texts: Mapping[int, str], rows: Sequence[Row]) -> list[Cell]:
        """Fill texts at their positions from the first of the rows."""
        values = (
            {**self.about, **{key: self.text(value) for key, value in rows[0].values.items()}} if rows else self.about
        )
        values = {**values, "count": str(len(rows))}
        width = len(self.shape.columns)
        return [str(texts[at]).format_map(values) if at in texts else None for at in range(1, width + 1)]

    def sums(self, rows: Sequence[Row], positions: Sequence[int], texts: Mapping[int, str]) -> list[Cell]:
        """Add printed amounts up at the given positions, beside texts at theirs."""
        cells = self.fill(texts, rows)
        for at in positions:
            column = self.shape.columns[at - 1]
            amounts = [self.printed(column, row) for row in rows]
            cells[at - 1] = self.amount(column, sum((item for item in amounts if isinstance(item, Decimal)), ZERO))
        return cells

    def amount_positions(self) -> list[int]:
        """Positions of the columns whose amounts a total adds up."""
        names = {"amount", "balance", "year_to_date"}
        return [
            at
            for at, column in enumerate(self.shape.columns, start=1)
            if column.value and (column.value in names or column.value.endswith(("_amount", "_due", "subtotal")))
        ]

    def cells(self, row: Row) -> list[Cell]:
        """Print one row under its columns."""
        return [self.cell(column, row) for column in self.shape.columns]

    def cell(self, column: Column, row: Row) -> Cell:
        value = self.printed(column, row)
        if value is None or value == "":
            return column.dates.empty or None if column.value and column.value.endswith("_date") else None
        if isinstance(value, Decimal):
            return self.rate(column, value) if column.value in RATES else self.amount(column, value)
        if isinstance(value, dt.date):
            return value if column.dates.is_native else self.date(column, value)
        return value if column.as_text or not value.isdigit() else int(value)

    def printed(self, column: Column, row: Row) -> Value:
        """Give the value a cell prints, with the package's sign; nothing where the row leaves it out."""
        if column.value is None:
            return None
        if column.value.startswith("="):
            return column.value[1:].format_map({**self.about, **{k: self.text(v) for k, v in row.values.items()}})
        value = row.values[column.value]
        if self.is_left_out(column.value, value, row):
            return None
        if not isinstance(value, Decimal) or column.value in UNSIGNED:
            return value
        if row.is_void and self.shape.void_as_zero:
            return ZERO
        natural = NATURAL_SIGNS.get(row.kind, "+")
        return value if self.shape.signs.get(row.kind, natural) == natural else -value

    def is_left_out(self, name: str, value: Value, row: Row) -> bool:
        """Whether a value of the whole record stands on another of its rows."""
        if name in ROW_VALUES.get(self.shape.view, ()):
            return False
        where = self.shape.header_values
        if where.endswith("_amounts") and not isinstance(value, Decimal):
            return False
        return (where.startswith("first") and not row.first) or (where.startswith("last") and not row.last)

    def amount(self, column: Column, value: Decimal) -> Cell:
        return value if column.numbers.is_native else column.numbers.write(value)

    def rate(self, column: Column, value: Decimal) -> Cell:
        return value if column.numbers.is_native else column.numbers.write_rate(value)

    def date(self, column: Column, value: dt.date) -> Cell:
        text = column.dates.write(value)
        return int(text) if column.dates.pattern == "serial" and self.shape.sheet else text

    def text(self, value: Value) -> str:
        """Write any value as text, for templates; workbook cells as the workbook would show them."""
        if isinstance(value, dt.date):
            dates = self.shape.dates
            return DateNotation(dates.display, dates.language).write(value) if dates.is_native else dates.write(value)
        if isinstance(value, Decimal):
            numbers = self.shape.numbers
            return (NumberNotation("-1,234.56") if numbers.is_native else numbers).write(value)
        return value or ""
