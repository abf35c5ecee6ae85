from datetime import date, datetime, time

import openpyxl
import pytest

from ledgerlift.reading import Limits, xml_records

BOTH_READERS = pytest.mark.parametrize("limits", ["dense", "sparse", "forgiving"], indirect=True)

DATE_STYLES = (
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yy;@"/>'
    '<numFmt numFmtId="165" formatCode="&quot;Day &quot;0.00"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
)


@pytest.fixture
def limits(request, read_forgivingly):
    """The limits with which a sheet keeps its gaps or loses them; or it is read by the forgiving reader alone."""
    if request.param == "forgiving":
        with read_forgivingly():
            yield Limits()
    else:
        yield Limits(dense_cells=0) if request.param == "sparse" else Limits()


def sheet(*rows):
    """Rows of cells in XML, each row as (number, XML)."""
    return "<sheetData>" + "".join(f'<row r="{number}">{cells}</row>' for number, cells in rows) + "</sheetData>"


def cells_by_place(found):
    return {
        (row, int(name)): text
        for name in found.cells.columns
        for row, text in zip(found.row_numbers, found.cells[name], strict=True)
        if text is not None
    }


@pytest.fixture
def column(tmp_path, read):
    """Write values with openpyxl under one another, from B3 down; gives their text."""

    def texts(values, limits, number_format=None):
        book = openpyxl.Workbook()
        for row, value in enumerate(values, start=3):
            book.active.cell(row, 2, value)
            if number_format:
                book.active.cell(row, 2).number_format = number_format
        path = tmp_path / "book.xlsx"
        book.save(path)
        places = cells_by_place(read(path, limits=limits).sheets[0])
        assert all(column == 2 for _, column in places)
        return [places.get((row, 2)) for row in range(3, 3 + len(values))]

    return texts


@BOTH_READERS
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.5, "1234.5"),
        (12, "12"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (1234.5600000000001, "1234.56"),
        (20697882.969999999, "20697882.97"),
        (-5.2, "-5.2"),
        (-0.0, "0"),
        (1e15, "1000000000000000"),
        (1.1e-5, "0.000011"),
        (2**53, "9007199254740992"),
        (True, "true"),
        (False, "false"),
        (datetime.fromisoformat("2024-03-01T13:45:30"), "2024-03-01 13:45:30"),
        (datetime.fromisoformat("2024-03-01T13:45:30.400"), "2024-03-01 13:45:30"),
        (date(2024, 3, 1), "2024-03-01 00:00:00"),
        (time(13, 45), "1899-12-31 13:45:00"),
        ("  padded\u00a0", "padded"),
        ("two\r\nlines", "two\nlines"),
        ("2024-03-01", "2024-03-01"),
        ("007", "007"),
        (" ", None),
        ("#N/A", "#N/A"),
        ("#REF!", "#REF!"),
    ],
)
def test_value_becomes_text(column, limits, value, text):
    assert column(["first", value, "last"], limits) == ["first", text, "last"]


@BOTH_READERS
@pytest.mark.parametrize(
    ("number_format", "value", "text"),
    [
        ("0.0%", 0.125, "0.125"),
        ("#,##0.00_);[Red](#,##0.00)", -5, "-5"),
        ("dd/mm/yyyy", 45352, "2024-03-01 00:00:00"),
        ("mmm-yy", 45352, "2024-03-01 00:00:00"),
        ("[h]:mm:ss", 1.5, "1900-01-01 12:00:00"),
        ('"Day "0', 45352, "45352"),
        ("General", 45352, "45352"),
        ("0.00 [$€-407]", 12.5, "12.5"),
    ],
)
def test_number_format_decides_what_is_a_date(column, limits, number_format, value, text):
    assert column([value], limits, number_format) == [text]


@BOTH_READERS
def test_cells_of_every_kind_written_by_hand(make_xlsx, read, limits):
    strings = (
        "<si><t>plain</t></si><si><r><t xml:space='preserve'>rich </t></r><r><t>text</t></r></si>"
        "<si><t>base</t><rPh sb='0' eb='1'><t>SPOKEN</t></rPh></si><si><t>a_x000D_b&#10;c &amp; d</t></si>"
    )
    book = make_xlsx(
        sheet(
            (3, "".join(f'<c r="{letter}3" t="s"><v>{number}</v></c>' for number, letter in enumerate("BCDE"))),
            (5, '<c r="B5" t="e"><v>#DIV/0!</v></c><c r="D5" t="inlineStr"><is><t>inline</t></is></c>'),
            (6, '<c r="B6" s="1"><v>45352.573159722222</v></c><c r="C6" t="d"><v>2024-03-01T10:00:00</v></c>'),
            (7, '<c r="B7" t="b"><v>1</v></c><c r="C7" s="2"><v>45352</v></c><c r="D7" s="3"><v>45352</v></c>'),
            (8, '<c r="B8" t="str"><f>A1</f><v>text</v></c><c r="C8"><v>1E+3</v></c>'),
            (9, '<c><v>1</v></c><c t="str"><v>no place</v></c>'),
        ),
        strings=strings,
        styles=DATE_STYLES,
    )
    assert cells_by_place(read(book, limits=limits).sheets[0]) == {
        (3, 2): "plain",
        (3, 3): "rich text",
        (3, 4): "base",
        (3, 5): "a\nb\nc & d",
        (5, 2): "#DIV/0!",
        (5, 4): "inline",
        (6, 2): "2024-03-01 13:45:21",
        (6, 3): "2024-03-01 10:00:00",
        (7, 2): "true",
        (7, 3): "2024-03-01 00:00:00",
        (7, 4): "45352",
        (8, 2): "text",
        (8, 3): "1000",
        (9, 1): "1",
        (9, 2): "no place",
    }


