"""What a person says a column is, against what we took it for."""

from dataclasses import replace

from ledgerlift.mapping.model import ColumnMapping, TableMapping
from ledgerlift.problems import Place, Problem
from ledgerlift.records import FIELDS, Kind
from ledgerlift.table.model import Table
from ledgerlift.values.amounts import NumberStyle, find_number_style
from ledgerlift.values.dates import DateStyle, find_date_style


def correct_column(
    table: Table, mapping: TableMapping, field: str, position: int | None, place: Place
) -> tuple[TableMapping, Problem | None]:
    """Read ``field`` from the column at ``position``, or from none; whatever was there is read no more.

    A column that cannot be read so (amounts from a column of words) stays what it was, and the problem says so.
    """
    assert mapping.data_type is not None  # noqa: S101 - only records have fields
    if position is None:
        columns = (_not_read(column) if column.field == field else column for column in mapping.columns)
        return replace(mapping, columns=tuple(columns)), None
    kind = FIELDS[mapping.data_type][field]
    chosen = next((column for column in mapping.columns if column.position == position), None)
    if chosen is None:
        return mapping, None
    values = table.body[chosen.key]
    dates: DateStyle | None = find_date_style(values) if kind is Kind.DATE else None
    numbers: NumberStyle | None = find_number_style(values) if kind in (Kind.AMOUNT, Kind.RATE) else None
    if (kind is Kind.DATE and dates is None) or (kind in (Kind.AMOUNT, Kind.RATE) and numbers is None):
        where = replace(place, column=position)
        return mapping, Problem(
            "correction_not_possible", where, field=field, details={"header": chosen.header or position}
        )

    def corrected(column: ColumnMapping) -> ColumnMapping:
        if column is chosen:
            return replace(
                column, field=field, confidence=1.0, chosen_by="answer", reasons=("somebody said so",),
                date_style=dates, number_style=numbers,
            )  # fmt: skip
        return _not_read(column) if column.field == field else column

    return replace(mapping, columns=tuple(corrected(column) for column in mapping.columns)), None


def _not_read(column: ColumnMapping) -> ColumnMapping:
    return replace(column, field=None, chosen_by="answer", reasons=("somebody said that it is not this column",))
