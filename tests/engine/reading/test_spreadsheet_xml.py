from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgerlift.reading import Limits

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
START = (
    f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">'
)


def book(*tables, styles="", options=""):
    sheets = "".join(
        f'<Worksheet ss:Name="S{number}"><Table>{table}</Table>{options}</Worksheet>'
        for number, table in enumerate(tables, start=1)
    )
    return f"{START}<Styles>{styles}</Styles>{sheets}</Workbook>".encode()


def cell(text, kind="String", more=""):
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_cells_are_written_as_those_of_any_workbook(read):
    table = (
        f"<Row>{cell('Supplier')}{cell('Amount')}{cell('Date')}{cell('Paid')}{cell('Ref')}</Row>"
        f"<Row>{cell('Caf&#233; &amp; Co')}{cell('1234.50', 'Number')}{cell('2024-03-01T00:00:00.000', 'DateTime')}"
        f"{cell('1', 'Boolean')}{cell('12345678901234567890', 'Number')}</Row>"
        f"<Row>{cell('00123')}{cell('1.5E3', 'Number')}<Cell/>{cell('#N/A', 'Error')}</Row>"
    )
    source = read(book(table), name="report.xls")
    assert source.sheets[0].cells.rows()[1:] == [
        ("Café & Co", "1234.5", "2024-03-01 00:00:00", "true", "12345678901234567890"),
        ("00123", "1500", None, "#N/A", None),
    ]
    assert (source.format, source.is_workbook, source.sheets[0].name) == ("xml", True, "S1")


def test_rows_and_cells_stand_where_their_index_says(read):
    table = (
        f'<Row ss:Index="3">{cell("a", more="ss:MergeAcross=" + chr(34) + "1" + chr(34))}{cell("c")}'
        f"{cell('f', more='ss:Index=' + chr(34) + '6' + chr(34))}</Row><Row>{cell('next')}</Row>"
    )
    sheet = read(book(table)).sheets[0]
    assert sheet.row_numbers.to_list() == [3, 4]
    assert sheet.positions == [1, 3, 6]


def test_formulas_have_their_results_and_are_noted_where_they_have_none(read):
    formula = 'ss:Formula="=R[-1]C+1"'
    source = read(book(f"<Row>{cell('7', 'Number', formula)}<Cell {formula}/></Row>"))
    assert source.sheets[0].cells.rows() == [("7",)]
    assert source.sheets[0].formulas.without_result == {2: (1,)}


def test_numbers_shown_as_dates_are_dates(rows_of):
    styles = (
        '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
        '<Style ss:ID="m"><NumberFormat ss:Format="#,##0.00"/></Style>'
    )
    cells = cell("45352", "Number", 'ss:StyleID="d"') + cell("45352", "Number", 'ss:StyleID="m"')
    assert rows_of(book(f"<Row>{cells}</Row>", styles=styles)) == [["2024-03-01 00:00:00", "45352"]]


def test_hidden_rows_are_kept_and_hidden_sheets_named(read):
    source = read(book(f'<Row ss:Hidden="1">{cell("a")}</Row>'))
    assert [(problem.code, problem.count) for problem in source.problems] == [("hidden_content", 1)]
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    data = book(f"<Row>{cell('secret')}</Row>", options=hidden).replace(
        b"</Workbook>", f'<Worksheet ss:Name="T"><Table><Row>{cell("a")}</Row></Table></Worksheet></Workbook>'.encode()
    )
    source = read(data)
    assert ([sheet.name for sheet in source.sheets], source.hidden_sheets) == (["T"], ("S1",))


def test_comments_are_no_cells(rows_of):
    comment = '<Comment ss:Author="x"><ss:Data>why</ss:Data></Comment>'
    assert rows_of(book(f'<Row><Cell>{comment}<Data ss:Type="String">a</Data></Cell></Row>')) == [["a"]]


def test_other_prefixes_and_white_space_in_front_are_read(rows_of):
    data = f'\n\n<ss:Workbook xmlns:ss="{SPACE}"><ss:Worksheet ss:Name="a"><ss:Table><ss:Row><ss:Cell>'.encode()
    data += b'<ss:Data ss:Type="String">x</ss:Data></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>'
    assert rows_of(data) == [["x"]]


FAR = 'ss:{}="999999999"'
ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]>'
ROW = f"<Row>{cell('a')}</Row>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (book(ROW)[:-30], "container_corrupt"),
        (book(ROW.replace("a</Data>", "a & b</Data>")), "container_corrupt"),
        (book(f'<Row ss:Index="999999999">{cell("a")}</Row>'), "too_many_rows"),
        (book(f"<Row>{cell('a', more=FAR.format('Index'))}</Row>"), "too_many_columns"),
        (book(f"<Row>{cell('a', more=FAR.format('MergeAcross'))}{cell('b')}</Row>"), "too_many_columns"),
        (START.replace("<Workbook", f"{ENTITY}<Workbook").encode() + b"</Workbook>", "container_corrupt"),
        (START.encode() + b"<a>" * 1_000, "container_corrupt"),
        (book(*[ROW] * 101), "too_many_sheets"),
        (book("<Row/>"), "file_empty"),
        (book(ROW).replace(b'"1.0"', b'"1.0" encoding="Uqw-8"', 1), "container_corrupt"),
    ],
    ids=["cut", "bare ampersand", "row", "column", "merge", "entity", "depth", "sheets", "empty", "encoding"],
)  # fmt: skip
def test_what_is_damaged_or_too_large_is_refused(refusal_code, data, code):
    assert refusal_code(data, name="report.xml", limits=Limits(cpu_seconds=10), isolated=True) == code


texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)


@given(st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=6))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_texts_written_as_a_spreadsheet_read_back_equal(rows_of, table):
    rows = "".join(f"<Row>{''.join(cell(escape(text)) for text in cells)}</Row>" for cells in table)
    assert rows_of(book(rows)) == table
