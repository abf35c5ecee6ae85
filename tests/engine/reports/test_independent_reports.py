"""Every figure of every report of exports equals a second calculation, cell by cell as a reader sees it.

The exports are those of `invented_books`, the second calculation is `reckoning`: both know nothing of the engine.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest
from invented_books import BASE, NEW, invent, write_exports
from pptx import Presentation
from reckoning import INFERRED, Books, reckon_quarters

from ledgerlift import pipeline
from ledgerlift.records import DataType
from ledgerlift.reports import ReportSettings, kinds
from ledgerlift.reports.match.layouts import list_networks

TODAY = date(2026, 1, 5)
QUARTERS = [(date(2025, 10, 1), date(2025, 12, 31)), (date(2025, 7, 1), date(2025, 9, 30))]
# A whole year, and a period that has to be scaled to one.
PERIODS = {
    "a year": (date(2025, 1, 1), date(2025, 12, 31), 12),
    "five months": (date(2025, 4, 1), date(2025, 8, 31), 5),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    sent = [pipeline.Sent(path, as_type=DataType(name)) for name, path in write_exports(folder).items()]
    outcome = pipeline.run(
        sent, out=folder / "out", reports=False, settings=pipeline.Settings().with_base_currency(BASE), today=TODAY
    )
    assert outcome.snapshot, [each.to_json() for each in outcome.inspections if each.outcome != "ready"]
    return outcome.snapshot


@pytest.fixture(scope="module", params=PERIODS)
def period(request):
    return PERIODS[request.param]


@pytest.fixture(scope="module")
def months(period):
    return period[2]


@pytest.fixture(scope="module")
def books(period):
    return Books(invent(), BASE, *period[:2])


@pytest.fixture(scope="module")
def write(snapshot, period, tmp_path_factory):
    made = {}

    def make(kind, language="en"):
        if (kind, language) not in made:
            chosen = pipeline.Settings(reports=ReportSettings(language=language)).with_base_currency(BASE)
            settings = chosen.with_period(*period[:2])
            folder = tmp_path_factory.mktemp("made")
            made[kind, language] = pipeline.write_report(snapshot, kind, folder, settings=settings, today=TODAY)
        return made[kind, language]

    return make


@pytest.fixture(scope="module")
def workbook(write):
    return openpyxl.load_workbook(write("spend_analysis"))


def rows_of(sheet, heading_row=1):
    """Give the rows of a table by heading, up to the first empty line."""
    rows = list(sheet.iter_rows(min_row=heading_row, values_only=True))
    headings = ["outstanding %" if "outstanding (by amount)" in str(each) else each for each in rows[0]]
    for row in rows[1:]:
        if all(cell is None for cell in row):
            return
        yield dict(zip(headings, row, strict=True))


def assert_equal(shown, expected, where):
    for heading, value in expected.items():
        seen = shown[heading]
        if isinstance(value, date):
            assert seen.date() == value, (where, heading)
        elif value is None or isinstance(value, str):
            assert seen == value, (where, heading)
        else:
            assert seen == pytest.approx(float(value), rel=1e-11, abs=1e-9), (where, heading)


def level_rows(rows):
    """Give the rows of a table of methods by level and label: each category stands before its methods."""
    seen = set()
    for row in rows:
        label = row["Payment method"]
        # Unknown is a category and, after it, a method.
        level = "overall" if label == "Overall" else "category" if label in ("Card", "Non-Card") else "method"
        if label == "Unknown" and label not in seen:
            level = "category"
        seen.add(label)
        yield (level, label), row


# --- the Spend Analysis ---


def test_customer_tab(workbook, books, period):
    shown = {row[0]: row[1] for row in workbook["Customer"].iter_rows(values_only=True)}
    whole = books.sum_up(*books.counted)
    assert_equal(shown, {"Start date": period[0], "End date": period[1], "Months reviewed": period[2],
                         "Suppliers count": len(books.reckon_suppliers()), "Base currency": BASE,
                         "Excludes suppliers with annual spend below": 1} |
                 {heading: whole[heading] for heading in ("# of bills", "Bills amount", "# of payments",
                  "Payments amount", "# of Expenses", "Expenses amount")}, "Customer")  # fmt: skip


def test_company_tab(workbook, books):
    companies = books.reckon_companies()
    shown = list(rows_of(workbook["Entity Spend Breakdown"]))
    assert [row["Company name"] for row in shown] == sorted(companies, key=lambda name: -companies[name]["Total spend"])
    for row in shown:
        assert_equal(row, companies[row["Company name"]], row["Company name"])


def test_method_tab_and_its_charts(workbook, books):
    sheet, expected = workbook["Spend Analysis"], books.reckon_methods()
    shown = dict(level_rows(rows_of(sheet, 2)))
    assert list(shown) == sorted(expected, key=list(shown).index)
    for key, row in shown.items():
        assert_equal(row, expected[key], key)
    start = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 2).value == "Figures of the charts")
    charted = [[cell.value for cell in row[1:4]] for row in sheet.iter_rows(min_row=start + 2)]
    used = [(label, row["Total spend"], row["# of suppliers"]) for (level, label), row in expected.items()
            if level == "method" and row["# of suppliers"]]  # fmt: skip
    for seen, (label, spend, suppliers) in zip(charted, sorted(used, key=lambda row: -row[1]), strict=True):
        assert seen == [label, pytest.approx(float(spend)), suppliers]


def test_supplier_tab(workbook, books):
    suppliers = books.reckon_suppliers()
    shown = list(rows_of(workbook["Supplier Analysis"], 2))
    assert [row["Supplier name"] for row in shown] == sorted(
        suppliers, key=lambda name: -suppliers[name]["Total spend"]
    )
    for row in shown:
        assert_equal(row, suppliers[row["Supplier name"]], row["Supplier name"])
        assert row["Imported date"].date() == TODAY


RAW = {
    "Bills": {"Supplier Name": "supplier", "Issue Date": "issued", "Due Date": "due", "Settled On": "settled",
              "Status": "status", "Currency": "currency", "Currency Rate": "rate", "Total Amt": "total",
              "Amount Due": "owed", "Company Name": "company", "Row": "row"},
    "Bill Payments": {"Supplier Name": "supplier", "Date": "on", "Currency": "currency", "Currency Rate": "rate",
                      "Total Amt": "amount", "Row": "row"},
    "Expenses": {"Contact Name": "supplier", "Issue Date": "on", "Currency": "currency", "Total Amt": "total",
                 "Company Name": "company", "Row": "row"},
}  # fmt: skip
FILES = {"Bills": "bills.csv", "Bill Payments": "payments.csv", "Expenses": "expenses.csv"}


@pytest.mark.parametrize("tab", RAW)
def test_tabs_of_records(workbook, books, tab):
    rows = books.listed[list(RAW).index(tab)]
    suppliers = books.reckon_suppliers()
    expected = {row["id"]: row for row in rows if books.why_left_out(row) != "Credit note"}
    number = "Id" if tab == "Expenses" else "Number"
    shown = list(rows_of(workbook[tab]))
    assert sorted(row[number] for row in shown) == sorted(expected)
    for seen in shown:
        row = expected[seen[number]]
        assert_equal(seen, {heading: row[key] for heading, key in RAW[tab].items()}, row["id"])
        assert (seen["File"], seen["In the figures"]) == (FILES[tab], books.why_left_out(row) or "Yes")
        assert seen["Total Amt in base currency"] == pytest.approx(float(books.total(row)))
        behind = suppliers.get(row["supplier"])
        assert seen["Most common payment method of the supplier (Inferred)"] == (behind and behind[INFERRED])
        if tab != "Bills":
            assert seen["Payment method (Inferred)"].replace(" ", "") == row["inferred"]
            assert (seen["Payment method (ERP)"] or "").replace(" ", "") == (row["recorded"] or "")


def test_account_to_the_cent(workbook, books):
    rows = list(workbook["Read me"].iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == "Every transaction accounted for, to the cent")
    shown = {}
    for row in rows[start + 2 :]:
        if row[0] is None:
            break
        shown[row[:3]] = (row[3], Decimal(str(row[4])).quantize(Decimal("0.01")))
    assert shown == books.reckon_account()


# --- the Spend Summary ---


def dollars(amount):
    return f"${amount.quantize(Decimal(1), ROUND_HALF_UP):,}"


def test_summary(write, books, months):
    benefits, methods = books.reckon_benefits(months), books.reckon_methods()
    assert benefits["spend"] > 1_000_000, "both tiers are to be tried"
    (slide,) = Presentation(write("spend_summary")).slides
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    shown = [texts[texts.index(label) + 1] for label in ("Annual card benefits", "Cardable spend", "Cashback value",
                                                         "Cardable payments", "Time saved")]  # fmt: skip
    payments = f"{benefits['payments'].quantize(Decimal(1)):,}"
    assert shown == [dollars(benefits["total"]), dollars(benefits["spend"]), dollars(benefits["cashback"]), payments,
                     dollars(benefits["saved"])]  # fmt: skip
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in list(table.rows)[1:]] == [
        [name, dollars(spend), str(days), method] for name, spend, days, method in benefits["top"]
    ]
    bars, ring = [shape.chart.plots[0] for shape in slide.shapes if shape.has_chart]
    expected = {label: row["Total spend"] for (level, label), row in methods.items()
                if level == "method" and row["Total spend"]}  # fmt: skip
    assert dict(zip(bars.categories, bars.series[0].values, strict=True)) == pytest.approx(
        {label: float(spend) for label, spend in expected.items()}
    )
    whole = methods["overall", "Overall"]["Total spend"]
    shares = [(label, row["Total spend"] / whole) for (level, label), row in methods.items()
              if level == "category" and row["Total spend"]]  # fmt: skip
    assert list(ring.series[0].values) == pytest.approx([float(share) for _, share in shares])
    assert list(ring.categories) == [
        f"{label} {(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%" for label, share in shares
    ]


# --- Ongoing Insights ---


def test_ongoing_insights(write):
    latest, prior = (Books(invent(), BASE, *window) for window in QUARTERS)
    summary, methods, new = reckon_quarters(latest, prior)
    assert new == set(NEW)
    book = openpyxl.load_workbook(write("ongoing_insights"))
    assert_equal({row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}, summary, "Summary")
    for key, row in level_rows(rows_of(book["Spend Analysis"])):
        expected = dict(zip(list(row)[1:], methods[key], strict=True))
        assert_equal(row, expected, key)
    suppliers = latest.reckon_suppliers()
    shown = list(rows_of(book["New Suppliers"], 2))
    assert [row["Supplier name"] for row in shown] == sorted(new, key=lambda name: -suppliers[name]["Total spend"])
    for row in shown:
        assert_equal(row, suppliers[row["Supplier name"]], row["Supplier name"])
    for tab, rows in zip(RAW, latest.of(new), strict=True):
        amounts = sorted(row["Total Amt in base currency"] for row in rows_of(book[tab]))
        assert amounts == pytest.approx(sorted(float(latest.total(row)) for row in rows))


# --- the match files ---


@pytest.mark.parametrize("network", list_networks())
def test_match_file(write, books, months, network):
    expected = books.reckon_match_rows(months)
    shown = list(rows_of(openpyxl.load_workbook(write(network)).worksheets[0]))
    name = "Vendor name" if network == "comdata" else "Supplier name"
    assert {row[name] for row in shown} == set(expected)
    for row in shown:
        figures = expected[row[name]]
        transactions = figures["payments and expenses" if network == "comdata" else "bills and expenses"]
        figures = {**figures, "Number of transactions": transactions}
        assert_equal(row, {heading: figures[heading] for heading in set(row) & set(figures)}, row[name])


# --- and in French ---


@pytest.mark.parametrize("kind", [name for name, kind in kinds().items() if kind.suffix == ".xlsx"])
def test_french_report_has_the_same_figures(write, kind):
    def numbers(language):
        return [
            [(cell.coordinate, cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type in "nd"]
            for sheet in openpyxl.load_workbook(write(kind, language)).worksheets
        ]

    assert numbers("fr") == numbers("en")


def test_books_hold_every_case():
    suppliers, bills, payments, costs = invent()
    assert {bill["status"] for bill in bills} == {"Open", "Paid", "Void", "Draft"}
    assert {bill["currency"] for bill in bills} == {"CAD", "USD"}
    assert {row["inferred"] for row in [*payments, *costs]} == {
        "CreditCard", "DebitCard", "BankTransfer", "Check", "Cash", "Unknown"}  # fmt: skip
    assert any(row["inferred"] != (row["recorded"] or "Unknown") for row in payments)
    assert any(bill["total"] < 0 for bill in bills)
    assert any(cost["total"] < 0 for cost in costs)
    assert any(not payment["bill"] for payment in payments)
    assert any(bill["settled"] and bill["settled"] > bill["due"] for bill in bills)
    assert any(0 < bill["owed"] < bill["total"] for bill in bills)
    assert min(bill["issued"] for bill in bills) <= QUARTERS[1][0] + timedelta(days=6)
    assert len(suppliers) == 14
