"""A look through the bytes of a sheet before it is parsed: how large it is, and what its cells do not show.

The parser of cells allocates the rectangle around them, drops error values and knows no hidden rows. This pass is
cheap because it never parses: it only searches.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE_TAG = re.compile(rb"<(?:\w+:)?v\b")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
# A formula names another workbook by its number: [1]Sheet1!A1.
_LINK = re.compile(rb"<(?:\w+:)?f\b[^>]*>[^<]*\[\d+\]")
_BLOCK_BYTES = 2**24  # a row that is longer is cut anywhere


@dataclass
class SheetScan:
    """What a sheet's bytes tell: the last row and column with cells, formatted ones included, and odd cells."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: int = 0
    uncached_formulas: list[tuple[int, int]] = field(default_factory=list)
    linked_formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def scan_sheet(pieces: Iterable[bytes], *, finds_links: bool = False) -> SheetScan:
    """Search the XML of one sheet; for formulas that look into other workbooks only where there are any."""
    scan = SheetScan()
    tags: _Tags | None = None
    for block in _whole_rows(pieces):
        if tags is None:
            prefix = _PREFIX.search(block)
            tags = _Tags((prefix and prefix[1]) or b"")
        _scan_block(block, tags, scan)
        if finds_links:
            scan.linked_formulas.extend(_linked_formulas(block, tags))
    return scan


def column_position(letters: bytes) -> int:
    """Give the number of a column: A is 1, AA is 27."""
    position = 0
    for letter in letters:
        position = position * 26 + letter - 64
    return position


class _Tags:
    def __init__(self, prefix: bytes) -> None:
        self.row = b"<" + prefix + b"row"
        self.row_end = b"</" + prefix + b"row>"
        self.cell = b"<" + prefix + b"c "
        self.cell_end = b"</" + prefix + b"c>"
        name = re.escape(prefix)
        self.hidden_row = re.compile(rb"<" + name + rb'row\b[^>]*\bhidden="(?:1|true)"')
        self.no_value = re.compile(
            rb"(?:</%bf>|<%bf\b[^>]*/>)\s*(?:<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>" % ((name,) * 6)
        )


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut the stream behind the end of a row."""
    rest = b""
    for piece in pieces:
        data = rest + piece
        cut = data.rfind(b"row>") + 4
        if cut < 4 and len(data) < _BLOCK_BYTES:
            rest = data
            continue
        cut = cut if cut >= 4 else len(data)
        rest = data[cut:]
        yield data[:cut]
    yield rest


def _scan_block(block: bytes, tags: _Tags, scan: SheetScan) -> None:
    last = block.rfind(tags.row)
    if last >= 0:
        number = _ROW_NUMBER.search(block, last, block.find(b">", last))
        scan.last_row = int(number[1]) if number else scan.last_row + block.count(tags.row)
    scan.last_column = max(scan.last_column, *(column_position(each) for each in _last_columns(block, tags)), 0)
    if b' hidden="' in block:
        scan.hidden_rows += len(tags.hidden_row.findall(block))
    if b't="e"' in block:
        scan.errors.update(_errors(block, tags))
    # A formula ends like this, or it only refers to one it shares; looking for its beginning is slower.
    if b"f>" in block or b'"shared"' in block:
        scan.uncached_formulas.extend(_uncached_formulas(block, tags))


def _last_columns(block: bytes, tags: _Tags) -> set[bytes]:
    """Collect the letters of the last cell of every row."""
    beginnings = set()
    mark = tags.cell + b'r="'
    start = 0
    while (end := block.find(tags.row_end, start)) >= 0:
        cell = block.rfind(mark, start, end)
        if cell >= 0:
            beginnings.add(block[cell + len(mark) : cell + len(mark) + 3])
        start = end + 1
    return {beginning.rstrip(b'0123456789"') for beginning in beginnings}


def _errors(block: bytes, tags: _Tags) -> Iterator[tuple[tuple[int, int], str]]:
    start = 0
    while (at := block.find(b't="e"', start)) >= 0:
        start = at + 1
        cell, end = block.rfind(tags.cell, 0, at), block.find(tags.cell_end, at)
        reference, value = _REFERENCE.search(block, cell, end), _VALUE.search(block, at, end)
        if reference and value:
            yield (int(reference[2]), column_position(reference[1])), value[1].decode("ascii", "replace")


def _linked_formulas(block: bytes, tags: _Tags) -> Iterator[tuple[int, int]]:
    for match in _LINK.finditer(block):
        cell = block.rfind(tags.cell, 0, match.start())
        if reference := _REFERENCE.search(block, max(cell, 0), match.start()):
            yield int(reference[2]), column_position(reference[1])


def _uncached_formulas(block: bytes, tags: _Tags) -> Iterator[tuple[int, int]]:
    for match in tags.no_value.finditer(block):
        cell = block.rfind(tags.cell, 0, match.start())
        opening = block[cell : block.find(b">", cell)]
        reference = _REFERENCE.search(opening)
        # A formula whose result is an empty text has a value: the empty one.
        is_empty_text = b't="str"' in opening and _VALUE_TAG.search(match[0])
        if reference and not is_empty_text:
            yield int(reference[2]), column_position(reference[1])
