import gzip
import io
import tarfile
import zipfile

import pytest

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
TABLE = "<table><tr><td>Supplier</td><td>Amount</td></tr></table>"


def zipped(*names, content=b"x"):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return target.getvalue()


def tarred():
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("report.csv"), io.BytesIO())
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        PDF,
        b"\r\n" + PDF,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"GIF89a\x01\0",
        b"II*\0\x08\0",
        b"\0\0\0\x18ftypheic\0\0\0\0",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"BM\x36\x03\0\0\0\0\0\0\x36",
    ],
)
@pytest.mark.parametrize("name", ["report.csv", "report.xlsx"])
def test_pictures_and_pdfs_are_refused_whatever_they_are_called(refusal_code, data, name):
    assert refusal_code(data, name=name) == "pdf_or_image"


@pytest.mark.parametrize(
    "data",
    [
        zipped("bills.csv", "suppliers.csv"),
        zipped("inner.zip", content=zipped("bills.csv")),
        zipped(),
        gzip.compress(b"a,b\n1,2\n", mtime=0),
        b"7z\xbc\xaf\x27\x1c\0\x04",
        b"Rar!\x1a\x07\x01\0",
        b"BZh91AY&SY\0\0",
        b"\xfd7zXZ\0\0\x04",
        tarred(),
    ],
)
def test_archives_are_refused(refusal_code, data):
    assert refusal_code(data) == "archive_not_allowed"


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        (TABLE, "html"),
        (f"<html><body>{TABLE}</body></html>", "html"),
        (f"\n  <!-- export -->\n<!DOCTYPE html>\n<html>{TABLE}</html>", "html"),
        (f'<?xml version="1.0"?>\n<HTML xmlns:x="urn:schemas-microsoft-com:office:excel">{TABLE}', "html"),
        (f'<META http-equiv="Content-Type" content="text/html">{TABLE}', "html"),
        (f"MIME-Version: 1.0\nContent-Type: text/html\n\n{TABLE}", "mht"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_web_pages_are_known_whatever_they_are_called(read, text, format_name, encoding):
    source = read(text.encode(encoding), name="report.xls")
    assert source.format == format_name
    assert source.sheets[0].cells.rows() == [("Supplier", "Amount")]


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022"/>',
        b'{"bills": [{"id": 1}]}',
        b'[{"id": 1}, {"id": 2}]',
        b"{\\rtf1\\ansi report}",
        b"\x7fELF\x02\x01\x01" + b"\0" * 40,
        b"SQLite format 3\0" + b"\0" * 40,
        zipped("[Content_Types].xml", "word/document.xml"),
        zipped("mimetype", content=b"application/vnd.oasis.opendocument.text"),
        zipped("Index/Document.iwa", "Index/Tables/DataList.iwa"),
        PDF + zipped("xl/workbook.xml"),
    ],
)
def test_other_kinds_of_file_are_refused(refusal_code, data):
    assert refusal_code(data, name="report.xlsx") == "type_mismatch"


@pytest.mark.parametrize(
    "name", ["report.xls", "report.xlsx", "report.txt", "report", "report.csv.dat", "re[p]*ort?.csv"]
)
def test_text_is_read_whatever_it_is_called(read, name):
    source = read("Supplier\tAmount\nAcmé\t1\n".encode("utf-16"), name=name)
    assert (source.name, source.format, source.encoding, source.delimiter) == (name, "csv", "utf-16-le", "\t")


@pytest.mark.parametrize(
    "text", ["BM,BMW\n1,2\n", "RIFF,x\n1,2\n", "[id],[name]\n1,2\n", "<none>,x\n1,2\n", "From,To\n1,2\n"]
)
def test_text_that_begins_like_something_else_is_text(rows_of, text):
    assert rows_of(text.encode())[1] == ["1", "2"]
