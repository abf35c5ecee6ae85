"""The quick reader of xlsx sheets gives what the forgiving one gives, or leaves the sheet to it."""

import re
import zipfile
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgerlift.problems import FileRejectedError
from ledgerlift.reading import read_file, xlsx_sheets
from office_files import MAIN, workbook_parts

STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs>'
STRINGS = (
    '<si><t>plain</t></si><si><t xml:space="preserve"> kept </t></si><si/><si><t/></si>'
    "<si><t>a &amp;amp; &#66;</t></si>"
    '<si><r><t>rich </t></r><r><rPr><b/><sz val="9"/></rPr><t>text</t></r></si><si><t>_x0041__x005F_x0041_</t></si>'
    '<si><t>base</t><rPh sb="0" eb="1"><t>SPOKEN</t></rPh><phoneticPr fontId="1"/></si>'
    "<si><t>2024-03-01T10:00:00</t></si>"
)
LETTERS = ["A", "B", "Z", "AA", "ABC"]

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12) | st.sampled_from(
    ["a_x000D_b", "_xD83D_", " v", "       ", "]]", "\r\n", "-0", "1234567.12345678", "[1]A!B1"]
)
floats = st.floats(allow_nan=False, allow_infinity=False)
amounts = st.decimals(-(10**9), 10**9, places=2)
numbers = (
    floats | amounts | st.integers(-(10**18), 10**18) | st.sampled_from(["", " 1", "007", "1E+3", "-0", "x", ".5"])
).map(str)


