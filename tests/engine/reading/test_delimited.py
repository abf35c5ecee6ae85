import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgerlift.reading import Limits, read_file

CELL = st.text(alphabet="ab1 ,;\"'\n\t|é.-", max_size=6)
ROWS = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8)
)


def written(rows, **options):
    target = io.StringIO(newline="")
    csv.writer(target, **options).writerows(rows)
    return target.getvalue().encode()


def plain_rows(width):
    """Rows that leave no doubt about the dialect."""
    return [[f"Head{column}" for column in range(width)], *([f"v{row}{c}" for c in range(width)] for row in range(12))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS,
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_comes_back(tmp_path, rows, delimiter, quoting, ending):
    width = len(rows[0])
    rows = plain_rows(width) + rows
    path = tmp_path / "report.csv"
    path.write_bytes(written(rows, delimiter=delimiter, quoting=quoting, lineterminator=ending))
    source = read_file(path, isolated=False)
    sheet = source.sheets[0]
    assert source.delimiter == delimiter
    assert sheet.row_numbers.to_list() == list(range(1, len(rows) + 1))
    empty = [None] * (width - sheet.cells.width)
    assert [[*row, *empty] for row in sheet.cells.rows()] == [[cell.strip() or None for cell in row] for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_with_every_delimiter_and_line_end(rows_of, encoding, delimiter, ending):
    rows = [["Société", "Montant"], ["Café Noël", "1,50"], ["Müller; Söhne", "2|0"], ["Électricité, été", "-3"]]
    rows += [[f"Fournisseur {number}", f"{number}.00"] for number in range(12)]
    text = written(rows, delimiter=delimiter, lineterminator=ending).decode()
    assert rows_of(text.encode(encoding)) == rows


def test_blank_lines_are_rows(read):
    sheet = read(b"a,b\n\n\nc,d\n   \ne,f\n\n").sheets[0]
    assert sheet.cells.rows() == [
        ("a", "b"),
        (None, None),
        (None, None),
        ("c", "d"),
        (None, None),
        ("e", "f"),
        (None, None),
    ]
    assert sheet.row_numbers.to_list() == [1, 2, 3, 4, 5, 6, 7]


def test_quoted_line_breaks_do_not_start_a_row(read):
    sheet = read(b'a,b,c\r\n1,"x\r\ny",2\r\n3,z,4\r\n').sheets[0]
    assert sheet.cells.rows() == [("a", "b", "c"), ("1", "x\ny", "2"), ("3", "z", "4")]
    assert sheet.row_numbers.to_list() == [1, 2, 3]


def test_mixed_line_ends_are_all_line_ends(rows_of):
    assert rows_of(b"a,b\r\n1,2\r3,4\n5,6") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]


def test_missing_last_line_end_loses_nothing(rows_of):
    assert rows_of(b'a,b\n1,"x"') == [["a", "b"], ["1", "x"]]


def test_cells_are_stripped_of_all_white_space(rows_of):
    data = "a,b\n  x ,\u00a0y\u202f\n\t,\u3000\nz,'1\n".encode()
    assert rows_of(data) == [["a", "b"], ["x", "y"], [], ["z", "'1"]]


def test_white_space_alone_fills_no_row(read):
    sheet = read(b'a,b\n"", \n" ",""\n').sheets[0]
    assert sheet.cells.rows() == [("a", "b"), (None, None), (None, None)]


def test_formula_that_protects_zeros_is_undone(rows_of):
    data = b'Id,Name,Text\n="00123","=""00456""",="a ""b"""\n="","=1+1",x\n'
    assert rows_of(data) == [["Id", "Name", "Text"], ["00123", "00456", 'a "b"'], [None, "=1+1", "x"]]


def test_separator_line_keeps_its_number(read):
    source = read(b"sep=;\r\na;b\r\n1,5;2\r\n")
    assert source.delimiter == ";"
    assert source.sheets[0].cells.rows() == [("a", "b"), ("1,5", "2")]
    assert source.sheets[0].row_numbers.to_list() == [2, 3]


@pytest.mark.parametrize("mark", ["\ufeffï»¿", "ï»¿", "\ufeff\ufeff", "ï»¿ï»¿"])
@pytest.mark.parametrize("header", ["Supplier", '"Supplier, name"'])
def test_repeated_byte_order_marks_are_no_text(rows_of, mark, header):
    table = "Amount\nAcme,1\nGlobex,2\n"
    assert rows_of(f"{mark}{header},{table}".encode())[0] == [header.strip('"'), "Amount"]
    assert rows_of(f'"{mark}Supplier",{table}'.encode())[0] == ["Supplier", "Amount"]


def test_end_mark_of_dos_is_no_row(rows_of):
    assert rows_of(b"a,b\r\n1,2\r\n\x1a") == [["a", "b"], ["1", "2"]]


def test_ragged_rows_keep_all_cells_and_are_counted(read):
    rows = b"".join(b"%d,x,y\n" % number for number in range(20))
    source = read(b"Title\n\na,b,c\n" + rows + b"1,2\n1,2,3,4,5\n" + rows)
    sheet = source.sheets[0]
    assert sheet.cells.row(23) == ("1", "2", None, None, None)
    assert sheet.cells.row(24) == ("1", "2", "3", "4", "5")
    (problem,) = source.problems
    assert (problem.code, problem.place.row, problem.count, problem.details["columns"]) == ("rows_ragged", 24, 2, 3)
    assert problem.place.file == "report.csv"


def test_ragged_rows_beside_quoted_line_breaks_have_record_numbers(read):
    rows = b'1,"x\ny, z",3\n' * 10
    source = read(b"a,b,c\n" + rows + b"1,2\n" + b"\n" + rows)
    assert [(problem.code, problem.place.row, problem.count) for problem in source.problems] == [("rows_ragged", 12, 1)]


def test_trailing_delimiters_make_no_ragged_rows(read):
    source = read(b"a,b,c,\n" + b"1,2,,\n" * 20)
    assert source.problems == ()
    assert source.sheets[0].cells.width == 3


def test_row_wider_than_the_sample_extends_the_table(read):
    rows = [b"%d,x,y" % number for number in range(3000)]
    rows[1500] = b"1500,x,y,z,,end"
    source = read(b"a,b,c\n" + b"\n".join(rows))
    assert source.sheets[0].cells.width == 6
    assert source.sheets[0].cells.row(1501) == ("1500", "x", "y", "z", None, "end")
    assert [(problem.code, problem.place.row, problem.count) for problem in source.problems] == [
        ("rows_ragged", 1502, 1)
    ]


def test_lone_quote_swallows_nothing_and_is_reported(read):
    rows = [b"%d,bolt,3.00" % number for number in range(200)]
    rows[50] = b'50,"5 inch bolt,3.00'
    rows[90] = b'90,4" pipe,3.00'
    rows[120] = b'120,"a, b",3.00'
    source = read(b"id,text,amount\n" + b"\n".join(rows) + b"\n")
    cells = source.sheets[0].cells
    assert cells.height == 201
    assert cells.row(51) == ("50", '"5 inch bolt', "3.00")
    assert cells.row(91) == ("90", '4" pipe', "3.00")
    assert cells.row(121) == ("120", "a, b", "3.00")
    assert [(problem.code, problem.place.row, problem.count) for problem in source.problems] == [
        ("quote_unbalanced", 52, 1)
    ]


def test_two_stray_quotes_do_not_hide_the_rows_between(read):
    rows = [b"%d,bolt,3.00" % number for number in range(200)]
    rows[50] = b'50,"5 inch bolt,3.00'
    rows[150] = b'150,bolt",3.00'
    source = read(b"id,text,amount\n" + b"\n".join(rows) + b"\n")
    assert source.sheets[0].cells.height == 201
    assert source.sheets[0].cells.row(151) == ("150", 'bolt"', "3.00")


def test_stray_quotes_in_lines_with_an_even_number_of_them(rows_of):
    rows = b"".join(b"%d,bolt,3.00\n" % number for number in range(20))
    assert rows_of(b"id,text,amount\n" + rows + b'7,5" x 6",1\n8,"a"b"c,2\n' + rows)[21:23] == [
        ["7", '5" x 6"', "1"],
        ["8", '"a"b"c', "2"],
    ]


def test_backslash_escapes_are_undone(rows_of):
    rows = b"".join(b'%d,"The \\"best\\", we say",3.00\n' % number for number in range(20))
    assert rows_of(b"id,text,amount\n" + rows)[1] == ["0", 'The "best", we say', "3.00"]


def test_delimiter_of_two_bytes(rows_of):
    rows = "".join(f"{number}§text {number}§3,00\n" for number in range(20))
    assert rows_of(f"id§text§amount\n{rows}".encode())[1] == ["0", "text 0", "3,00"]


def test_single_quotes(rows_of):
    rows = b"".join(b"'%d','a, b','O''Neill'\n" % number for number in range(20))
    assert rows_of(b"'id','text','name'\n" + rows)[1] == ["0", "a, b", "O'Neill"]


def test_lines_quoted_once_more(rows_of):
    rows = b"".join(b'"%d,""Smith, Jones"",3.00";;\r\n' % number for number in range(20))
    assert rows_of(b'"id,name,amount";;\r\n' + rows)[:2] == [["id", "name", "amount"], ["0", "Smith, Jones", "3.00"]]


def test_one_column(read):
    source = read(b"Supplier\nAcme\n\nGlobex\n")
    assert source.delimiter == ","
    assert source.sheets[0].cells.rows() == [("Supplier",), ("Acme",), (None,), ("Globex",)]


def test_line_that_is_too_long_is_refused_with_its_number(refusal):
    problem = refusal(b"a,b\n1," + b"x" * 2_000_000 + b"\n")
    assert (problem.code, problem.place.row) == ("line_too_long", 2)


def test_quoted_cell_that_is_too_long_is_refused(refusal):
    data = b'a,b\n1,"' + b"some words of a text without end\n" * 60_000 + b'"\n2,x\n'
    problem = refusal(data)
    assert (problem.code, problem.place.row) == ("line_too_long", 2)


def test_long_cell_is_reported(read):
    source = read(b"a,b\n1,x\n2," + "é".encode() * 40_000 + b"\n")
    (problem,) = source.problems
    assert (problem.code, problem.place.row, problem.place.column) == ("cell_too_long", 3, 2)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"a,b\n" * 11, Limits(rows=10), "too_many_rows"),
        (b",".join(b"%d" % number for number in range(513)), Limits(), "too_many_columns"),
        (b"a,b\n" * 11, Limits(cells=20), "too_many_cells"),
        (b"a," * 20_000 + b"\n", Limits(), "too_many_columns"),
        (b"a,b\n", Limits(file_bytes=3), "file_too_large"),
        (b"", Limits(), "file_empty"),
        (b"\n , ,\n\n", Limits(), "file_empty"),
        (b"\xef\xbb\xbf", Limits(), "file_empty"),
        (b"\xff\xfe", Limits(), "file_empty"),
    ],
)
def test_limits(refusal_code, data, limits, code):
    assert refusal_code(data, limits=limits) == code


def test_empty_rows_and_columns_do_not_count(read):
    sheet = read(b"a,b" + b"," * 600 + b"\n" + b",,\n" * 30, limits=Limits(rows=10)).sheets[0]
    assert (sheet.cells.width, sheet.cells.height) == (2, 31)
