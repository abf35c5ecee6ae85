import struct
from datetime import datetime

import pytest
import xlwt

from office_files import ole


def workbook_stream(book):
    return book.get_biff_data()


@pytest.fixture
def book():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bills")
    sheet.write(1, 1, "Fournisseur é")
    sheet.write(2, 1, "Acme")
    sheet.write(2, 2, 1234.5)
    sheet.write(2, 3, datetime.fromisoformat("2024-03-01"), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(2, 4, True)
    return book


def saved(book, tmp_path):
    path = tmp_path / "report.xls"
    book.save(str(path))
    return path


def test_cells_keep_their_place(book, tmp_path, read):
    source = read(saved(book, tmp_path))
    (sheet,) = source.sheets
    assert (source.format, source.is_workbook, sheet.name) == ("xls", True, "Bills")
    assert sheet.positions == [2, 3, 4, 5]
    assert sheet.row_numbers.to_list() == [1, 2, 3]
    assert sheet.cells.row(1) == ("Fournisseur é", None, None, None)
    assert sheet.cells.row(2) == ("Acme", "1234.5", "2024-03-01 00:00:00", "true")


def test_hidden_sheets_and_rows(book, tmp_path, read):
    book.add_sheet("Lists").visibility = 1
    book.add_sheet("Secret").visibility = 2
    book.get_sheet(0).row(2).hidden = True
    source = read(saved(book, tmp_path))
    assert source.hidden_sheets == ("Lists", "Secret")
    assert source.sheets[0].hidden_rows == 1
    assert [problem.code for problem in source.problems] == ["hidden_content"]


def test_error_values_are_kept(book, tmp_path, read):
    sheet = book.get_sheet(0)
    sheet.row(3).set_cell_error(1, 0x2A)
    sheet.row(4).set_cell_error(2, 0x17)
    cells = read(saved(book, tmp_path)).sheets[0].cells
    assert cells.row(3)[0] == "#N/A"
    assert cells.row(4)[1] == "#REF!"


def test_error_of_a_formula_is_kept(book, tmp_path, read):
    book.get_sheet(0).write(5, 1, xlwt.Formula("1/0"))
    data = saved(book, tmp_path).read_bytes()
    # xlwt stores no result; Excel stores the error's number in eight bytes that end in FF FF.
    at = data.find(struct.pack("<HH", 5, 1), data.find(b"\x06\x00"))
    result = at + 6
    data = data[:result] + b"\x02\0\x07\0\0\0\xff\xff" + data[result + 8 :]
    assert read(data, name="report.xls").sheets[0].cells.row(5)[0] == "#DIV/0!"


def test_stored_in_another_container(book, read):
    assert read(ole({"Workbook": workbook_stream(book)}), name="report.csv").sheets[0].cells.row(2)[0] == "Acme"


def test_password_is_refused(book, refusal_code):
    stream = workbook_stream(book)
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    locked = stream[:first] + struct.pack("<HH", 0x2F, 6) + bytes(6) + stream[first:]
    assert refusal_code(ole({"Workbook": locked}), name="report.xls") == "password_protected"
    package = ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})
    assert refusal_code(package, name="report.xlsx") == "password_protected"


def test_macros_are_refused(book, refusal_code):
    stream = workbook_stream(book)
    assert refusal_code(ole({"Workbook": stream, "_VBA_PROJECT_CUR/": b""}), name="report.xls") == "macros_found"
    at = stream.find(struct.pack("<H", 0x85))
    sheet_type = at + 9
    assert refusal_code(ole({"Workbook": stream[:sheet_type] + b"\1" + stream[sheet_type + 1 :]})) == "macros_found"


def test_other_documents_are_refused(refusal_code):
    assert refusal_code(ole({"WordDocument": b"x"}), name="report.xls") == "type_mismatch"


def test_damaged_container_is_refused(book, tmp_path, refusal_code):
    data = saved(book, tmp_path).read_bytes()
    assert refusal_code(data[:600], name="report.xls") in {"container_corrupt", "type_mismatch"}
    assert refusal_code(data[:100], name="report.xls") == "container_corrupt"
