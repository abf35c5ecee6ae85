"""The changes. Each takes an export and gives it changed, or None where the change would not be harmless."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
from tools.harmless.export import Export, Row

from ledgerlift import catalogue
from ledgerlift.records import FIELDS, Kind
from ledgerlift.values.amounts import parse_amounts
from ledgerlift.values.dates import parse_dates

Change = Callable[[Export], Export | None]

WELL_KNOWN = 3  # packages that give a field this heading
_PLAIN_AMOUNT = re.compile(r"-?\d[\d.,]*")


def put_rows_above(export: Export) -> Export:
    """A company's name, a title, a period and an empty row above everything."""
    lines = ("Tamarack Yards Ltd", "As of today", "")
    return replace(export, above=[*(_row(export, {0: line}) for line in lines), *export.above])


def move_first_column_last(export: Export) -> Export:
    """The columns in another order."""
    width = len(export.header)
    return _reorder(export, [*range(1, width), 0])


def turn_columns_round(export: Export) -> Export:
    """The columns from right to left."""
    return _reorder(export, [*range(len(export.header))][::-1])


def add_column(export: Export) -> Export:
    """A column of the user's own at the right."""
    return _append(export, "Checked in March", "ok")


def add_empty_column(export: Export) -> Export:
    """A column without heading or values at the right."""
    return _append(export, "", "")


def rename_a_column(export: Export) -> Export | None:
    """Another heading for one of the dates or amounts, which other packages give it."""
    for place, column in export.columns.items():
        if column.field and FIELDS[export.data_type][column.field] in (Kind.DATE, Kind.AMOUNT):
            heading = _other_heading(export, place, column.field)
            if heading:
                return replace(
                    export, header=tuple(heading if at == place else old for at, old in _each(export.header))
                )
    return None


def shout_headings(export: Export) -> Export:
    """The headings in capitals."""
    return replace(export, header=tuple(heading.upper() for heading in export.header))


def space_headings(export: Export) -> Export:
    """Spaces around the headings and doubled within them."""
    return replace(
        export, header=tuple(f" {heading.replace(' ', '  ')} " if heading else "" for heading in export.header)
    )


def write_amounts_with_comma(export: Export) -> Export | None:
    """Amounts as in much of Europe, in a file with semicolons."""
    changed = _rewrite_amounts(export, lambda amount: f"{amount:,.2f}".translate(str.maketrans(",.", ".,")))
    return changed and replace(changed, delimiter=";")


def group_thousands(export: Export) -> Export | None:
    """Amounts with a comma before the thousands."""
    return _rewrite_amounts(export, lambda amount: f"{amount:,.2f}")


def write_dates_as_numbers(export: Export) -> Export | None:
    """Dates as 20250314."""
    return _rewrite_dates(export, lambda day: f"{day:%Y-%m-%d}")


def write_dates_in_words(export: Export) -> Export | None:
    """Dates as 14 Mar 2025."""
    return _rewrite_dates(export, lambda day: f"{day:%d %b %Y}")


def write_utf16(export: Export) -> Export:
    """What a spreadsheet calls Unicode text."""
    return replace(export, encoding="utf-16", delimiter="\t")


def write_with_mark(export: Export) -> Export:
    """A byte order mark, and semicolons."""
    return replace(export, encoding="utf-8-sig", delimiter=";")


def write_one_byte(export: Export) -> Export | None:
    """The encoding of Western Windows."""
    try:
        "".join(map("".join, export.rows)).encode("cp1252")
    except UnicodeEncodeError:
        return None
    return replace(export, encoding="cp1252")


def quote_everything(export: Export) -> Export:
    """Every cell in quotes, and line ends of Unix."""
    return replace(export, quoting=csv.QUOTE_ALL, line_end="\n")


def add_total(export: Export) -> Export | None:
    """A row with the sums of the amounts at the end; not of lines, which repeat the total of their document."""
    sums = {}
    for place, column in export.columns.items():
        if column.field and FIELDS[export.data_type][column.field] is Kind.AMOUNT:
            amounts = _read_amounts(export, place)
            if amounts is None:
                return None
            sums[place] = str(sum((amount for amount in amounts if amount is not None), Decimal(0)))
    label = next((at for at in range(len(export.header)) if at not in sums), None)
    is_plain = all(any(row) for row in export.body) and not export.has_lines
    if not sums or label is None or not is_plain:
        return None
    return replace(export, body=[*export.body, _row(export, {label: "Total", **sums})])