@BOTH_READERS
def test_calendar_of_1904(make_xlsx, read, limits):
    book = make_xlsx(
        sheet((1, '<c r="A1" s="1"><v>43890</v></c>')), styles=DATE_STYLES, properties='<workbookPr date1904="1"/>'
    )
    assert read(book, limits=limits).sheets[0].cells.item() == "2024-03-01 00:00:00"


@BOTH_READERS
def test_names_with_a_prefix(make_xlsx, read, limits):
    cells = (
        '<x:c r="B2" t="str"><x:v>x</x:v></x:c><x:c r="C2" t="e"><x:v>#N/A</x:v></x:c><x:c r="D2"><x:f>1+1</x:f></x:c>'
    )
    worksheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<x:sheetData><x:row r="2" hidden="1">{cells}</x:row></x:sheetData></x:worksheet>'
    )
    source = read(make_xlsx("", extra={"xl/worksheets/sheet1.xml": worksheet}), limits=limits)
    assert cells_by_place(source.sheets[0]) == {(2, 2): "x", (2, 3): "#N/A"}
    assert source.sheets[0].hidden_rows == 1
    assert {problem.code for problem in source.problems} == {"hidden_content"}
    assert source.sheets[0].formulas.without_result == {4: (2,)}


@BOTH_READERS
def test_used_range_that_begins_later_shifts_nothing(make_xlsx, read, limits):
    book = make_xlsx(
        '<dimension ref="C4:E9"/>'
        + sheet((4, '<c r="C4" t="str"><v>a</v></c>'), (9, '<c r="E9"><v>1</v></c>'), (12, '<c r="H12" s="1"/>'))
    )
    found = read(book, limits=limits).sheets[0]
    assert cells_by_place(found) == {(4, 3): "a", (9, 5): "1"}
    assert found.row_numbers[-1] == 9


def test_rows_between_are_kept_in_a_dense_sheet(make_xlsx, read):
    found = read(make_xlsx(sheet((2, '<c r="A2"><v>1</v></c>'), (5, '<c r="A5"><v>2</v></c>')))).sheets[0]
    assert found.row_numbers.to_list() == [1, 2, 3, 4, 5]
    assert found.cells["1"].to_list() == [None, "1", None, None, "2"]


@pytest.mark.parametrize("stray", ["XFD1048576", "AO1048576", "XFD2"])
def test_stray_cell_is_read_at_once(make_xlsx, read, stray):
    table = [(row, f'<c r="A{row}"><v>{row}</v></c><c r="B{row}" t="str"><v>x</v></c>') for row in range(1, 1500)]
    last = int(stray.lstrip("ADFOX"))
    rows = {**dict(table), last: dict(table).get(last, "") + f'<c r="{stray}"><v>7</v></c>'}
    found = read(make_xlsx(sheet(*sorted(rows.items()))), isolated=True).sheets[0]
    assert found.cells.height == len(rows)
    assert found.row_numbers.to_list() == sorted(rows)
    assert found.cells.width == 3
    assert found.cells.filter(found.row_numbers == last)[found.cells.columns[-1]].item() == "7"


def test_sheets_cut_into_many_blocks(make_xlsx, read, monkeypatch):
    monkeypatch.setattr(xml_records, "_BLOCK_BYTES", 300)
    small, stray = (
        sheet((2, '<c r="B2"><v>1</v></c>')),
        sheet((1, '<c r="A1"><v>2</v></c>'), (9, '<c r="Z9"><v>3</v></c>')),
    )
    large = sheet(*((row, f'<c r="A{row}"><v>{row}</v></c>') for row in range(1, 90)))
    source = read(make_xlsx(small, large, stray), limits=Limits(dense_cells=100))
    assert [cells_by_place(found) for found in source.sheets] == [
        {(2, 2): "1"},
        {(row, 1): str(row) for row in range(1, 90)},
        {(1, 1): "2", (9, 26): "3"},
    ]
    source = read(make_xlsx(small, large), limits=Limits(dense_cells=50))
    assert source.sheets[1].cells.height == 89


