"""Whatever stands in the cells, the stages from texts to books give an outcome."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.mapping.model import ColumnMapping, TableMapping
from ledgerlift.normalise import normalise_table, split_by_document_type
from ledgerlift.records import FIELDS, DataType
from ledgerlift.resolve import logical_records, resolve
from ledgerlift.table.model import Column, StatedTotal, Table
from ledgerlift.validate import validate

ODD = [
    None, "", " ", "-", "N/A", "0", "1", "-1.50", "(2,000.00)", "9" * 30, "1e300", "31/12/2024", "2024-02-30", "45000",
    "Bill", "Payment", "Void", "yes", "$", "USD 5", "\x00", "é\u202f1", "Acme Ltd", "V1 - Acme", "INV1, INV2",
]  # fmt: skip
cells = st.sampled_from(ODD) | st.text(max_size=8)


@pytest.mark.parametrize("data_type", list(DataType))
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_any_text_gives_an_outcome(data_type, data):
    fields = data.draw(st.lists(st.sampled_from(list(FIELDS[data_type])), min_size=1, max_size=8))
    rows = data.draw(st.lists(st.lists(cells, min_size=len(fields), max_size=len(fields)), max_size=6))
    positions = range(1, len(fields) + 1)
    body = pl.DataFrame(
        {"row": range(2, len(rows) + 2), **{str(p): [row[p - 1] for row in rows] for p in positions}},
        schema={"row": pl.UInt32, **dict.fromkeys(map(str, positions), pl.String)},
    )
    totals = (StatedTotal(99, dict.fromkeys(positions, data.draw(st.text(max_size=5))), 2, 9),)
    table = Table(None, (1,), tuple(Column(p, field) for p, field in enumerate(fields, 1)), body, totals=totals)
    columns = tuple(ColumnMapping(p, str(p), field, field, 1.0, "heading") for p, field in enumerate(fields, 1))
    records = normalise_table(table, TableMapping(data_type, 1.0, str(data_type), columns), file="f.csv")
    parts = split_by_document_type(records)
    logical = [logical_records(part) for part in parts]
    problems = [problem for part, one in zip(parts, logical, strict=True) for problem in validate(part, one.frame)]
    resolved = resolve(logical)
    for problem in (*records.problems, *problems, *resolved.problems):
        assert problem.sentence("en")
        assert problem.sentence("fr")
    kept = sum(part.frame.height + part.set_aside.height for part in parts)
    assert kept == len(rows)
