"""Every report of books that lack or exaggerate something, in both languages: right, or refused with a reason."""

from datetime import date
from decimal import Decimal

import fastexcel
import openpyxl
import polars as pl
import pytest
from pptx import Presentation

from ledgerlift import records
from ledgerlift.analysis import AnalysisSettings, analyse
from ledgerlift.problems import FileRejectedError
from ledgerlift.reports import Issuer, ReportSettings, kinds
from ledgerlift.reports.match.layouts import list_networks
from ledgerlift.reports.sheet_xml import LAST_ROW
from ledgerlift.reports.text import LONGEST_CELL
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Company, Manifest

EPOCH = date(1970, 1, 1)
# The first and last days of two quarters.
DAYS = (date(2025, 4, 1), date(2025, 6, 30), date(2025, 7, 1), date(2025, 9, 30))
YEAR = AnalysisSettings(period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))


def bill(number, *, supplier="a", total="10", on=DAYS[0], **more):
    return {"bill_key": f"b{number}", "supplier_key": supplier, "total_amount": Decimal(total), "issue_date": on,
            "issue_day": on and (on - EPOCH).days, "currency": "CAD", "file": "bills.csv", "row": number + 2,
            **more}  # fmt: skip


def payment(number, *, supplier="a", amount="10", on=DAYS[0]):
    return {"payment_key": f"p{number}", "supplier_key": supplier, "amount": Decimal(amount), "payment_date": on,
            "payment_day": on and (on - EPOCH).days, "currency": "CAD", "inferred_method": "Check",
            "file": "paid.csv", "row": number + 2}  # fmt: skip


def each_day(make, **more):
    return [make(number, on=on, **more) for number, on in enumerate(DAYS)]


def currency(number):
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(3))


NAMES = ("=1+1", "M" * 5_000, "名" * 5_000, "\x00\u202e", "@SUM(A1)", "<b>&amp;</b>", "_x0041_", "\U0001f4a9" * 5_000,
         "a\nb\tc\r\nd", "'=cmd|' /C calc'!A0", "＝2+2", "-7", " ", "&A&P&D", "[Book1]Sheet1!A1")  # fmt: skip
BOOKS = {
    "nothing": ([], []),
    "no bills": ([], each_day(payment)),
    "no payments": (each_day(bill), []),
    "no dates": ([bill(1, on=None)], [payment(1, on=None)]),
    "one supplier": (each_day(bill), each_day(payment)),
    "negative totals": (each_day(bill, total="-99.99"), each_day(payment, amount="-99.99")),
    "a thousand currencies": (
        [bill(n, on=DAYS[n % 4], currency=currency(n), currency_rate=Decimal("1.5")) for n in range(1000)],
        each_day(payment),
    ),
    "amounts beyond reason": (
        [*each_day(bill), bill(9, total="99999999999999.99"), bill(10, total="-99999999999999.99", supplier="b")],
        [*each_day(payment), payment(9, amount="99999999999999.99")],
    ),
    "unusual names": (
        [bill(n * 4 + day, supplier=str(n), on=on) for n in range(len(NAMES)) for day, on in enumerate(DAYS)]
        + [bill(900 + n, supplier=f"{n} new", on=DAYS[2]) for n in range(len(NAMES))],
        [payment(n * 4 + day, supplier=str(n), on=on) for n in range(len(NAMES)) for day, on in enumerate(DAYS)],
    ),
}
WITHOUT_QUARTERS = {"nothing": "quarters_without_dates", "no dates": "quarters_without_dates"}


def name_of(key):
    return NAMES[int(key.split()[0])] if key[0].isdigit() else f"Anvil {key}"


@pytest.fixture(params=BOOKS, scope="module")
def case(request):
    return request.param


