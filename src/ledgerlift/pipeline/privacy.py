"""What a file holds that is nobody's business: withheld before anything looks at its values a second time.

A column of card numbers, bank accounts or people's numbers keeps its heading and loses its values. Nothing of them is
in records, examples, problems or reports.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import polars as pl

from ledgerlift.catalogue import Headings
from ledgerlift.mapping.model import ColumnMapping, TableMapping
from ledgerlift.problems import Place, Problem
from ledgerlift.reading.source import Sheet, Source
from ledgerlift.records import FIELDS, Kind
from ledgerlift.table.model import Column, Table
from ledgerlift.values.private_numbers import MANY_DIGITS, find_card_numbers, is_iban, is_personal_id, speak_of_people
from ledgerlift.values.shares import Samples

AMOUNTS = frozenset(name for fields in FIELDS.values() for name, kind in fields.items() if kind is Kind.AMOUNT)
# Which of its own accounts a company paid from tells how it paid.
OWN_ACCOUNTS = ("bank_account_name", "payment_account")
CARDS, PERSONAL, BANK = "card_numbers_found", "personal_ids_found", "bank_details_found"

# Fewer may be chance; and of long numbers that are no cards one in ten has a right check digit.
SOME, CARDS_OF_CANDIDATES = 3, 0.5
# A column whose filled cells are mostly such numbers is a column of them.
MOSTLY = 0.5
SAMPLE = 2_000


def withhold(table: Table, mapping: TableMapping, headings: Headings) -> tuple[Table, TableMapping]:
    """Take the values out of private columns; such a column is no field, and ``Table.withheld`` says why."""
    fields = {column.key: column.field for column in mapping.columns}
    plain = {column.key for column in mapping.columns if column.date_style or _is_money(column)}
    open_columns = [column for column in table.columns if column.key not in plain]
    reasons = _find_reasons(table.body, open_columns, fields, headings)
    if not reasons:
        return table, mapping
    body = table.body.with_columns(pl.lit(None, dtype=pl.String).alias(key) for key in reasons)
    columns = tuple(_unmapped(column) if column.key in reasons else column for column in mapping.columns)
    return replace(table, body=body, withheld=reasons), replace(mapping, columns=columns)


def say_what_is_withheld(table: Table, file: str) -> list[Problem]:
    """Give one problem a column whose values were taken out."""
    return [
        Problem(
            table.withheld[column.key],
            Place(file=file, sheet=table.sheet, column=column.position),
            details={"header": column.header or str(column.position)},
        )
        for column in table.columns
        if column.key in table.withheld
    ]


def take_out(source: Source, tables: Sequence[Table]) -> Source:
    """Give a source whose private columns are empty, from the first row of their table to its last.

    What is read from it later says the same of them, though there is nothing left to be found.
    """
    private = [table for table in tables if table.withheld]
    sheets = tuple(
        _emptied(sheet, [table for table in private if table.sheet == sheet.name]) for sheet in source.sheets
    )
    said = [problem for table in private for problem in say_what_is_withheld(table, source.name)]
    return replace(source, sheets=sheets, problems=(*source.problems, *said))


def _emptied(sheet: Sheet, tables: Sequence[Table]) -> Sheet:
    cells = sheet.cells
    for table in tables:
        # A heading that is repeated on every page is no value, and what is recognised by it has to stay so.
        headings = [skipped.row for skipped in table.skipped if skipped.reason == "repeated_header"]
        rows = [*table.body["row"], *(skipped.row for skipped in table.skipped)]
        is_inside = sheet.row_numbers.is_between(min(rows), max(rows)) & ~sheet.row_numbers.is_in(headings)
        positions = {str(column.position) for column in table.columns if column.key in table.withheld}
        cells = cells.with_columns(
            pl.when(~is_inside).then(pl.col(name)).alias(name) for name in cells.columns if name in positions
        )
    return replace(sheet, cells=cells)


def _find_reasons(
    body: pl.DataFrame, columns: Sequence[Column], fields: Mapping[str, str | None], headings: Headings
) -> dict[str, str]:
    """Say of each private column why it is one; the first reason that holds is the one given."""
    columns = [column for column in columns if body[column.key].null_count() < body.height]
    keys = [column.key for column in columns]
    reasons: dict[str, str] = {}

    def add(reason: str, found: Iterable[str]) -> None:
        for key in found:
            reasons.setdefault(key, reason)

    unmapped = [column for column in columns if fields.get(column.key) is None]
    add(BANK, (each.key for each in unmapped if any(fact.is_bank_detail for fact in headings.facts(each.header))))
    add(CARDS, _columns_of_cards(body.select(keys)))
    samples = Samples.of({key: _count_some(body[key]) for key in keys})
    about_people = speak_of_people(pl.Series([column.header for column in columns], dtype=pl.String))
    for speaks in (True, False):
        is_number = partial(is_personal_id, speaks_of_people=speaks)
        add(PERSONAL, _columns_full_of(is_number, samples, pl.Series(keys).filter(about_people == speaks)))
    add(BANK, _columns_full_of(is_iban, samples, [key for key in keys if fields.get(key) not in OWN_ACCOUNTS]))
    return reasons


def _columns_of_cards(cells: pl.DataFrame) -> Iterator[str]:
    # A few cards among many notes are too many, so every cell is looked at; but only those with so many figures.
    suspects = cells.select(pl.all().str.contains(MANY_DIGITS).any()) if cells.width else cells
    for key in (key for key in suspects.columns if suspects[key][0]):
        texts = cells[key].drop_nulls()
        cards = find_card_numbers(texts.filter(texts.str.contains(MANY_DIGITS)).unique()).sum().row(0, named=True)
        if cards["is_card"] >= SOME and cards["is_card"] >= CARDS_OF_CANDIDATES * cards["in_range"]:
            yield key


def _count_some(column: pl.Series) -> pl.DataFrame:
    """Count the texts in some cells: what a column is mostly full of shows in them."""
    texts = column.drop_nulls().alias("text")
    return texts.gather_every(-(-texts.len() // SAMPLE)).value_counts(name="weight")


def _columns_full_of(
    test: Callable[[pl.Series], pl.Series], samples: Samples, columns: Collection[str]
) -> Iterator[str]:
    for key, found in samples.shares(columns, {"share": test}).items():
        if found["share"] >= MOSTLY and test(samples.texts(key)).sum() >= SOME:
            yield key


def _is_money(column: ColumnMapping) -> bool:
    return column.number_style is not None and column.field in AMOUNTS


def _unmapped(column: ColumnMapping) -> ColumnMapping:
    reasons = ("its values are private and are not kept",)
    return replace(column, field=None, chosen_by="values", reasons=reasons, date_style=None, number_style=None)
