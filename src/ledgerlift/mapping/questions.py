"""What cannot be known from a table, as questions; and what an answer changes."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ledgerlift.mapping.confidence import calibration
from ledgerlift.mapping.model import ColumnMapping, Question, TableMapping
from ledgerlift.mapping.required import find_missing
from ledgerlift.records import FIELDS, DataType, Kind
from ledgerlift.table.model import Table
from ledgerlift.values.dates import parse_dates

# Fields that decide whether a figure is right; the rest may be missing or second best without anybody losing money.
CRITICAL: dict[DataType, frozenset[str]] = {
    DataType.SUPPLIERS: frozenset({"supplier_name", "supplier_id"}),
    DataType.BILLS: frozenset({"supplier_name", "issue_date", "total_amount"}),
    DataType.PAYMENTS: frozenset({"supplier_name", "payment_date", "amount"}),
    DataType.DIRECT_COSTS: frozenset({"supplier_name", "date", "total_amount"}),
}
# What a column of words is taken for where nothing better is known; it may as well hold names.
WORDS = ("description", "line_description", "note")
EXAMPLES = 2
CELLS_OF_A_ROW = 6


def settle_date_orders(mapping: TableMapping, known: Sequence[ColumnMapping]) -> TableMapping:
    """Read date columns that could be read two ways like those of the same file that could not.

    One program wrote them all; ``known`` are the columns of every table of the file.
    """
    certain = {
        column.date_style.order
        for column in known
        if column.date_style and column.date_style.order in ("DMY", "MDY", "YMD")
    }
    if len(certain) != 1:
        return mapping
    (order,) = certain

    def settled(column: ColumnMapping) -> ColumnMapping:
        if column.date_style is None or column.date_style.order != "ambiguous":
            return column
        reasons = (*column.reasons, f"another date column of the file is certainly {order}")
        return replace(column, date_style=replace(column.date_style, order=order), reasons=reasons)

    return replace(mapping, columns=tuple(settled(column) for column in mapping.columns))


def find_questions(table: Table, mapping: TableMapping) -> tuple[Question, ...]:
    """List what the customer has to be asked about a table."""
    if mapping.data_type is None:
        return ()
    if mapping.doubt:
        # What a column is depends on the report.
        return (_report_question(table, mapping),)
    return (
        *_missing_questions(table, mapping),
        *_date_questions(table, mapping),
        *_mark_questions(table, mapping),
        *_column_questions(table, mapping),
    )


def _report_question(table: Table, mapping: TableMapping) -> Question:
    columns = [column.key for column in mapping.columns if column.field][:CELLS_OF_A_ROW]
    rows = table.body.select(columns).head(EXAMPLES).rows() if columns else []
    examples = tuple(" · ".join(cell.strip() for cell in row if cell) for row in rows)
    return Question("data_type", "data_type", None, "", "it could be any of them", mapping.doubt, examples)


def _missing_questions(table: Table, mapping: TableMapping) -> list[Question]:
    """Ask for a column the report cannot do without; nothing, where no column is left that could be it."""
    field = find_missing(table, mapping)
    if field is None or mapping.data_type is None:
        return []
    kind = FIELDS[mapping.data_type][field]
    spare = {None, *WORDS} if kind is Kind.NAME else {None}
    free = [
        each for each in mapping.columns if each.field in spare and _has_form(each, kind) and _examples(table, each)
    ]
    if not free:
        return []
    choices, examples = _offer(table, free)
    return [Question("missing", field, None, "", "no column says so", choices, examples)]


def _offer(table: Table, columns: Sequence[ColumnMapping]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give columns as choices, with what they hold."""
    choices = tuple(str(each.position) for each in columns)
    return choices, tuple(f"{each.header or each.position}: {', '.join(_examples(table, each))}" for each in columns)


def _date_questions(table: Table, mapping: TableMapping) -> list[Question]:
    return [
        Question(
            "date_order", column.field, column.position, column.header,
            "every day is 12 or less", ("DMY", "MDY"), _readings(table, column),
        )
        for column in mapping.columns
        if column.field and column.date_style and column.date_style.order == "ambiguous"
    ]  # fmt: skip


