import polars as pl

from ledgerlift.mapping.model import ColumnMapping, TableMapping
from ledgerlift.reading.source import Source
from ledgerlift.records import DataType
from ledgerlift.snapshot.sources import describe_source, list_skipped_rows
from ledgerlift.table.model import Column, SkippedRow, Table
from ledgerlift.values.amounts import NumberStyle
from ledgerlift.values.dates import DateStyle

TABLE = Table(
    sheet="Bills",
    header_rows=(3,),
    columns=(Column(1, "Date"), Column(2, "Total")),
    body=pl.DataFrame({"row": [4, 6], "1": ["1/2/2025", "3/2/2025"], "2": ["1.0", "2.0"]}),
    skipped=(SkippedRow(5, "blank"), SkippedRow(7, "total"), SkippedRow(8, "blank")),
    reasons=("known headings",),
)
MAPPING = TableMapping(
    data_type=DataType.BILLS,
    confidence=0.9,
    kind="bills",
    columns=(
        ColumnMapping(
            1, "1", "Date", "issue_date", 0.8, "heading", ("a date",), "due_date", 0.1, DateStyle("DMY", 1.0)
        ),
        ColumnMapping(2, "2", "Total", "total_amount", 0.9, "values", number_style=NumberStyle(".", "", 1.0)),
    ),
    reasons=("totals",),
    sign=-1,
)


def test_source_entry_keeps_the_decisions_and_their_evidence():
    source = Source("b.xlsx", 12, "ff", "xlsx", None, None, sheets=())
    entry = describe_source(source, [(TABLE, MAPPING)])
    (table,) = entry.tables
    assert (table.rows, table.first_row, table.last_row) == (2, 4, 6)
    assert table.skipped == {"blank": 2, "total": 1}
    assert (table.sign, table.data_type, table.reasons) == (-1, "bills", ("known headings", "totals"))
    date, total = table.columns
    assert (date.field, date.date_order, date.runner_up) == ("issue_date", "DMY", "due_date")
    assert (total.decimal, total.date_order, total.chosen_by) == (".", None, "values")


def test_skipped_rows_are_set_aside_with_their_place():
    aside = list_skipped_rows("b.xlsx", TABLE, DataType.BILLS)
    assert aside.select("data_type", "reason", "sheet", "row").rows() == [
        ("bills", "blank", "Bills", 5),
        ("bills", "total", "Bills", 7),
        ("bills", "blank", "Bills", 8),
    ]
