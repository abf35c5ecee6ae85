"""The same few bills in every format that can be written by hand."""

import io
import zipfile

import xlwt

from office_files import workbook_parts

HEADINGS = ("Invoice Number", "Supplier Name", "Invoice Date", "Currency", "Invoice Amount")
BILLS = tuple(
    (
        f"INV-{number:03}",
        ("Birch Electric", "Élan Imprimerie")[number % 2],
        f"2025-{number % 12 + 1:02}-15",
        "CAD",
        price,
    )
    for number, price in enumerate((f"{100 + step * 7.25:.2f}" for step in range(36)), start=1)
)
ROWS = (HEADINGS, *BILLS)


def text_of(rows=ROWS, delimiter=","):
    return "".join(delimiter.join(row) + "\n" for row in rows)


def zip_of(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(row, column, value):
    reference = f"{letters(column)}{row}"
    try:
        return f'<c r="{reference}"><v>{float(value)}</v></c>'
    except ValueError:
        return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def xml_row(number, values):
    cells = "".join(cell(number, column, value) for column, value in enumerate(values, start=1))
    return f'<row r="{number}">{cells}</row>'


def sheet_of(rows=ROWS, *further):
    written = "".join(xml_row(number, values) for number, values in enumerate(rows, start=1))
    return f"<sheetData>{written}{''.join(further)}</sheetData>"


def xlsx(*sheets, extra=None, **options):
    return zip_of({**workbook_parts(*(sheets or (sheet_of(),)), **options), **(extra or {})})


def xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bills")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    return book.get_biff_data()


def ods(manifest=""):
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{value}</text:p></table:table-cell>" for value in row)
        + "</table:table-row>"
        for row in ROWS
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="Bills">{rows}'
    )
    content += "</table:table></office:spreadsheet></office:body></office:document-content>"
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest:manifest>{manifest}</manifest:manifest>",
        }
    )


def html(head="", body=""):
    rows = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in ROWS)
    return f"<html><head>{head}</head><body>{body}<table>{rows}</table></body></html>".encode()
