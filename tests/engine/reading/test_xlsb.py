import struct

import pytest

from ledgerlift.reading import Limits

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TEXT, REAL, INTEGER, ERROR, BOOLEAN = 6, 5, 2, 3, 4


def record(kind, body=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while left > 0x7F:
        size += bytes([left & 0x7F | 0x80])
        left >>= 7
    return head + size + bytes([left]) + body


def text(value):
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def row(number, *cells, is_hidden=False):
    header = struct.pack("<IIHBBBI", number - 1, 0, 300, 0, 0x10 if is_hidden else 0, 0, 0)
    return record(0, header) + b"".join(cells)


def cell(column, kind, value, style=0):
    return record(kind, struct.pack("<II", column - 1, style) + value)


@pytest.fixture
def make_xlsb(make_zip):
    def make(*sheets, states=()):
        bundles = b"".join(
            record(
                156,
                struct.pack("<II", states[number] if states else 0, number + 1)
                + text(f"r{number}")
                + text(f"S{number}"),
            )
            for number in range(len(sheets))
        )
        relations = "".join(
            f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/s{number}.bin"/>'
            for number in range(len(sheets))
        )
        styles = record(617, struct.pack("<I", 2))
        styles += b"".join(record(47, struct.pack("<HH", 0, code) + bytes(12)) for code in (0, 14)) + record(618)
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": record(131) + record(143) + bundles + record(144) + record(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}<Relationship '
            f'Id="s" Type="{OFFICE}/styles" Target="styles.bin"/></Relationships>',
            "xl/styles.bin": record(278) + styles + record(279),
        }
        for number, sheet in enumerate(sheets):
            body = record(148, struct.pack("<IIII", 0, 9, 0, 9)) + record(145) + sheet + record(146)
            parts[f"xl/worksheets/s{number}.bin"] = record(129) + body + record(130)
        return make_zip(parts, name="book.xlsb")

    return make


def test_cells_keep_their_place(make_xlsb, read):
    sheet = row(3, cell(2, TEXT, text("Supplier")), cell(4, TEXT, text("Amount")))
    sheet += row(4, cell(2, TEXT, text("Acmé")), cell(3, REAL, struct.pack("<d", 45352), style=1))
    sheet += row(5, cell(3, BOOLEAN, b"\1"), cell(4, INTEGER, struct.pack("<I", 100 << 2 | 2)))
    source = read(make_xlsb(sheet))
    (found,) = source.sheets
    assert (source.format, found.name, found.positions) == ("xlsb", "S0", [2, 3, 4])
    assert found.row_numbers.to_list() == [1, 2, 3, 4, 5]
    assert found.cells.rows()[2:] == [
        ("Supplier", None, "Amount"),
        ("Acmé", "2024-03-01 00:00:00", None),
        (None, "true", "100"),
    ]


def test_errors_hidden_rows_and_hidden_sheets(make_xlsb, read):
    sheet = row(1, cell(1, TEXT, text("x" * 200)), cell(2, ERROR, b"\x2a")) + row(
        2, cell(1, ERROR, b"\x07"), is_hidden=True
    )
    source = read(make_xlsb(sheet, row(1, cell(1, TEXT, text("y"))), states=(0, 1)))
    assert source.hidden_sheets == ("S1",)
    assert source.sheets[0].hidden_rows == 1
    assert source.sheets[0].cells.rows() == [("x" * 200, "#N/A"), ("#DIV/0!", None)]


def test_stray_cell_is_refused_before_anything_is_allocated(make_xlsb, refusal_code):
    sheet = row(1, cell(1, TEXT, text("x"))) + row(1_048_576, cell(16_384, TEXT, text("y")))
    assert refusal_code(make_xlsb(sheet)) == "container_too_big"


def test_limits(make_xlsb, refusal_code):
    one = row(1, cell(1, TEXT, text("x")))
    assert refusal_code(make_xlsb(one, one), limits=Limits(sheets=1)) == "too_many_sheets"
    assert refusal_code(make_xlsb(one + row(2, cell(1, TEXT, text("x")))), limits=Limits(rows=1)) == "too_many_rows"
    assert refusal_code(make_xlsb(row(1))) == "file_empty"
