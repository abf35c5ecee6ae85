"""The problem sheet reads back what the snapshot says, as text."""

import json

import openpyxl
import polars as pl
import pytest
from sheets import rows_of

from ledgerlift import records
from ledgerlift.analysis import analyse
from ledgerlift.reports import ReportSettings
from ledgerlift.reports.problem_sheet import write_problem_sheet


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    def make(opened, analysed, language="en"):
        path = tmp_path_factory.mktemp("sheet") / "problems.xlsx"
        write_problem_sheet(analysed, opened, path, ReportSettings(language=language))
        return openpyxl.load_workbook(path)

    return make


def test_problems_are_sentences_with_their_place_most_serious_first(write, snapshot, analysis):
    first, second = rows_of(write(snapshot, analysis)["What to do"])
    assert first == {"Kind": "Refused", "File": "bills.csv", "Sheet": None, "First cell": None, "How often": 1,
                     "What to do": "The selected file is empty.", "Found": None}  # fmt: skip
    assert (second["Kind"], second["First cell"], second["How often"]) == ("Warning", "5", 3)


def test_sentences_are_shown_whole(write, snapshot_of):
    details = json.dumps({"megabytes": "2" * 60})
    rows = [{"code": "file_too_large", "severity": "refusal", "count": 1, "details": details},
            {"code": "file_empty", "severity": "refusal", "count": 1}]  # fmt: skip
    problems = pl.DataFrame(rows, schema=dict(records.SNAPSHOT["problems"]), orient="row")
    opened = snapshot_of({"problems": problems})
    sheet = write(opened, analyse(opened))["What to do"]
    lengths = {len(row[5].value): sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=2)}
    (short, one_line), (long, more_lines) = sorted(lengths.items())
    assert short < 60 < 120 < long
    assert one_line < 20 < more_lines


def test_rows_set_aside_are_listed_with_their_reason(write, snapshot, analysis):
    (row,) = rows_of(write(snapshot, analysis)["Rows set aside"])
    assert row == {"File": "bills.csv", "Sheet": None, "Row": 10, "Records": "Bills", "Why": "total", "Amount": None}


def test_french_sheet_is_french(write, snapshot, analysis):
    book = write(snapshot, analysis, "fr")
    assert book.sheetnames == ["À faire", "Lignes écartées", "Lisez-moi"]
    assert rows_of(book["À faire"])[0]["À faire"] == "Le fichier sélectionné est vide."
    assert rows_of(book["Lignes écartées"])[0]["Opérations"] == "Factures"


def test_books_without_problems_say_so(write, nothing):
    (row,) = rows_of(write(*nothing)["What to do"])
    assert row["What to do"] == "No problem was found."


def test_same_snapshot_gives_the_same_bytes(snapshot, analysis, tmp_path):
    for name in ("one", "two"):
        write_problem_sheet(analysis, snapshot, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
