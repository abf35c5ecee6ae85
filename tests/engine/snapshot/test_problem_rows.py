from datetime import date
from decimal import Decimal

from ledgerlift.problems import Place, Problem, sentences
from ledgerlift.snapshot import Manifest, list_problem_rows, read_problem_row, read_snapshot, write_snapshot

PLACE = Place("bills.csv", "Feuil 1", 4, 2)


def test_problem_comes_back_from_a_snapshot_with_its_details(tmp_path):
    problem = Problem(
        "file_empty", PLACE, found="x", field="issue_date", count=3, details={"header": "Date d’émission"}
    )
    write_snapshot({"problems": list_problem_rows([problem])}, Manifest(), tmp_path / "snapshot")
    (row,) = read_snapshot(tmp_path / "snapshot").frames["problems"].collect().to_dicts()
    assert read_problem_row(row) == problem


def test_dates_and_amounts_in_details_come_back_as_text():
    problem = Problem("file_empty", details={"first": date(2025, 3, 1), "stated": Decimal("1.50")})
    row = list_problem_rows([problem]).row(0, named=True)
    assert read_problem_row(row).details == {"first": "2025-03-01", "stated": "1.50"}


def test_problem_without_place_or_details_comes_back():
    row = list_problem_rows([Problem("file_empty")]).row(0, named=True)
    assert read_problem_row(row) == Problem("file_empty")


def test_codes_of_the_snapshot_have_both_sentences():
    for code in ("snapshot_not_found", "snapshot_damaged", "snapshot_too_new"):
        assert sentences()[code]["severity"] == "refusal"
