import pytest
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import LineBreak, P, S

from ledgerlift.reading import Limits

MIME = "application/vnd.oasis.opendocument.spreadsheet"


def cell(text=None, **attributes):
    made = TableCell(**attributes)
    for line in text.split("\n") if text else ():
        made.addElement(P(text=line))
    return made


def row(*cells, **attributes):
    made = TableRow(**attributes)
    for each in cells:
        made.addElement(each)
    return made


@pytest.fixture
def make_ods(tmp_path):
    """Write an ods with one table for each list of rows; gives its path."""

    def make(*tables, hidden=()):
        document = OpenDocumentSpreadsheet()
        style = Style(name="hidden", family="table")
        style.addElement(TableProperties(display="false"))
        document.automaticstyles.addElement(style)
        for number, rows in enumerate(tables):
            options = {"stylename": style} if number in hidden else {}
            table = Table(name=f"T{number}", **options)
            for each in rows:
                table.addElement(each)
            document.spreadsheet.addElement(table)
        path = tmp_path / "book.ods"
        document.save(str(path))
        return path

    return make


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (cell("1,234.50", valuetype="float", value="1234.5"), "1234.5"),
        (cell("0,30", valuetype="float", value="0.30000000000000004"), "0.3"),
        (cell("12%", valuetype="percentage", value="0.12"), "0.12"),
        (cell("12 EUR", valuetype="currency", currency="EUR", value="12.5"), "12.5"),
        (cell("01/03/24", valuetype="date", datevalue="2024-03-01"), "2024-03-01 00:00:00"),
        (cell("01/03/24", valuetype="date", datevalue="2024-03-01T13:45:30.5"), "2024-03-01 13:45:30"),
        (cell("13:45", valuetype="time", timevalue="PT13H45M00S"), "1899-12-31 13:45:00"),
        (cell("TRUE", valuetype="boolean", booleanvalue="true"), "true"),
        (cell("2024-03-01", valuetype="string"), "2024-03-01"),
        (cell("two\nlines", valuetype="string"), "two\nlines"),
        (cell("#N/A", valuetype="string", formula="of:=NA()"), "#N/A"),
        (cell("007", valuetype="string"), "007"),
    ],
)
def test_value_becomes_text(make_ods, read, found, text):
    sheet = read(make_ods([row(cell(), found)])).sheets[0]
    assert (sheet.positions, sheet.cells.item()) == ([2], text)


def test_spaces_breaks_and_comments(make_ods, read):
    paragraph = P(text="a")
    paragraph.addElement(S(c=3))
    paragraph.addText("b")
    paragraph.addElement(LineBreak())
    paragraph.addText("c")
    commented = TableCell(valuetype="string")
    comment = Annotation()
    comment.addElement(P(text="not the cell's text"))
    commented.addElement(comment)
    commented.addElement(paragraph)
    assert read(make_ods([row(commented)])).sheets[0].cells.item() == "a   b\nc"


def test_repeated_rows_and_cells_keep_their_place(make_ods, read):
    rows = [
        row(cell(), numberrowsrepeated=3),
        row(
            cell(numbercolumnsrepeated=2), cell("x", valuetype="string", numbercolumnsrepeated=2), numberrowsrepeated=2
        ),
        row(cell("y", valuetype="string"), CoveredTableCell(numbercolumnsrepeated=3), cell("z", valuetype="string")),
        row(cell(numbercolumnsrepeated=16384), numberrowsrepeated=1_048_570),
    ]
    sheet = read(make_ods(rows)).sheets[0]
    assert sheet.row_numbers.to_list() == [4, 5, 6]
    assert sheet.positions == [1, 3, 4, 5]
    assert sheet.cells.rows() == [(None, "x", "x", None), (None, "x", "x", None), ("y", None, None, "z")]


def test_hidden_sheets_and_rows(make_ods, read):
    hidden_row = row(cell("b", valuetype="string"), visibility="filter", numberrowsrepeated=2)
    source = read(
        make_ods([row(cell("a", valuetype="string")), hidden_row], [row(cell("c", valuetype="string"))], hidden=[1])
    )
    assert [sheet.name for sheet in source.sheets] == ["T0"]
    assert source.hidden_sheets == ("T1",)
    assert source.sheets[0].hidden_rows == 2
    assert [(problem.code, problem.count) for problem in source.problems] == [("hidden_content", 2)]


def test_formula_without_result_is_reported(make_ods, read):
    source = read(make_ods([row(cell("a", valuetype="string"), cell(formula="of:=[.A1]"))]))
    assert source.sheets[0].formulas.without_result == {2: (1,)}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row(cell("x", valuetype="string"), numberrowsrepeated=1_048_576)], "too_many_rows"),
        ([row(cell("x", valuetype="string", numbercolumnsrepeated=999_999_999))], "too_many_columns"),
        ([row(cell())], "file_empty"),
    ],
)
def test_what_a_repetition_asks_for_is_not_allocated(make_ods, refusal_code, rows, code):
    assert refusal_code(make_ods(rows)) == code


def test_too_many_sheets_are_refused(make_ods, refusal_code):
    rows = [[row(cell("x", valuetype="string"))] for _ in range(3)]
    assert refusal_code(make_ods(*rows), limits=Limits(sheets=2)) == "too_many_sheets"


def test_password_is_refused(make_zip, refusal_code):
    manifest = '<manifest:manifest><manifest:encryption-data manifest:checksum-type="SHA1"/></manifest:manifest>'
    book = make_zip({"mimetype": MIME, "META-INF/manifest.xml": manifest, "content.xml": "noise"}, name="book.ods")
    assert refusal_code(book) == "password_protected"


def test_document_type_definition_is_refused(make_zip, refusal_code):
    content = "<!DOCTYPE a [<!ENTITY b 'lol'>]><a>&b;</a>"
    assert refusal_code(make_zip({"mimetype": MIME, "content.xml": content}, name="book.ods")) == "container_corrupt"


def test_container_without_content_is_refused(make_zip, refusal_code):
    assert refusal_code(make_zip({"mimetype": MIME}, name="book.ods")) == "container_corrupt"
