"""Evidence that is doubted: headings that are only like known ones, where nothing bears them out."""

import functools

import pytest

from ledgerlift import pipeline
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


def fields_of(path, heading, values):
    path.write_text(
        f"Vendor ID,Vendor Name,City,{heading}\n"
        + "".join(f"V{n},Firm {n} Ltd,Leeds,{value}\n" for n, value in enumerate(values, 1))
    )
    (table,) = pipeline.inspect(path).tables
    return {column.header: column.field for column in table.mapping.columns}


def test_column_a_loading_program_added_is_no_status(tmp_path):
    fields = fields_of(tmp_path / "vendors.csv", "_loader_deleted", ["FALSE", "TRUE", "FALSE", "FALSE"])
    assert fields["_loader_deleted"] is None


def test_empty_column_under_a_heading_that_is_only_like_a_known_one_is_nothing(tmp_path):
    fields = fields_of(tmp_path / "vendors.csv", "payablesaccount", [""] * 6)
    assert fields.get("payablesaccount") is None


def test_one_word_under_a_known_heading_may_be_a_slip(tmp_path):
    assert fields_of(tmp_path / "vendors.csv", "Phone", ["phone"])["Phone"] == "phone"
    assert fields_of(tmp_path / "vendors.csv", "Phone", ["north", "south", "west"])["Phone"] is None
