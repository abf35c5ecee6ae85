"""PDF: a report printed into a file, read where it holds text. Of a scan there is nothing to read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from ledgerlift.reading.contents import Contents, StoredSheet
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.pdf_text import Glyph, lay_out
from ledgerlift.reading.print_layout import find_print_layout
from ledgerlift.reading.printed import sample_of, store_printed
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.source import Decision

Box = tuple[float, float, float, float]

_MOST_LETTERS = 100_000  # of a page; of paper it holds a tenth


def read_pdf(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read the text of a PDF as a printed report."""
    lines = pl.Series(lay_out(_read_pages(path, limits)), dtype=pl.String)
    if len(lines) > limits.rows:
        raise refuse("too_many_rows", limit=limits.rows)
    layout = find_print_layout(sample_of(lines)) if len(lines) else None
    if layout is None:
        raise refuse("pdf_or_image")
    stored = workspace / "printed.arrow"
    store_printed(lines, layout, stored)
    return Contents(
        format="pdf",
        encoding=None,
        delimiter=None,
        sheets=(StoredSheet(None, stored, is_printed=True),),
        decisions=(Decision("layout", "printed", round(layout.score, 3)),),
    )


def _read_pages(path: Path, limits: Limits) -> Iterator[list[Glyph]]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise refuse("password_protected" if is_locked else "pdf_or_image") from error
    if len(document) > limits.pages:
        raise refuse("too_many_pages", limit=limits.pages)
    for number in range(len(document)):
        try:
            page = document[number]
            yield _read_page(page, raw)
            page.close()
        except pypdfium2.PdfiumError as error:
            # To go on without a page would lose its rows.
            raise refuse("pdf_or_image") from error


def _read_page(page: Any, raw: Any) -> list[Glyph]:  # noqa: ANN401 - the library has no types
    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_LETTERS:
        raise refuse("pdf_or_image")
    turn, paper = page.get_rotation(), page.get_mediabox()
    glyphs = []
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter.isprintable() and not letter.isspace():
            glyphs.append(Glyph(letter, *_turned(text.get_charbox(index, loose=True), turn, paper)))
    text.close()
    return glyphs


def _turned(box: Box, turn: int, page: Box) -> Box:
    """Give a box (left, bottom, right, top) as it stands on a page that is shown turned clockwise."""
    left, bottom, right, top = box
    if turn == 90:
        return bottom, page[2] - right, top, page[2] - left
    if turn == 180:
        return page[2] - right, page[3] - top, page[2] - left, page[3] - bottom
    if turn == 270:
        return page[3] - top, left, page[3] - bottom, right
    return box
