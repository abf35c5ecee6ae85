"""Files that are no table at all: a picture, a document, an archive, plain prose."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable


def picture() -> bytes:
    """A small grey square in PNG format."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\x00" + b"\x99" * 16 for _ in range(16)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def document() -> bytes:
    """A one-page PDF without any text."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def archive() -> bytes:
    """A zip archive that holds one small CSV file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr(
            zipfile.ZipInfo("bills.csv", (2026, 11, 2, 9, 0, 0)),
            "Supplier,Invoice,Amount\r\nTarnhill Energy,118,90.00\r\n",
        )
    return target.getvalue()


def prose() -> bytes:
    """A few sentences, with commas, and no table."""
    return (
        b"Dear team,\r\n\r\n"
        b"please find below what we agreed on Thursday: invoices are approved by Gita, then by Hamish,\r\n"
        b"and anything above 500, whatever it is for, by both of them. Payments leave every second week.\r\n\r\n"
        b"The supplier list is on the shared drive, in the folder with last year's name.\r\n\r\n"
        b"Best wishes,\r\nImogen\r\n"
    )


def nothing() -> bytes:
    """No byte at all."""
    return b""


RAW_FILES: dict[str, Callable[[], bytes]] = {
    make.__name__: make for make in (picture, document, archive, prose, nothing)
}
