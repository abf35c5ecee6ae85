"""Printed reports as PDF: every row and cell as on paper; scans, locked and damaged files are refused."""

import io
from decimal import Decimal

import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ledgerlift import pipeline
from ledgerlift.problems import FileRejectedError
from ledgerlift.reading import Limits, read_file
from ledgerlift.records import DataType

HEADER = ["Vendor", "Invoice No", "Invoice Date", "Due Date", "Terms", "Amount"]
NAMES = ("Birch Electric Inc", "Elm & Sons Printing Ltd", "Oak", "Wiltshire Milling & Grinding Works Company")
RECORDS = [
    [
        NAMES[number % 4], f"INV-{number:04}", f"2025-{number % 12 + 1:02}-{number % 27 + 1:02}",
        f"2025-{number % 12 + 1:02}-28", ("Net 30", "Due on receipt")[number % 2], f"{number * 37 + 0.25:,.2f}",
    ]
    for number in range(1, 130)
]  # fmt: skip
TOTAL = sum((Decimal(record[-1].replace(",", "")) for record in RECORDS), Decimal(0))


def write_list(path, rows=(HEADER, *RECORDS), *, size=8, page=letter, style=(), **options):
    """Print a list with a title, its heading on every page, a total, and the number of each page."""
    table = Table(
        [*rows, ["Total", *[""] * (len(rows[0]) - 2), f"{TOTAL:,.2f}"]],
        repeatRows=1,
        style=TableStyle([("FONTSIZE", (0, 0), (-1, -1), size), ("ALIGN", (-1, 0), (-1, -1), "RIGHT"), *style]),
    )

    def number(canvas, document):
        canvas.setFont("Helvetica", 7)
        canvas.drawString(40, 25, "Printed on 2026-01-03 10:15")
        canvas.drawRightString(540, 25, f"Page {document.page}")

    title = [Paragraph(text, getSampleStyleSheet()["Heading2"]) for text in ("Tamarack Yards Ltd", "Bill list")]
    SimpleDocTemplate(str(path), pagesize=page, **options).build(
        [*title, table], onFirstPage=number, onLaterPages=number
    )
    return path


def cells_of(table):
    return [list(row) for row in table.body.select([column.key for column in table.columns]).rows()]


@pytest.mark.parametrize(
    "look",
    [
        {},
        {"size": 6},
        {"page": landscape(letter), "size": 10},
        {"style": [("GRID", (0, 0), (-1, -1), 0.5, "black")]},
        {"style": [("FONTNAME", (0, 0), (-1, -1), "Courier")], "size": 7},
        {"style": [("FONTNAME", (0, 0), (-1, -1), "Times-Roman")]},
        {"style": [("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"), ("ALIGN", (2, 0), (3, -1), "CENTER")]},
        {"style": [("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]},
    ],
    ids=["plain", "small", "landscape", "grid", "courier", "times", "centred", "tight"],
)
def test_list_comes_back_cell_by_cell(tmp_path, look):
    table = pipeline.find_table(write_list(tmp_path / "bills.pdf", **look))
    assert [column.header for column in table.columns] == HEADER
    assert cells_of(table) == RECORDS
    reasons = {skipped.reason for skipped in table.skipped}
    assert {"repeated_header", "page_furniture", "total"} <= reasons


def test_list_is_recognised_and_adds_up(tmp_path):
    found = pipeline.inspect(write_list(tmp_path / "bills.pdf"))
    assert (found.outcome, found.data_type, found.file.format) == ("ready", DataType.BILLS, "pdf")
    (table,) = found.tables
    assert (table.records, table.suppliers, table.totals["total_amount"]) == (129, 4, TOTAL)


def test_list_by_supplier_is_read_with_its_supplier(tmp_path):
    rows = [HEADER[1:]]
    for name in NAMES:
        rows += [[name, "", "", "", ""], *(record[1:] for record in RECORDS if record[0] == name)]
    found = pipeline.inspect(write_list(tmp_path / "bills.pdf", rows))
    (table,) = found.tables
    assert (found.outcome, table.records, table.suppliers) == ("ready", 129, 4)
    assert table.totals["total_amount"] == TOTAL


@pytest.mark.parametrize(("turn", "corner"), [(90, (0, -612)), (180, (-612, -792)), (270, (-792, 0))])
def test_turned_page_is_read_as_it_is_seen(tmp_path, turn, corner):
    # The library changes width and height of a page it turns aside.
    canvas = Canvas(str(tmp_path / "turned.pdf"), pagesize=letter if turn == 180 else landscape(letter))
    canvas.setPageRotation(turn)
    # Drawn lying on its side, and shown turned: what a printer makes of a landscape page.
    canvas.rotate(turn if turn != 270 else -90)
    canvas.translate(*corner)
    for line, record in enumerate([HEADER, *RECORDS[:25]]):
        for place, cell in enumerate(record[:5]):
            canvas.drawString(20 + 115 * place + 130 * (place > 0), 560 - 14 * line, cell)
    canvas.save()
    table = pipeline.find_table(tmp_path / "turned.pdf")
    assert [column.header for column in table.columns] == HEADER[:5]
    assert cells_of(table) == [record[:5] for record in RECORDS[:25]]


def refusal_of(path, **limits):
    with pytest.raises(FileRejectedError) as refused:
        read_file(path, limits=Limits(**limits))
    return refused.value.problem


def test_scan_is_refused_with_the_way_out(tmp_path):
    picture = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(picture, "PNG")
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.drawImage(ImageReader(picture), 0, 0)
    canvas.save()
    problem = refusal_of(tmp_path / "scan.pdf")
    assert problem.code == "pdf_or_image"
    assert "Excel or CSV" in problem.sentence("en")
    assert "Excel ou CSV" in problem.sentence("fr")


def test_letter_is_refused(tmp_path):
    text = [Paragraph("We thank you for your order and remain at your service. " * 20) for _ in range(10)]
    SimpleDocTemplate(str(tmp_path / "letter.pdf")).build(text)
    assert refusal_of(tmp_path / "letter.pdf").code == "pdf_or_image"


def test_locked_file_is_refused(tmp_path):
    lock = pdfencrypt.StandardEncryption("open sesame", strength=128)
    assert refusal_of(write_list(tmp_path / "locked.pdf", encrypt=lock)).code == "password_protected"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_damaged_file_is_refused_or_read_whole(tmp_path, share):
    whole = write_list(tmp_path / "bills.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refusal_of(path).code == "pdf_or_image"


def test_too_many_pages_are_refused(tmp_path):
    problem = refusal_of(write_list(tmp_path / "bills.pdf"), pages=2)
    assert (problem.code, problem.details) == ("too_many_pages", {"limit": 2})


def test_too_many_rows_are_refused(tmp_path):
    assert refusal_of(write_list(tmp_path / "bills.pdf"), rows=50).code == "too_many_rows"
