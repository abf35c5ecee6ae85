import zipfile
from contextlib import contextmanager

import pytest

from ledgerlift.problems import FileRejectedError
from ledgerlift.reading import Limits, read_file, xlsx_columns, xlsx_sheets
from ledgerlift.reading.xml_records import NotPlainError
from office_files import workbook_parts


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


@pytest.fixture(scope="session")
def read_forgivingly():
    """A context in which the quick readers of xlsx sheets and strings take none."""

    @contextmanager
    def context():
        def refuse(*_):
            raise NotPlainError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(xlsx_columns.PlainSheet, "read", refuse)
            patch.setattr(xlsx_sheets, "read_plain_strings", refuse)
            yield

    return context


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