def test_hidden_sheets_are_named_and_not_read(make_xlsx, read):
    one = sheet((1, '<c r="A1"><v>1</v></c>'))
    source = read(make_xlsx(one, one, one, states=("visible", "hidden", "veryHidden")))
    assert [found.name for found in source.sheets] == ["Sheet1"]
    assert source.hidden_sheets == ("Sheet2", "Sheet3")
    assert source.is_workbook


def test_empty_sheets_stay_in_the_list(make_xlsx, read):
    source = read(make_xlsx("<sheetData/>", sheet((1, '<c r="A1"><v>1</v></c>'))))
    assert [(found.name, found.cells.shape) for found in source.sheets] == [("Sheet1", (0, 0)), ("Sheet2", (1, 1))]


def test_merged_cells_have_their_value_once(tmp_path, read):
    book = openpyxl.Workbook()
    book.active["A1"] = "Title"
    book.active.merge_cells("A1:D2")
    book.active["A3"] = "x"
    book.save(tmp_path / "book.xlsx")
    assert cells_by_place(read(tmp_path / "book.xlsx").sheets[0]) == {(1, 1): "Title", (3, 1): "x"}


def test_hidden_rows_are_read_and_counted(make_xlsx, read):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
    source = read(make_xlsx(f'<cols><col min="2" max="2" hidden="1"/></cols><sheetData>{rows}</sheetData>'))
    assert source.sheets[0].hidden_rows == 1
    assert source.sheets[0].cells.height == 2
    assert [(problem.code, problem.count) for problem in source.problems] == [("hidden_content", 1)]


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_formulas_without_results_are_reported(make_xlsx, read, value):
    book = make_xlsx(
        sheet(
            (1, '<c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c>'),
            (2, f'<c r="A2"><v>1</v></c><c r="C2"><f>A2*2</f>{value}</c>'),
            (3, f'<c r="C3"><f t="shared" si="0"/>{value}</c><c r="D3" t="str"><f>A1</f><v></v></c>'),
        )
    )
    assert read(book).sheets[0].formulas.without_result == {3: (2, 3)}


def test_formulas_that_look_into_other_files_are_found(make_xlsx, read):
    cells = '<c r="A1"><f>B1</f><v>1</v></c><c r="B1"><f>[1]Sheet1!$A$1</f><v>1</v></c>'
    book = make_xlsx(
        sheet((1, cells), (2, '<c r="B2"><f ca="1">SUM([12]A!A:A)</f><v>1</v></c>')),
        extra={"xl/externalLinks/externalLink1.xml": "<externalLink/>"},
    )
    assert read(book, isolated=True).sheets[0].formulas.linked == {2: (1, 2)}


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.bin", "customUI/customUI.xml"]
)
def test_macros_are_refused(make_xlsx, refusal_code, part):
    assert refusal_code(make_xlsx(sheet(), extra={part: "x"})) == "macros_found"


def test_macro_workbook_without_macros_is_refused(make_xlsx, refusal_code):
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert refusal_code(make_xlsx(sheet(), extra={"[Content_Types].xml": types})) == "macros_found"


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/workbook.xml", "docProps/app.xml"],
)
@pytest.mark.parametrize("entity", ["'lol'", "SYSTEM 'file:///etc/passwd'", "SYSTEM 'http://127.0.0.1:9/x'"])
def test_document_type_definitions_are_refused(make_xlsx, refusal_code, part, entity):
    xml = f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b {entity}>]><a>&b;</a>"
    assert refusal_code(make_xlsx(sheet((1, '<c r="A1"><v>1</v></c>')), extra={part: xml})) == "container_corrupt"


@BOTH_READERS
def test_limits_hold_for_both_readers(make_xlsx, refusal_code, limits):
    rows = sheet(*((row, f'<c r="A{row}"><v>1</v></c><c r="B{row}"><v>1</v></c>') for row in range(1, 12)))
    dense_cells = limits.dense_cells
    book = make_xlsx(rows, rows)
    assert refusal_code(book, limits=Limits(dense_cells=dense_cells, rows=10)) == "too_many_rows"
    assert refusal_code(book, limits=Limits(dense_cells=dense_cells, columns=1)) == "too_many_columns"
    assert refusal_code(book, limits=Limits(dense_cells=dense_cells, cells=21)) == "too_many_cells"
    assert refusal_code(book, limits=Limits(dense_cells=dense_cells, sheets=1)) == "too_many_sheets"


def test_workbook_without_cells_is_empty(make_xlsx, refusal_code):
    assert refusal_code(make_xlsx(sheet((1, '<c r="A1" t="str"><v> </v></c>')))) == "file_empty"


def test_broken_xml_is_refused(make_xlsx, refusal_code):
    assert refusal_code(make_xlsx("<sheetData><row r='1'><c r='A1'>")) == "container_corrupt"
    assert refusal_code(make_xlsx(sheet(), extra={"xl/workbook.xml": "<workbook>"})) == "container_corrupt"
    assert refusal_code(make_xlsx("<a>" * 300 + "</a>" * 300)) in {"container_corrupt", "file_empty"}
