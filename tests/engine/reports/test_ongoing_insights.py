"""The Ongoing Insights workbook shows what the comparison found, in both languages."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from ledgerlift.analysis import AnalysisSettings, analyse, definitions
from ledgerlift.analysis.quarters import compare_quarters
from ledgerlift.problems import FileRejectedError
from ledgerlift.reports import ReportSettings
from ledgerlift.reports.ongoing_insights import write_ongoing_insights
from ledgerlift.snapshot import Manifest

EPOCH = date(1970, 1, 1)


def bill(number, supplier, issued, total, settled=None):
    return {
        "bill_key": f"b{number}", "supplier_key": supplier, "total_amount": Decimal(total), "issue_date": issued,
        "issue_day": (issued - EPOCH).days, "settled_day": settled and (settled - EPOCH).days, "currency": "CAD",
    }  # fmt: skip


@pytest.fixture(scope="module")
def books(snapshot_of):
    import polars as pl

    from ledgerlift import records

    def frame(name, rows):
        return pl.DataFrame(rows, schema=dict(records.SNAPSHOT[name]), orient="row")

    opened = snapshot_of(
        {
            "suppliers": frame("suppliers", [
                {"supplier_key": "a", "supplier_name": "Old Friend", "origin": "suppliers"},
                {"supplier_key": "n", "supplier_name": "=New()", "supplier_id": "007", "origin": "suppliers"},
            ]),
            "bills": frame("bills", [
                bill(1, "a", date(2025, 4, 1), "100", date(2025, 4, 11)), bill(2, "a", date(2025, 6, 30), "100"),
                bill(3, "a", date(2025, 7, 1), "300"), bill(4, "n", date(2025, 8, 1), "100", date(2025, 8, 31)),
                bill(5, "a", date(2025, 9, 30), "100"),
            ]),
        },
        Manifest(base_currency="CAD"),
    )  # fmt: skip
    return opened, analyse(opened, AnalysisSettings(as_of=date(2025, 10, 2)))


@pytest.fixture(scope="module")
def write(books, tmp_path_factory):
    opened, analysed = books

    def make(language="en"):
        path = tmp_path_factory.mktemp("insights") / "insights.xlsx"
        write_ongoing_insights(analysed, opened, path, ReportSettings(language=language))
        return openpyxl.load_workbook(path)

    return make


def test_tabs_are_the_published_ones(write):
    assert write().sheetnames == [
        "Summary", "Spend Analysis", "New Suppliers", "Bills", "Bill Payments", "Expenses", "Read me",
    ]  # fmt: skip


def test_summary_is_of_the_new_suppliers(write):
    facts = {row[0]: row[1] for row in write()["Summary"].iter_rows(values_only=True) if row[0]}
    assert facts["Start date"].date() == date(2025, 7, 1)
    assert facts["End date"].date() == date(2025, 9, 30)
    assert (facts["Months reviewed"], facts["New supplier count"]) == (3, 1)
    assert (facts["# of bills"], facts["Bills amount"], facts["# of payments"]) == (1, 100, 0)
    assert facts["Average settlement days"] == 30
    assert facts["Change in average settlement days"] == 20  # slower than the ten days of the quarter before


def test_shift_of_methods_is_in_percentage_points(write, books):
    heading, *rows = write()["Spend Analysis"].iter_rows(values_only=True)
    assert heading == ("Payment method", "% of all bills (by amount) – last quarter",
                       "% of all bills (by amount) – this quarter", "Change (percentage points)")  # fmt: skip
    expected = compare_quarters(books[0]).methods
    assert len(rows) == expected.height
    for row, figures in zip(rows, expected.iter_rows(named=True), strict=True):
        assert row[1:3] == pytest.approx((figures["prior_share"] / 100, figures["latest_share"] / 100))
        assert row[3] == pytest.approx(figures["change"])


def test_new_suppliers_have_the_columns_of_the_supplier_table(write):
    _, heading, *rows = write()["New Suppliers"].iter_rows(values_only=True)
    assert list(heading) == [column.label["en"] for column in definitions.list_columns("suppliers")]
    (row,) = rows
    assert (
        row[0],
        row[heading.index("Supplier ID") if "Supplier ID" in heading else heading.index("Supplier id")],
    ) == ("=New()", "007")


def test_no_cell_is_a_formula(write):
    assert [cell for sheet in write() for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_same_arguments_give_the_same_bytes(books, tmp_path):
    opened, analysed = books
    for name in ("one", "two"):
        write_ongoing_insights(analysed, opened, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_quarter_that_is_not_over_is_refused_and_nothing_is_written(books, tmp_path):
    opened, _ = books
    early = analyse(opened, AnalysisSettings(as_of=date(2025, 9, 30)))
    with pytest.raises(FileRejectedError, match="quarters_not_complete"):
        write_ongoing_insights(early, opened, tmp_path / "none.xlsx")
    assert not list(tmp_path.iterdir())
