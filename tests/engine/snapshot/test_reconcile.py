import polars as pl

from ledgerlift import records
from ledgerlift.snapshot.manifest import SourceEntry, TableEntry
from ledgerlift.snapshot.reconcile import reconcile


def frames(**given):
    made = {}
    for name, columns in records.SNAPSHOT.items():
        rows = given.get(name, [])
        made[name] = pl.LazyFrame(rows, schema={column: columns[column] for column in columns})
    return made


def place(row, sheet=None, file="a.csv", **values):
    return {"file": file, "sheet": sheet, "row": row, **values}


def source(rows, first=2, sheet=None, data_type="bills", file="a.csv", **skipped):
    table = TableEntry(
        sheet=sheet, data_type=data_type, kind=data_type or "customers", confidence=1, header_rows=(1,),
        first_row=first, last_row=99, rows=rows, layout="flat", skipped=skipped,
    )  # fmt: skip
    return SourceEntry(name=file, bytes=1, sha256="", format="csv", tables=(table,))


def test_lines_of_one_bill_explain_the_rows_beyond_the_first():
    (sum_,) = reconcile((source(5, total=1),), frames(
        bills=[place(2, line_count=3), place(5, line_count=1)],
        set_aside=[place(6, reason="no_amount"), place(7, reason="total")],
    ))  # fmt: skip
    assert (sum_.rows, sum_.records, sum_.further_lines) == (6, {"bills": 2}, 2)
    assert (sum_.set_aside, sum_.unexplained) == ({"no_amount": 1, "total": 1}, 0)


def test_a_lost_row_is_unexplained():
    (sum_,) = reconcile((source(3),), frames(bills=[place(2, line_count=1), place(3)]))
    assert (sum_.further_lines, sum_.unexplained) == (0, 1)


def test_payment_rows_for_several_bills_are_further_lines():
    (sum_,) = reconcile((source(3, data_type="payments"),), frames(
        # Of what is void, or pays bills that are in no file, nothing is allocated; its rows are there all the same.
        payments=[place(2, payment_key="p1", line_count=3)],
    ))  # fmt: skip
    assert (sum_.records, sum_.further_lines, sum_.unexplained) == ({"payments": 1}, 2, 0)


def test_suppliers_named_by_bills_are_no_rows_of_their_own():
    (sum_,) = reconcile((source(1),), frames(bills=[place(2)], suppliers=[place(2, origin="bills")]))
    assert (sum_.records, sum_.unexplained) == ({"bills": 1}, 0)


def test_mixed_list_described_twice_counts_its_rows_once():
    mixed = (source(2, blank=1), source(2, data_type="payments", blank=1))
    both = SourceEntry(name="a.csv", bytes=1, sha256="", format="csv", tables=(*mixed[0].tables, *mixed[1].tables))
    (sum_,) = reconcile((both,), frames(
        bills=[place(2)], payments=[place(3, payment_key="p")], set_aside=[place(4, reason="blank")] * 2,
    ))  # fmt: skip
    assert (sum_.rows, sum_.records, sum_.unexplained) == (3, {"bills": 1, "payments": 1}, 0)
    assert sum_.set_aside == {"blank": 1}


def test_sheets_add_up_one_by_one_and_other_reports_not_at_all():
    sums = reconcile(
        (source(1, sheet="One"), source(1, sheet="Two"), source(9, data_type=None, file="customers.csv")),
        frames(bills=[place(2, sheet="One"), place(2, sheet="Two")]),
    )
    assert [(sum_.sheet, sum_.rows, sum_.unexplained) for sum_ in sums] == [("One", 1, 0), ("Two", 1, 0)]
