import io
import struct
import zipfile
import zlib

import pytest

from ledgerlift.problems import FileRejectedError
from ledgerlift.reading import Limits
from ledgerlift.reading.zip_container import Container, open_container

SHEET = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
SMALL = Limits(part_ratio=100, ratio_from_bytes=1_000, part_bytes=2_000_000, container_bytes=3_000_000)


def central_entry(name, packed, size, crc, offset):
    fields = (20, 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, offset)
    return b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", *fields) + name


def local_entry(name, packed, size, crc):
    return (
        b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0) + name + packed
    )


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def handmade(entries):
    """A zip from (name, packed bytes, size as stated, checksum, where the directory says it is or None)."""
    body, directory = b"", b""
    for name, packed, size, crc, offset in entries:
        directory += central_entry(name, packed, size, crc, len(body) if offset is None else offset)
        if offset is None:
            body += local_entry(name, packed, size, crc)
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def test_part_that_inflates_too_much_is_refused(make_xlsx, refusal_code):
    book = make_xlsx(SHEET + "<!--" + " " * 900_000 + "-->")
    assert refusal_code(book, limits=SMALL) == "container_ratio"


def test_honest_zeros_are_accepted(make_xlsx, read):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>0</v></c><c r="B{n}"><v>0</v></c></row>' for n in range(1, 20_000)
    )
    assert read(make_xlsx(f"<sheetData>{rows}</sheetData>")).sheets[0].cells.height == 19_999


def test_small_part_may_compress_as_well_as_it_likes(make_xlsx, read):
    styles = "<cellXfs>" + '<xf numFmtId="0"/>' * 10_000 + "</cellXfs>"
    assert read(make_xlsx(SHEET, styles=styles)).sheets[0].cells.height == 1


def test_parts_that_are_too_big_are_refused(make_xlsx, refusal_code):
    noise = (
        "".join(chr(32 + (n * n // 7) % 90) for n in range(2_100_000))
        .replace("<", "(")
        .replace("&", "+")
        .replace("--", "__")
    )
    book = make_xlsx(f"{SHEET}<!--{noise}-->")
    assert refusal_code(book, limits=SMALL) == "container_too_big"


def test_sizes_stated_in_the_file_are_not_believed(refusal_code, make_xlsx):
    data = make_xlsx(SHEET).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    parts["xl/worksheets/sheet1.xml"] += b" " * 4_000_000
    lying = [(name.encode(), deflated(data), 100, zlib.crc32(data), None) for name, data in parts.items()]
    limits = Limits(part_bytes=2_000_000)
    assert refusal_code(handmade(lying), limits=limits) == "container_too_big"


def test_too_many_parts_are_refused(make_xlsx, refusal_code):
    book = make_xlsx(SHEET, extra={f"xl/media/image{n}.png": "x" for n in range(30)})
    assert refusal_code(book, limits=Limits(container_parts=20)) == "container_too_many_parts"


def test_overlapping_parts_are_refused(refusal_code):
    packed = deflated(b"x" * 100)
    crc = zlib.crc32(b"x" * 100)
    entries = [(b"[Content_Types].xml", packed, 100, crc, None), (b"xl/workbook.xml", packed, 100, crc, 0)]
    assert refusal_code(handmade(entries)) == "container_corrupt"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl\\workbook.xml", "C:/x.xml", "a/../../b"])
def test_names_that_lead_elsewhere_are_refused(make_xlsx, refusal_code, name):
    assert refusal_code(make_xlsx(SHEET, extra={name: "x"})) == "container_corrupt"


def test_names_that_occur_twice_are_refused(make_xlsx, refusal_code):
    assert refusal_code(make_xlsx(SHEET, extra={"XL/Workbook.xml": "x"})) == "container_corrupt"


def test_links_to_other_files_are_refused(make_xlsx, refusal_code):
    book = make_xlsx(SHEET)
    link = zipfile.ZipInfo("xl/media/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refusal_code(book) == "container_corrupt"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compression_is_refused(tmp_path, refusal_code, method):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "x" * 100)
    assert refusal_code(path) == "container_corrupt"


def test_encrypted_parts_are_refused(make_xlsx, refusal_code):
    data = bytearray(make_xlsx(SHEET).read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert refusal_code(bytes(data), name="book.xlsx") == "password_protected"


def test_truncated_or_padded_files_are_refused(make_xlsx, refusal_code):
    data = make_xlsx(SHEET).read_bytes()
    for broken in (data[: len(data) // 2], data[:-1], data + b"more", b"PK\x03\x04" + data):
        assert refusal_code(broken, name="book.xlsx") == "container_corrupt"


def test_damaged_part_is_refused(make_xlsx, refusal_code):
    data = bytearray(make_xlsx(SHEET).read_bytes())
    at = data.find(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 5
    data[at] ^= 0xFF
    assert refusal_code(bytes(data), name="book.xlsx") == "container_corrupt"


def in_first_entry(data, offset, changed):
    """Change bytes of the directory's first entry."""
    at = data.find(b"PK\x01\x02") + offset
    return data[:at] + changed + data[at + len(changed) :]


@pytest.mark.parametrize(
    ("offset", "changed"),
    [
        (6, b"\xff\x00"),  # made for a version of zip that is not there yet
        (9, b"\x08"),  # a name in UTF-8, says the flag; the name's first byte below is none
        (42, b"\xff\xff\xff\x7f"),  # stands far behind the end of the file
    ],
)
def test_directory_that_cannot_be_true_is_refused(make_xlsx, refusal_code, offset, changed):
    data = in_first_entry(make_xlsx(SHEET).read_bytes(), offset, changed)
    assert refusal_code(in_first_entry(data, 46, b"\xff"), name="book.xlsx") == "container_corrupt"


def test_part_whose_header_is_cut_off_is_refused(tmp_path):
    path = tmp_path / "book.xlsx"
    part = zipfile.ZipInfo("a")
    part.header_offset = 0
    path.write_bytes(b"PK\x03\x04")
    with path.open("rb") as file, pytest.raises(FileRejectedError, match="container_corrupt"):
        Container(file, {"a": part}, Limits()).read("a")


def test_disk_that_fails_is_no_matter_of_the_container(make_xlsx, monkeypatch):
    book = make_xlsx(SHEET)

    def fail(*_):
        raise OSError("the disk")

    monkeypatch.setattr(zipfile.ZipFile, "__init__", fail)
    monkeypatch.setattr(zipfile.ZipFile, "__del__", lambda _: None)
    with pytest.raises(OSError, match="the disk"), open_container(book, Limits()):
        pass
