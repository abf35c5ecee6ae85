"""The files that are damaged: the golden exports, and the formats that none of them has, made from them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from tools.fuzz.binary_workbook import binary_workbook, pack, rows_of
from tools.polluted.clean import CORPUS, list_clean

# Small files are damaged in the places that matter, and read quickly.
MOST_BYTES = 60_000
MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<htm", b"<?xm", b"MIME")
_OWN_SUFFIXES = {b"<htm": ".html", b"<?xm": ".xml", b"MIME": ".mht"}
_MADE_FROM = 12
_LINES_OF_A_PAGE = 60


@dataclass(frozen=True)
class Sample:
    """A file that is whole, and the ending of its name."""

    suffix: str
    data: bytes

    @property
    def weight(self) -> float:
        """How often it is chosen: a file of twice the size half as often, so that the time goes where faults are."""
        return 1 / max(len(self.data), 500)


def list_samples() -> list[list[Sample]]:
    """List samples by their ending and what they begin with, so that rare formats are damaged as often as csv."""
    by_format: dict[tuple[str, bytes], list[Sample]] = {}
    for sample in (*_golden_exports(), *_made()):
        magic = sample.data[:4]
        by_format.setdefault((sample.suffix, magic if magic in MAGIC else b""), []).append(sample)
    return list(by_format.values())


def _golden_exports() -> Iterator[Sample]:
    for path in sorted(CORPUS.rglob("*")):
        if path.is_file() and path.suffix not in {".json", ".md", ".py"} and 0 < path.stat().st_size <= MOST_BYTES:
            data = path.read_bytes()
            yield Sample(path.suffix.lower(), data)
            # What is called .xls and is something else also comes under its own name.
            if path.suffix == ".xls" and data[:4] in _OWN_SUFFIXES:
                yield Sample(_OWN_SUFFIXES[data[:4]], data)


def _made() -> Iterator[Sample]:
    for number, path in enumerate(sorted(list_clean(), key=lambda path: path.stat().st_size)[:_MADE_FROM]):
        content = path.read_bytes()
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        yield Sample(".xlsb", pack(binary_workbook(rows_of(rows))))
        yield Sample(".pdf", _print(rows, is_packed=number % 2 == 0))
        yield Sample(".zip", pack({path.name: content}))


def _print(rows: list[list[str]], *, is_packed: bool) -> bytes:
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=landscape(A3), pageCompression=int(is_packed), invariant=1)
    widths = [max(len(row[at]) if at < len(row) else 0 for row in rows) + 2 for at in range(len(rows[0]))]
    for first in range(0, len(rows), _LINES_OF_A_PAGE):
        page = canvas.beginText(20, 800)
        page.setFont("Courier", 6)
        for row in rows[first : first + _LINES_OF_A_PAGE]:
            page.textLine("".join(value.ljust(width) for value, width in zip(row, widths, strict=False)))
        canvas.drawText(page)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