def _readings(table: Table, column: ColumnMapping) -> tuple[str, ...]:
    """Show the same cells as they read in either order."""
    cells = _examples(table, column)
    if column.date_style is None:
        return cells
    readings = []
    for order in ("DMY", "MDY"):
        style = replace(column.date_style, order=order)
        dates = pl.select(parse_dates(pl.lit(pl.Series(cells)), style)).to_series()
        readings.append("; ".join(f"{cell} = {day:%Y-%m-%d}" for cell, day in zip(cells, dates, strict=True) if day))
    return tuple(readings)


def _mark_questions(table: Table, mapping: TableMapping) -> list[Question]:
    styles = [column.number_style for column in mapping.columns if column.number_style and column.field]
    if any(style.is_certain for style in styles):
        return []
    return [
        Question(
            "decimal_mark", column.field, column.position, column.header,
            "the mark may stand for thousands or for decimals", (".", ","), _examples(table, column),
        )
        for column in mapping.columns
        if column.field and column.number_style and not column.number_style.is_certain
    ][:1]  # fmt: skip


def _column_questions(table: Table, mapping: TableMapping) -> list[Question]:
    assert mapping.data_type is not None  # noqa: S101 - the caller has looked
    gate = calibration()["columns"]["gate"]
    kinds = FIELDS[mapping.data_type]
    questions = []
    for column in mapping.columns:
        if column.field not in CRITICAL[mapping.data_type] or column.confidence >= gate:
            continue
        kind = kinds[column.field]
        others = [other for other in mapping.columns if _could_be(other, kind) and other is not column]
        choices, examples = _offer(table, (column, *others))
        if len(choices) < 2:
            continue
        questions.append(
            Question(
                "column", column.field, column.position, column.header, "more than one column could be it",
                choices, examples,
            )
        )  # fmt: skip
    return questions[:1]


def _could_be(column: ColumnMapping, kind: Kind) -> bool:
    return _has_form(column, kind) and (kind in (Kind.DATE, Kind.AMOUNT) or column.runner_up is not None)


def _has_form(column: ColumnMapping, kind: Kind) -> bool:
    if kind is Kind.DATE:
        return column.date_style is not None
    if kind is Kind.AMOUNT:
        return column.number_style is not None and column.date_style is None
    return column.date_style is None and column.number_style is None


def _examples(table: Table, column: ColumnMapping) -> tuple[str, ...]:
    values = table.body[column.key].drop_nulls().head(200).unique(maintain_order=True)
    return tuple(values.head(EXAMPLES).to_list())


def apply_answer(mapping: TableMapping, question: Question, value: str) -> TableMapping:
    """Give the mapping as the customer's answer makes it."""
    if question.kind == "date_order":
        return _with_order(mapping, value)
    if question.kind == "decimal_mark":
        return _with_mark(mapping, value)
    return _with_column(mapping, question, int(value))


def _with_order(mapping: TableMapping, value: str) -> TableMapping:
    def answered(column: ColumnMapping) -> ColumnMapping:
        if column.date_style is None or column.date_style.order != "ambiguous":
            return column
        style = replace(column.date_style, order="DMY" if value == "DMY" else "MDY")
        return replace(column, date_style=style, chosen_by="answer" if column.field else column.chosen_by)

    return replace(mapping, columns=tuple(answered(column) for column in mapping.columns))


def _with_mark(mapping: TableMapping, value: str) -> TableMapping:
    def answered(column: ColumnMapping) -> ColumnMapping:
        if column.number_style is None or column.number_style.is_certain:
            return column
        style = replace(
            column.number_style,
            decimal="," if value == "," else ".",
            grouping="." if value == "," else ",",
            is_certain=True,
        )
        return replace(column, number_style=style, chosen_by="answer" if column.field else column.chosen_by)

    return replace(mapping, columns=tuple(answered(column) for column in mapping.columns))


def _with_column(mapping: TableMapping, question: Question, position: int) -> TableMapping:
    def answered(column: ColumnMapping) -> ColumnMapping:
        if column.position == position:
            return replace(column, field=question.field, confidence=1.0, chosen_by="answer", reasons=("your answer",))
        if column.field == question.field:
            return replace(column, field=None, chosen_by="answer", reasons=("your answer",))
        return column

    return replace(mapping, columns=tuple(answered(column) for column in mapping.columns))
