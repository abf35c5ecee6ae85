"""Containers that say little of how much they inflate to, and parts that lie over each other."""

import zlib
from functools import reduce
from itertools import islice
from struct import pack

from bill_files import HEADINGS, sheet_of, xlsx
from office_files import workbook_parts

MIB = 2**20


def repeated(block, times=1, *, before=b"", after=b""):
    """Deflate a block many times over, at the cost of deflating it once; also give the checksum of all of it."""

    def packed(data, mode):
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        return packer.compress(data) + packer.flush(mode)

    checksum = zlib.crc32(
        after, reduce(lambda sum_so_far, _: zlib.crc32(block, sum_so_far), range(times), zlib.crc32(before))
    )
    return packed(before, zlib.Z_FULL_FLUSH) + packed(block, zlib.Z_FULL_FLUSH) * times + packed(
        after, zlib.Z_FINISH
    ), checksum


def packed_zip(parts):
    """A zip of parts that are deflated already; their directory says that each inflates to a hundred bytes."""
    body = directory = b""
    for name, (packed, checksum) in parts.items():
        sizes = pack("<IIIHH", checksum, len(packed), 100, len(name), 0)
        directory += b"PK\x01\x02" + pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
        directory += pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + name.encode() + packed
    end = pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def swollen(*parts_times, block):
    """A workbook whose sheets are one block of bytes over and over."""
    sheets = [sheet_of()] * len(parts_times)
    ready = {name: repeated(content.encode()) for name, content in workbook_parts(*sheets).items()}
    for number, times in enumerate(parts_times, start=1):
        ready[f"xl/worksheets/sheet{number}.xml"] = repeated(block, times)
    return packed_zip(ready)


def half_a_million_rows():
    """An honest workbook of 500,000 bills in twenty columns: five hundred times the same thousand."""
    headings = (*HEADINGS, *(f"Remark {number}" for number in range(6, 21)))
    bills = ((f"I-{n}", f"Birch {n % 97}", f"2025-{n % 12 + 1:02}-15", "CAD", f"{n}.50") for n in range(1000))
    head, *rows = (
        "<row>" + "".join(f'<c t="str"><v>{value}</v></c>' for value in values) + "</row>"
        for values in (headings, *((*bill, *(f"note {column}" for column in range(15))) for bill in bills))
    )
    name = "xl/worksheets/sheet1.xml"
    parts = workbook_parts(f"<sheetData>{head}|</sheetData>")
    before, after = parts.pop(name).encode().split(b"|")
    ready = {each: repeated(content.encode()) for each, content in parts.items()}
    return packed_zip({**ready, name: repeated("".join(rows).encode(), 500, before=before, after=after)})


def swollen_ods():
    """An ods whose one part is a block of rows over and over."""
    kind = repeated(b"application/vnd.oasis.opendocument.spreadsheet")
    return packed_zip({"mimetype": kind, "content.xml": repeated(plausible(), 601)})


def plausible():
    """A mebibyte of rows that deflate some hundred times because they come again and again."""
    cells = (f'<c><v>{n * 7919 % 100003}</v></c><c t="str"><v>Birch {n % 97}</v></c>' for n in range(300))
    rows = "".join(f"<row>{''.join(islice(cells, 20))}</row>" for _ in range(15)).encode()
    return rows * (MIB // len(rows)) + b" " * (MIB % len(rows))


def overlapping():
    """Two entries of the directory that lead to the same bytes."""
    data = bytearray(xlsx())
    entry = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    data[entry + 42 : entry + 46] = bytes(4)
    return bytes(data)
