"""Harmless changes to a sheet never change the data rows found in it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

Row = list[str | None]

NAMES = ["Alpha Ltd", "Total Gas & Power", "Sum Up Ltd", "Page Personnel", "Beta", "Summe GmbH", "Zeta plc", "Ö & Co"]
TITLES = [
    "Demo Company",
    "Purchase list",
    "Period: 01/01/2024 - 31/12/2024",
    "All suppliers",
    "Currency: EUR",
    "Page 1",
]
FOOTERS = ["Printed on 01/03/2024", "*** End of report ***", "Page 1 of 1", "© Demo Company", "12 records"]

dates = st.dates(date(1990, 1, 1), date(2049, 12, 31)).map(lambda day: day.strftime("%d/%m/%Y"))
amounts = st.integers(-999_999, 9_999_999).filter(bool).map(lambda cents: f"{cents / 100:.2f}")
numbers = st.integers(1, 99999).map(lambda number: f"INV-{number}")
notes = st.sampled_from([None, None, "urgent", "see mail", "Total of March", "paid"])

records = st.tuples(st.sampled_from(NAMES), numbers, dates, notes, amounts, st.sampled_from(["EUR", "USD"]))
HEADER: Row = ["Supplier", "Invoice No", "Date", "Memo", "Amount", "Currency"]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Row, list[Row]]:
    """A header and its rows, the columns in any order."""
    rows = draw(st.lists(records, min_size=3, max_size=25))
    order = draw(st.permutations(range(len(HEADER))))
    return [HEADER[index] for index in order], [[row[index] for index in order] for row in rows]


laws = settings(max_examples=40, deadline=None)


def texts(find, sheet: Sequence[Row], header: Row) -> list[tuple[str | None, ...]]:
    """Give the data rows of the one table, its columns in the order of ``header``."""
    (table,) = find(sheet)
    keys = {column.header: column.key for column in table.columns}
    accounted = len(table.header_rows) + table.body.height + len(table.skipped)
    assert accounted == len(sheet) - table.header_rows[0] + 1
    found = table.body.with_columns(
        **{name: None for name in header if name not in keys},
        **{name: table.body[key] for name, key in keys.items()},
    )
    return found.select(header).rows()


def expected(rows: Sequence[Row]) -> list[tuple[str | None, ...]]:
    return [tuple(row) for row in rows]


@laws
@given(table=tables(), title=st.lists(st.sampled_from(TITLES), max_size=6), gap=st.integers(0, 2))
def test_title_rows_above_change_nothing(find_in_rows, table, title, gap):
    header, rows = table
    sheet = [*([line] for line in title), *([] for _ in range(gap)), header, *rows]
    assert texts(find_in_rows, sheet, header) == expected(rows)


@laws
@given(table=tables(), places=st.lists(st.integers(0, 25), max_size=8))
def test_blank_rows_anywhere_change_nothing(find_in_rows, table, places):
    header, rows = table
    sheet = list(rows)
    for place in places:
        sheet.insert(min(place, len(sheet)), [])
    assert texts(find_in_rows, [header, *sheet], header) == expected(rows)


@laws
@given(
    table=tables(), label=st.sampled_from(["Total", "Grand total:", "Summe", "Total général", ""]), wrong=st.booleans()
)
def test_total_below_changes_nothing(find_in_rows, table, label, wrong):
    header, rows = table
    money = header.index("Amount")
    total: Row = [None] * len(header)
    total[money] = str(sum(Decimal(row[money]) for row in rows) + (7 if wrong else 0))
    total[header.index("Supplier")] = label or None
    assert texts(find_in_rows, [header, *rows, total], header) == expected(rows)


@laws
@given(table=tables(), every=st.integers(2, 9))
def test_header_printed_again_changes_nothing(find_in_rows, table, every):
    header, rows = table
    sheet = [header]
    for index, row in enumerate(rows):
        if index and index % every == 0:
            sheet += [["Page 2"], header]
        sheet.append(row)
    assert texts(find_in_rows, sheet, header) == expected(rows)


@laws
@given(table=tables(), footers=st.lists(st.sampled_from(FOOTERS), max_size=4))
def test_footers_change_nothing(find_in_rows, table, footers):
    header, rows = table
    sheet = [header, *rows, [], *([line] for line in footers)]
    assert texts(find_in_rows, sheet, header) == expected(rows)


@laws
@given(table=tables(), at=st.lists(st.integers(0, 6), max_size=3))
def test_blank_columns_change_nothing(find_in_rows, table, at):
    header, rows = table
    wide = [header, *rows]
    for place in at:
        wide = [[*row[:place], None, *row[place:]] for row in wide]
    assert texts(find_in_rows, wide, header) == expected(rows)


@laws
@given(table=tables())
def test_suppliers_on_rows_of_their_own_are_filled_in(find_in_rows, table):
    header, rows = table
    name, money = header.index("Supplier"), header.index("Amount")
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[name], []).append(row)
    sheet: list[Row] = [[None, *(caption for caption in header if caption != "Supplier")]]
    wanted: list[tuple[str | None, ...]] = []
    for supplier, members in groups.items():
        sheet.append([supplier])
        for row in members:
            sheet.append([None, *row[:name], *row[name + 1 :]])
            wanted.append(tuple(row))
        total: Row = [None, *([None] * (len(header) - 1))]
        total[0] = f"Total for {supplier}"
        total[1 + money - (money > name)] = str(sum(Decimal(row[money]) for row in members))
        sheet.append(total)
    (found,) = find_in_rows(sheet)
    keys = {column.header or "Supplier": column.key for column in found.columns}
    assert found.body.select(keys[caption] for caption in header if caption in keys).rows() == [
        tuple(value for caption, value in zip(header, row, strict=True) if caption in keys) for row in wanted
    ]
    assert [(total.row - 1, total.last_row - total.first_row + 1) for total in found.totals] == [
        (index, len(groups[str(row[0]).removeprefix("Total for ")]))
        for index, row in enumerate(sheet) if str(row[0]).startswith("Total for ")
    ]  # fmt: skip


CELLS = [
    None, "", " ", "Supplier", "Date", "Amount", "Total", "Total for Alpha", "Alpha", "Vendor:", "01/02/2024", "5.00",
    "-5", "INV-1", "Page 1 of 2", "-----", "EUR", "Opening balance", "a@b.com", "  Beta (2)", "\n", "=1+1", "x" * 300,
    "1" + " " * 3_000 + "x", "(" * 3_000, "total" + " ." * 2_000 + "x", "1." * 2_000,
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(sheet=st.lists(st.lists(st.sampled_from(CELLS), max_size=7), max_size=14))
def test_any_cells_at_all_give_an_account_of_every_row(find_in_rows, sheet):
    found = find_in_rows(sheet)
    for table in found:
        assert table.body.columns == ["row", *(column.key for column in table.columns)]
        assert all(total.first_row <= total.last_row for total in table.totals)
    spans = [{column.position for column in table.columns} for table in found]
    if any(span.isdisjoint(spans[0]) for span in spans):
        return  # side by side, each accounts for all rows
    rows = [row for table in found for row in (*table.header_rows, *table.body["row"])]
    rows += [skipped.row for table in found for skipped in table.skipped]
    assert sorted(rows) == list(range(min(rows, default=1), len(sheet) + 1 if found else 1))