@st.composite
def cells(draw, place):
    """The XML of one cell, written in one of the ways that programs write it."""
    style = draw(st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"']))
    formula = draw(st.sampled_from(["", "", "", "<f>A1*2</f>", '<f t="shared" si="0"/>', "<f>[1]Other!A1</f>"]))
    kind = draw(st.sampled_from(["n", "s", "b", "e", "str", "inlineStr", "d", "none"]))
    if kind == "none":
        return draw(st.sampled_from([f'<c r="{place}"{style}/>', f'<c r="{place}"{style}>{formula}</c>']))
    if kind == "inlineStr":
        space = draw(st.sampled_from(["", ' xml:space="preserve"']))
        return f'<c r="{place}"{style} t="inlineStr"><is><t{space}>{escape(draw(texts))}</t></is></c>'
    value = {
        "n": numbers,
        "s": st.integers(0, 9).map(str),
        "b": st.sampled_from("01"),
        "e": st.sampled_from(["#N/A", "#REF!"]),
        "d": st.just("2024-03-01T10:00:00"),
        "str": texts,
    }[kind]
    written = escape(draw(value), quote=draw(st.booleans()))
    element = draw(st.sampled_from(["<v>{}</v>", "<v>{}</v>", '<v xml:space="preserve">{}</v>', "<v>{}</v>\n "]))
    space = draw(st.sampled_from(["", "", "\n  "]))
    type_name = draw(st.sampled_from(["", ' t="n"'])) if kind == "n" else f' t="{kind}"'
    inside = formula + (element.replace("{}", written) if written else "<v></v>")
    return f'<c r="{place}"{style}{type_name}>{space}{inside}{space}</c>{space}'


@st.composite
def sheets(draw):
    """The XML of the rows of a sheet, with gaps."""
    rows = []
    for number in sorted(draw(st.sets(st.integers(1, 120), max_size=6))):
        letters = sorted(draw(st.sets(st.sampled_from(LETTERS), max_size=4)), key=lambda name: (len(name), name))
        hidden = draw(st.sampled_from(["", "", ' hidden="1"', ' spans="1:3" hidden="true"']))
        inside = "".join(draw(cells(f"{name}{number}")) for name in letters)
        rows.append(f'<row r="{number}"{hidden}>{inside}</row>' if inside else f'<row r="{number}"{hidden}/>')
    return f"<sheetData>{''.join(rows)}</sheetData>"


def found_in(path):
    """All that reading gives, or the code of the refusal."""
    try:
        source = read_file(path, isolated=False)
    except FileRejectedError as refused:
        return refused.problem.code
    sheet = source.sheets[0]
    return (
        [sheet.row_numbers.to_list(), sheet.cells.to_dict(as_series=False)],
        [sheet.hidden_rows, sheet.formulas, source.problems],
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Write a workbook of one sheet; gives its path, always the same."""
    path = tmp_path_factory.mktemp("books") / "book.xlsx"

    def write(sheet, strings=STRINGS, extra=None):
        parts = {
            **workbook_parts(sheet, strings=strings, styles=STYLES),
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            **(extra or {}),
        }
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return write


@given(sheets())
def test_both_readers_find_the_same(book, read_forgivingly, sheet):
    path = book(sheet)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx_sheets, "ForgivingSheet", None)  # it is not needed
        quick = found_in(path)
    with read_forgivingly():
        assert quick == found_in(path)


@given(sheets(), st.booleans())
def test_cells_that_do_not_say_where_they_stand(book, read_forgivingly, sheet, rows_say_it):
    sheet = re.sub(r'<c r="\w+"', "<c", sheet)
    path = book(sheet if rows_say_it else re.sub(r'<row r="\w+"', "<row", sheet))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx_sheets, "ForgivingSheet", None)
        quick = found_in(path)
    with read_forgivingly():
        assert quick == found_in(path)


@given(st.lists(texts, min_size=1, max_size=8))
def test_shared_strings_are_read_by_both_alike(book, read_forgivingly, strings):
    written = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    row = "".join(f'<c r="{chr(65 + number)}1" t="s"><v>{number}</v></c>' for number in range(len(strings)))
    path = book(f'<sheetData><row r="1">{row}</row></sheetData>', written)
    quick = found_in(path)
    with read_forgivingly():
        assert quick == found_in(path)


ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
SECOND_ROW = '<row r="2"><c r="A2"><v>2</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ('<row r="1"><c r="A1" t="str"><v>a>b</v></c></row>', {"1": ["a>b"]}),
        ('<row r="1"><c r="A1" t="str"><v>a></v></c></row>', {"1": ["a>"]}),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>a></t></is></c></row>', {"1": ["a>"]}),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">a></t></is></c></row>', {"1": ["a>"]}),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">a> v></t></is></c></row>', {"1": ["a> v>"]}),
        ('<row r="1"><c r="A1" t="str"><v xml:space="preserve">a>       </v></c></row>', {"1": ["a>"]}),
        ('<row r="1"><c r="A1" ph=">"><v>1</v></c></row>', {"1": ["1"]}),
        ('<row r="1"><c r="A1"><f>B1>2</f><v>1</v></c></row>', {"1": ["1"]}),
        ('<row r="1"><c r="A1" t="str"><v><![CDATA[</v></c>]]></v></c></row>', {"1": ["</v></c>"]}),
        ('<row r="1"><c r="A1"><v>1<!-- </v></c> --></v></c></row>', {"1": ["1"]}),
        (f"{ROW}<!-- {SECOND_ROW} -->", {"1": ["1"]}),
        (f"<?page <v>2</v> ?>{ROW}", {"1": ["1"]}),
        ("<row r='1'><c r='A1' t='str'><v>x</v></c></row>", {"1": ["x"]}),
        ("<row r='1'><c r=\"A1\" t='str'><v>x</v></c></row>", {"1": ["x"]}),
        ('<row x=\' r="9"\' r="1"><c r="A1"><v>1</v></c></row>', {"1": ["1"]}),
        ('<row r="1"><c t="str" r="A1"><v>x</v></c></row>', {"1": ["x"]}),
        ('<row r="1"><c\nr="A1"><v>x</v></c></row>', {"1": ["x"]}),
        ('<row r="1" ><c r = "A1" ><v >x</v ></c ></row >', {"1": ["x"]}),
        ('<row><c><v>1</v></c><c r="C1"><v>3</v></c></row>', {"1": ["1"], "2": [None], "3": ["3"]}),
        ('<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>', {"1": ["1"], "2": ["2"]}),
        ('<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>', {"1": ["1", "2"]}),
        ('<row r="1"><c r="A5"><v>1</v></c></row>', {"1": ["1"]}),
        ('<row r="1"><c r="A1" t="s"><v> 0</v></c><c r="B1"><v>1</v></c></row>', {"2": ["1"]}),
        ('<row r="1"><c r="A1" t="s"><v>99</v></c><c r="B1"><v>1</v></c></row>', {"2": ["1"]}),
        ('<row r="1"><c r="A1"><v>1</v><extLst><ext><v>9</v></ext></extLst></c></row>', None),
        ('<row r="1"><c r="A1" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c></row>', {"1": ["rich"]}),
        ('<row r="1"><c r="A1" t="str"><v>&nothing;</v></c></row>', None),
        ('<row r="1"><c r="A1"><v>1</v></c></v></c></row>', None),
        ('<row r="1"><c r="A1"><v>1<c r="B1"><v>2</v></c></row>', None),
        ('<row r="1"><c r="A1"/><v>1</v></c></row>', None),
        ('<row r="1"><c r="A1"><v>1</v></c>', None),
        (f'{ROW}<row r="2"><c r="A2" t="str"><v>\udcff</v></c></row>', None),
    ],
)
def test_unusual_xml_is_read_rightly(book, read_forgivingly, rows, cells):
    worksheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    path = book("", extra={"xl/worksheets/sheet1.xml": worksheet.encode("utf-8", "surrogateescape")})
    found = found_in(path)
    if cells is not None:
        assert found[0][1] == cells
    with read_forgivingly():
        assert found == found_in(path)


@pytest.mark.parametrize(
    "worksheet",
    [
        f'<worksheet xmlns="{MAIN}"><!-- <sheetData>{ROW}</sheetData> --><sheetData>{ROW}</sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData>{ROW}</sheetData><sheetData>{SECOND_ROW}</sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData>{ROW}</sheetData><!-- end --></worksheet>  ',
        f'<worksheet xmlns="{MAIN}"><sheetData>{ROW}</sheetData>',
        f'<worksheet xmlns="{MAIN}"><sheetData>{ROW}',
        f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData x="1">  {ROW}  </sheetData></worksheet>',
        f'<w:worksheet xmlns:w="{MAIN}"><w:sheetData>{ROW}</w:sheetData></w:worksheet>',
        f'<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>{ROW}</sheetData></worksheet>',
    ],
)
@pytest.mark.parametrize("encoding", ["", "utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_sheets_in_unusual_frames_are_read_rightly(book, read_forgivingly, worksheet, encoding):
    named = encoding.removesuffix("-sig")
    head = f'<?xml version="1.0" encoding="{named}"?>' if named else ""
    content = (head + worksheet.replace("<v>1</v>", "<v>é</v>")).encode(encoding or "utf-8")
    path = book("", extra={"xl/worksheets/sheet1.xml": content})
    found = found_in(path)
    with read_forgivingly():
        assert found == found_in(path)
