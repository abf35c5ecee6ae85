"""Every report that needs nothing but books, of books that lack or exaggerate something, in both languages."""

from datetime import date
from decimal import Decimal

import fastexcel
import openpyxl
import polars as pl
import pytest
from pptx import Presentation

from ledgerlift.analysis import AnalysisSettings, analyse
from ledgerlift.reports import ReportSettings, kinds
from ledgerlift.snapshot import Company, Manifest

EPOCH = date(1970, 1, 1)
JUNE = date(2025, 6, 2)


def bill(number, *, supplier="a", total="10", issued=JUNE, **more):
    day = issued and (issued - EPOCH).days
    return {"bill_key": f"b{number}", "supplier_key": supplier, "total_amount": Decimal(total), "issue_date": issued,
            "issue_day": day, "currency": "CAD", "file": "bills.csv", "row": number + 2, **more}  # fmt: skip


def payment(number, *, supplier="a", amount="10", method="Check", on=JUNE):
    return {"payment_key": f"p{number}", "supplier_key": supplier, "amount": Decimal(amount), "payment_date": on,
            "payment_day": on and (on - EPOCH).days, "currency": "CAD", "inferred_method": method,
            "file": "paid.csv", "row": number + 2}  # fmt: skip


def currency(number):
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(3))


NAMES = ("=1+1", "M" * 5_000, "名" * 5_000, "\x00\u202e", "@SUM(A1)", "<b>&amp;</b>", "_x0041_")
BOOKS = {
    "no bills": ([], [payment(1)]),
    "no payments": ([bill(1)], []),
    "no dates": ([bill(1, issued=None)], [payment(1, on=None)]),
    "one supplier": ([bill(1)], [payment(1)]),
    "negative totals": ([bill(1, total="-99.99")], [payment(1, amount="-99.99")]),
    "a thousand currencies": (
        [bill(n, currency=currency(n), currency_rate=Decimal("1.5")) for n in range(1000)],
        [payment(1)],
    ),
    "unusual names": (
        [bill(n, supplier=str(n)) for n in range(len(NAMES))],
        [payment(n, supplier=str(n)) for n in range(len(NAMES))],
    ),
}  # fmt: skip


@pytest.fixture(params=BOOKS, scope="module")
def books(request, snapshot_of):
    from ledgerlift import records

    bills, payments = BOOKS[request.param]
    keys = sorted({row["supplier_key"] for row in [*bills, *payments]})
    suppliers = [
        {"supplier_key": key, "supplier_name": NAMES[int(key)] if key.isdigit() else "Anvil", "origin": "bills"}
        for key in keys
    ]
    frames = {
        name: pl.DataFrame(rows, schema=dict(records.SNAPSHOT[name]), orient="row")
        for name, rows in (("suppliers", suppliers), ("bills", bills), ("payments", payments))
    }
    opened = snapshot_of(frames, Manifest(company=Company(name=NAMES[0]), base_currency="CAD"))
    year = AnalysisSettings(period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
    return opened, analyse(opened, AnalysisSettings() if request.param == "no dates" else year)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_reports_open_in_every_reader_and_add_up(books, tmp_path, language):
    snapshot, analysis = books
    settings = ReportSettings(language=language)
    paths = {}
    for name in ("spend_analysis", "spend_summary"):
        paths[name] = tmp_path / kinds()[name].file_name(language)
        kinds()[name].writer(analysis, snapshot, paths[name], settings)
    workbook = openpyxl.load_workbook(paths["spend_analysis"])
    reader = fastexcel.read_excel(paths["spend_analysis"])
    assert reader.sheet_names == workbook.sheetnames
    assert not [
        cell.coordinate for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    suppliers = list(workbook.worksheets[2].iter_rows(min_row=3, values_only=True))
    shown = [row for row in suppliers if row[0] is not None or row[5] is not None]
    assert len(shown) == analysis.listed_suppliers.height
    assert sum(row[5] for row in shown) == pytest.approx(float(analysis.listed_suppliers["total_spend"].sum()))
    (slide,) = Presentation(paths["spend_summary"]).slides
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert len([text for text in texts if text]) >= 6
    assert not [text for text in texts if "None" in text or "nan" in text.casefold().split()]