@pytest.fixture(scope="module")
def books(case, snapshot_of):
    bills, payments = BOOKS[case]
    keys = sorted({row["supplier_key"] for row in [*bills, *payments]})
    text = {"contact_name": "=A1", "phone": "+1", "tax_number": "-1", "city": "@here", "postal_code": "＝1"}
    suppliers = [{"supplier_key": key, "supplier_name": name_of(key), "origin": "bills", **text} for key in keys]
    frames = {
        name: pl.DataFrame(rows, schema=dict(records.SNAPSHOT[name]), orient="row")
        for name, rows in (("suppliers", suppliers), ("bills", bills), ("payments", payments))
    }
    company = NAMES[1] if case == "no bills" else NAMES[13] if case == "no payments" else NAMES[0]
    opened = snapshot_of(frames, Manifest(company=Company(name=company), base_currency="CAD"))
    return opened, analyse(opened, AnalysisSettings() if case == "no dates" else YEAR)


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def made(books, language, tmp_path_factory):
    """Make every report that can be made; one that is refused gives its reason."""
    snapshot, analysis = books
    issuer = Issuer("&Bank " * 900)
    folder, found = tmp_path_factory.mktemp("unusual"), {}
    for name, kind in kinds().items():
        path = folder / kind.file_name(snapshot.manifest, language)
        try:
            kind.writer(analysis, snapshot, path, ReportSettings(language=language, issuer=issuer))
            found[name] = path
        except FileRejectedError as refused:
            found[name] = refused.problem
    return found


def test_only_a_quarter_that_is_not_there_is_refused_and_says_so(made, case, language):
    refused = {name: problem for name, problem in made.items() if hasattr(problem, "code")}
    assert {name: problem.code for name, problem in refused.items()} == (
        {"ongoing_insights": WITHOUT_QUARTERS[case]} if case in WITHOUT_QUARTERS else {}
    )
    assert all(len(problem.sentence(language)) > 40 for problem in refused.values())


def test_workbooks_open_in_every_reader_as_text_and_numbers(made):
    for path in made.values():
        if getattr(path, "suffix", "") != ".xlsx":
            continue
        workbook = openpyxl.load_workbook(path)
        assert fastexcel.read_excel(path).sheet_names == workbook.sheetnames
        for sheet in workbook:
            assert sheet.max_row <= LAST_ROW
            assert sheet.oddFooter.left.text, sheet.title
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type in "nsd", cell.coordinate
                if isinstance(cell.value, str):
                    assert len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_CELL
                    assert not set(cell.value) & {"\x00", "\u202e"}
                    assert cell.value.casefold() not in {"none", "nan", "null"}
        properties = workbook.properties
        assert max(len(properties.title), len(properties.creator)) <= 255


def test_supplier_table_adds_up(made, books, language):
    _, analysis = books
    workbook = openpyxl.load_workbook(made["spend_analysis"])
    suppliers = list(workbook[list_words("tabs", language)["suppliers"]].iter_rows(min_row=3, values_only=True))
    shown = [row for row in suppliers if row[0] is not None or row[5] is not None]
    assert len(shown) == analysis.listed_suppliers.height
    assert sum(row[5] for row in shown) == pytest.approx(float(analysis.listed_suppliers["total_spend"].sum()))


def test_every_supplier_is_in_a_match_file_or_in_its_log(made, books, language):
    _, analysis = books
    words, events = list_words("match", language), list_words("match_events", language)
    for network in list_networks():
        workbook = openpyxl.load_workbook(made[network])
        rows = [row for row in workbook.worksheets[0].iter_rows(min_row=2, values_only=True) if any(row)]
        log = list(workbook[words["log"]].iter_rows(min_row=2, values_only=True))
        without = [row for row in log if row[0] in (events["left_out"], events["merged"])]
        assert len(rows) + len(without) == analysis.suppliers.height
        starts = {cell[0] for row in rows for cell in row if isinstance(cell, str)}
        assert not starts & set("=+-@＝＋－＠"), network


def test_quarter_counts_new_suppliers(made, case):
    path = made["ongoing_insights"]
    if hasattr(path, "code"):
        return
    workbook = openpyxl.load_workbook(path)
    count = next(row[1] for row in workbook.worksheets[0].iter_rows(min_row=7, max_row=7, values_only=True))
    assert count == (len(NAMES) if case == "unusual names" else 0)


def test_summary_is_one_page_whose_texts_stay_short(made):
    (slide,) = Presentation(made["spend_summary"]).slides
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]
    assert len(texts) >= 6
    assert max(map(len, texts)) < 400
    assert not [text for text in texts if "None" in text or "nan" in text.casefold().split()]
