import hashlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgerlift.problems import FileRejectedError
from ledgerlift.reading import Limits, file, read_file, scratch

ANY_BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet="ab1 ,;\"'\n\r\t|é\x00=<%PK{", max_size=80).map(str.encode),
    st.binary(max_size=80).map(b"PK\x03\x04".__add__),
    st.binary(max_size=600).map(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".__add__),
    st.binary(max_size=80).map(b"\xff\xfe".__add__),
)


def outcome(path, **options):
    """The sheets of a file, or why it is refused in both languages."""
    try:
        return read_file(path, **options).sheets
    except FileRejectedError as error:
        return error.problem.sentence("en"), error.problem.sentence("fr")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_BYTES)
def test_any_bytes_give_a_source_or_a_refusal(tmp_path, data):
    path = tmp_path / "report.csv"
    path.write_bytes(data)
    assert outcome(path, isolated=False)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_BYTES)
def test_any_bytes_give_a_source_or_a_refusal_from_the_child(tmp_path, data):
    path = tmp_path / "report.csv"
    path.write_bytes(data)
    assert outcome(path)


def test_child_and_caller_read_the_same(read):
    data = "Fournisseur;Montant\nSociété;1,50\n\n x;\n".encode("cp1252")
    here, there = read(data), read(data, isolated=True)
    assert here.sheets[0].cells.equals(there.sheets[0].cells)
    assert here.sheets[0].row_numbers.equals(there.sheets[0].row_numbers)
    assert (here.decisions, here.problems, here.sha256) == (there.decisions, there.problems, there.sha256)


def test_source_names_the_file_and_its_contents(read):
    data = b"a,b\n1,2\n"
    source = read(data, name="Août [1] *.csv")
    assert (source.name, source.bytes) == ("Août [1] *.csv", 8)
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert not source.is_workbook


def test_missing_file_is_refused(tmp_path, refusal_code):
    assert refusal_code(tmp_path / "nothing.csv") == "file_missing"
    assert refusal_code(Path("\0")) == "file_missing"
    assert refusal_code(tmp_path / ("x" * 300)) == "file_missing"


def test_folder_is_refused(tmp_path, refusal_code):
    assert refusal_code(tmp_path) == "file_is_directory"


def test_pipe_is_refused(tmp_path, refusal_code):
    os.mkfifo(tmp_path / "pipe")
    assert refusal_code(tmp_path / "pipe") == "file_not_regular"


def test_file_without_permission_is_refused(tmp_path, refusal_code, monkeypatch):
    (tmp_path / "report.csv").write_bytes(b"a,b\n")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "report.csv")
    assert refusal_code(tmp_path / "report.csv") == "file_not_permitted"


def test_folder_without_permission_is_refused(tmp_path, refusal_code, monkeypatch):
    def stat(path):
        raise PermissionError(path)

    monkeypatch.setattr(Path, "stat", stat)
    assert refusal_code(tmp_path / "report.csv") == "file_not_permitted"


@pytest.mark.parametrize("after", [b"a,b\n1,3\n", b"a,b\n1,2\n3,4\n", None])
def test_file_that_changes_while_it_is_read_is_refused(tmp_path, refusal_code, monkeypatch, after):
    path = tmp_path / "report.csv"
    path.write_bytes(b"a,b\n1,2\n")
    digest = file._sha256

    def meanwhile(path):
        if after is None:
            path.unlink()
            path.write_bytes(b"a,b\n1,2\n")
        else:
            path.write_bytes(after)
        return digest(path)

    monkeypatch.setattr(file, "_sha256", meanwhile)
    assert refusal_code(path) == "file_changed"


def test_file_that_goes_away_is_refused(tmp_path, refusal_code, monkeypatch):
    path = tmp_path / "report.csv"
    path.write_bytes(b"a,b\n1,2\n")
    start = file.ReadingHere.__enter__

    def gone(reading):
        path.unlink()
        return start(reading)

    monkeypatch.setattr(file.ReadingHere, "__enter__", gone)
    assert refusal_code(path) == "file_changed"


def test_nothing_is_left_behind(tmp_path, read, refusal_code, monkeypatch):
    monkeypatch.setattr(scratch, "_MEMORY_DISK", tmp_path / "none")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    read("Société\n".encode("cp1252"), isolated=True)
    refusal_code(b"", isolated=True)
    assert list((tmp_path / "scratch").iterdir()) == []


def test_size_limit_is_in_the_sentence(refusal):
    problem = refusal(b"x" * 2_500_000, limits=Limits(file_bytes=2 * 2**20))
    assert "2 MB" in problem.sentence("en")
    assert "2 Mo" in problem.sentence("fr")
    assert problem.place.file == "report.csv"
