import zipfile

import pytest

from ledgerlift.problems import FileRejectedError
from ledgerlift.reading import Limits, read_file

WORKBOOK_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relationships(*targets):
    items = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def workbook_parts(*sheets, strings="", styles='<cellXfs><xf numFmtId="0"/></cellXfs>', properties="", states=()):
    """The parts of an xlsx written by hand; each sheet is the XML inside its worksheet element."""
    names = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    entries = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"'
        + (f' state="{states[number - 1]}"' if number <= len(states) else "")
        + "/>"
        for number, name in enumerate(names, start=1)
    )
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    parts = {
        "[Content_Types].xml": WORKBOOK_TYPES,
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(
            *targets, ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    return parts


@pytest.fixture
def read(tmp_path):
    """Read bytes, or a file, in this process; gives the Source."""

    def read_it(data, name="report.csv", limits=None, isolated=False):
        path = data if hasattr(data, "open") else tmp_path / name
        if isinstance(data, bytes):
            path.write_bytes(data)
        return read_file(path, limits=limits or Limits(), isolated=isolated)

    return read_it


@pytest.fixture
def rows_of(read):
    """The rows of the first sheet, without the empty cells behind the last filled one of each row."""

    def rows(data, **options):
        return [trimmed(row) for row in read(data, **options).sheets[0].cells.rows()]

    return rows


@pytest.fixture
def refusal(read):
    """The problem a file is refused for; its sentences are complete in both languages."""

    def refused(data, **options):
        with pytest.raises(FileRejectedError) as caught:
            read(data, **options)
        problem = caught.value.problem
        assert problem.severity == "refusal"
        assert "{" not in problem.sentence("en") + problem.sentence("fr")
        return problem

    return refused


@pytest.fixture
def refusal_code(refusal):
    def code(data, **options):
        return refusal(data, **options).code

    return code


@pytest.fixture
def make_zip(tmp_path):
    """Write a zip of the given parts; gives its path."""

    def make(parts, name="book.xlsx"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        return path

    return make


@pytest.fixture
def make_xlsx(make_zip):
    """Write an xlsx by hand from the XML inside its worksheets; gives its path."""

    def make(*sheets, name="book.xlsx", extra=None, **options):
        return make_zip({**workbook_parts(*sheets, **options), **(extra or {})}, name=name)

    return make


def trimmed(row):
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return cells