def add_blank_rows(export: Export) -> Export:
    """An empty row below the headings and after every twentieth row."""
    body = [row for number, row in enumerate(export.body) for row in ([_row(export, {})] * (number % 20 == 0) + [row])]
    return replace(export, body=body)


def move_sheet(export: Export) -> Export:
    """A workbook whose first sheet is a note, the list on the second."""
    note: Sequence[Row] = [("Prepared for the bank",), ("See the next sheet",)]
    return replace(export, is_workbook=True, sheets_before={"Note": note})


def move_in_sheet(export: Export) -> Export:
    """A workbook whose list begins in the third column of the fifth row."""
    return replace(export, is_workbook=True, corner=(4, 2))


CHANGES: tuple[Change, ...] = (
    put_rows_above, move_first_column_last, turn_columns_round, add_column, add_empty_column, rename_a_column,
    shout_headings, space_headings, write_amounts_with_comma, group_thousands, write_dates_as_numbers,
    write_dates_in_words, write_utf16, write_with_mark, write_one_byte, quote_everything, add_total, add_blank_rows,
    move_sheet, move_in_sheet,
)  # fmt: skip


def _each(row: Row) -> list[tuple[int, str]]:
    return list(enumerate(row))


def _row(export: Export, cells: dict[int, str]) -> Row:
    return tuple(cells.get(place, "") for place in range(len(export.header)))


def _reorder(export: Export, order: Sequence[int]) -> Export:
    def moved(row: Row) -> Row:
        return tuple(row[place] for place in order)

    columns = {new: export.columns[old] for new, old in enumerate(order) if old in export.columns}
    return replace(export, header=moved(export.header), body=[moved(row) for row in export.body], columns=columns)


def _append(export: Export, heading: str, text: str) -> Export:
    body = [(*row, text if any(row) else "") for row in export.body]
    return replace(export, above=[(*row, "") for row in export.above], header=(*export.header, heading), body=body)


def _other_heading(export: Export, place: int, field: str) -> str | None:
    """Find the first well-known heading that means this field and nothing else in this report."""
    known = catalogue.load().headings
    taken = {catalogue.normalise_heading(heading) for heading in export.header}
    for form in sorted({*known.vocabulary} - taken):
        facts = known.facts(form)
        here = [fact for fact in facts if fact.data_type is export.data_type]
        is_only = all(fact.field == field for fact in here)
        if here and is_only and len(here[0].products) >= WELL_KNOWN and form.isascii():
            return form.title()
    return None


def _read_amounts(export: Export, place: int) -> list[Decimal | None] | None:
    style = export.columns[place].number_style
    texts = [row[place].strip() for row in export.body]
    if style is None or style.implied_decimals or not all(_PLAIN_AMOUNT.fullmatch(text) for text in texts if text):
        return None
    return pl.select(parse_amounts(pl.lit(pl.Series(texts)), style)).to_series().to_list()


def _rewrite_amounts(export: Export, written: Callable[[Decimal], str]) -> Export | None:
    """Write every amount another way; None where a column of amounts is more than plain numbers."""
    changed = {}
    for place, column in export.columns.items():
        if column.field and column.number_style and FIELDS[export.data_type][column.field] in (Kind.AMOUNT, Kind.RATE):
            amounts = _read_amounts(export, place)
            exact = amounts is not None and all(amount is None or amount == round(amount, 2) for amount in amounts)
            if amounts is None or not exact or FIELDS[export.data_type][column.field] is Kind.RATE:
                return None
            changed[place] = ["" if amount is None else written(amount) for amount in amounts]
    return _with_cells(export, changed)


def _rewrite_dates(export: Export, written: Callable[[date], str]) -> Export | None:
    """Write every date another way; None where a cell of a date's column is none."""
    changed = {}
    for place, column in export.columns.items():
        if not column.field or column.date_style is None:
            continue
        texts = [row[place].strip() for row in export.body]
        days = pl.select(parse_dates(pl.lit(pl.Series(texts)), column.date_style)).to_series().to_list()
        if any(day is None and text for day, text in zip(days, texts, strict=True)):
            return None
        changed[place] = ["" if day is None else written(day) for day in days]
    return _with_cells(export, changed)


def _with_cells(export: Export, changed: dict[int, list[str]]) -> Export | None:
    if not changed:
        return None
    body = [
        tuple(changed[place][number] if place in changed else text for place, text in enumerate(row))
        for number, row in enumerate(export.body)
    ]
    return replace(export, body=body)
