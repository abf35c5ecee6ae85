"""A web page that a program saved as a spreadsheet: an HTML file, or an archive of pages (MHTML)."""

import codecs
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from ledgerlift.problems import Place, Problem
from ledgerlift.reading.cells import ROW, store_cells, stripped
from ledgerlift.reading.contents import Contents, StoredSheet
from ledgerlift.reading.encoding import Encoding, decode, find_encoding, is_utf8, stated_encoding
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.source import Decision
from ledgerlift.reading.web_tables import WebTables
from ledgerlift.reading.web_tags import read_tags

_HEAD_BYTES = 2**12
_CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,300}\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)


def read_web_page(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read the tables of an HTML file, all on one sheet."""
    data = path.read_bytes()
    return _read_pages("html", [(None, data, None)], workspace, limits)


def read_web_archive(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read the pages of an archive, a sheet each."""
    return _read_pages("mht", _pages(path.read_bytes()), workspace, limits)


def _read_pages(
    format_name: str, pages: Iterable[tuple[str | None, bytes, str | None]], workspace: Path, limits: Limits
) -> Contents:
    sheets: list[StoredSheet] = []
    problems: list[Problem] = []
    decisions = [Decision("format", format_name, 1.0)]
    encoding = None
    for number, (name, data, charset) in enumerate(pages):
        tables, encoding = _read(data, charset, limits)
        if not tables.table_rows:
            continue
        target = workspace / f"{number}.arrow"
        store_cells(tables.cells.frame().lazy().select(ROW, stripped()), target)
        sheets.append(StoredSheet(name, target, tables.hidden_rows))
        decisions.append(encoding.decision)
        problems += encoding.problems
        if tables.hidden_rows:
            problems.append(Problem("hidden_content", Place(sheet=name), count=tables.hidden_rows))
        if len(sheets) > limits.sheets:
            raise refuse("too_many_sheets", limit=limits.sheets)
    if encoding is None or not sheets:
        raise refuse("web_page_without_table")
    return Contents(
        format=format_name,
        encoding=encoding.codec,
        delimiter=None,
        sheets=tuple(sheets),
        decisions=tuple(dict.fromkeys(decisions)),
        problems=tuple(problems),
    )


def _read(data: bytes, charset: str | None, limits: Limits) -> tuple[WebTables, Encoding]:
    encoding = _find_encoding(data, charset)
    tables = WebTables(limits)
    for tag in read_tags("".join(decode(data, encoding))):
        tables.take(tag)
    return tables, encoding


def _find_encoding(data: bytes, charset: str | None) -> Encoding:
    """Believe what the page says of itself, where it can be true; many say UTF-8, or nothing, and mean Windows."""
    found = _CHARSET.search(data[:_HEAD_BYTES])
    stated = charset or (found[1].decode("ascii") if found else None)
    has_mark = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if stated and not has_mark and not is_utf8(data) and (encoding := stated_encoding(data, stated)):
        return encoding
    return find_encoding(data)


def _pages(data: bytes) -> Iterator[tuple[str | None, bytes, str | None]]:
    """Give the name, the bytes and the stated charset of each page of an archive."""
    try:
        parts = [
            part
            for part in message_from_bytes(data.removeprefix(codecs.BOM_UTF8)).walk()
            if part.get_content_type() == "text/html"
        ]
    except RecursionError as error:
        raise refuse("saved_as_web_page") from error
    for number, part in enumerate(parts, start=1):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield (f"Page {number}" if len(parts) > 1 else None), content, _charset(part)


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None
