"""From a table of texts and the decision about its columns to typed records."""

import polars as pl

from ledgerlift.catalogue.model import Software
from ledgerlift.mapping.model import TableMapping
from ledgerlift.normalise.fields import Columns, amount_fields, columns_of_fields, read_fields
from ledgerlift.normalise.model import Records
from ledgerlift.normalise.set_aside import set_empty_rows_aside
from ledgerlift.normalise.signs import settle_signs
from ledgerlift.normalise.stated_totals import read_stated_totals
from ledgerlift.normalise.unreadable import find_unreadable
from ledgerlift.problems import Place, Problem
from ledgerlift.records import FIELDS, DataType
from ledgerlift.table.model import Table


def normalise_table(
    table: Table,
    mapping: TableMapping,
    *,
    file: str,
    software: Software | None = None,
    base_currency: str | None = None,
) -> Records:
    """Read a table's rows as records.

    Cells that cannot be read become null and are counted as problems; rows that hold no record are set aside.
    ``software`` gives codes of its own for document types and payment methods; ``base_currency`` says what a mere
    dollar sign stands for. Raises ValueError for a mapping that is none of our reports.
    """
    data_type = mapping.data_type
    if data_type is None:
        raise ValueError(f"a table of {mapping.kind} holds no records")
    columns = columns_of_fields(mapping, data_type)
    report = software.reports.get(data_type) if software else None
    read = read_fields(table, columns, data_type, report=report, base_currency=base_currency)
    amounts = {field: columns[field] for field in amount_fields(columns, data_type)}
    signed = read.with_columns(pl.col(field) * mapping.sign for field in amounts) if mapping.sign < 0 else read
    placed = settle_signs(signed, list(amounts)).select(
        pl.lit(file).alias("file"), pl.lit(table.sheet, dtype=pl.String).alias("sheet"), "row", pl.exclude("row")
    )
    frame, set_aside = set_empty_rows_aside(placed, data_type)
    return Records(
        data_type=data_type,
        frame=frame,
        set_aside=set_aside,
        problems=list_problems(table, columns, read, data_type, Place(file, table.sheet)),
        columns={field: mapped[0].position for field, mapped in columns.items()},
        headers={field: mapped[0].header for field, mapped in columns.items()},
        stated=read_stated_totals(table, amounts, mapping.sign),
        layout=table.layout,
    )


def list_problems(
    table: Table, columns: Columns, read: pl.DataFrame, data_type: DataType, place: Place
) -> tuple[Problem, ...]:
    """List what could not be read, column by column."""
    problems = []
    for field, (first, *others) in columns.items():
        # Where two columns give one field, an empty cell of one is filled by the other.
        if not others:
            cells = pl.DataFrame({"text": table.body[first.key], "read": read[field], "row": read["row"]})
            problems.append(find_unreadable(first, FIELDS[data_type][field], cells, place))
    return tuple(problem for problem in problems if problem)
