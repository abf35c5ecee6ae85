"""The scoreboard counts right, and the real files it is meant for stay recognised."""

import functools
import json
from decimal import Decimal
from pathlib import Path

import pytest

from ledgerlift import pipeline
from ledgerlift.cli.scoreboard import count_files
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file
from ledgerlift.scoreboard import FileScore, Scoreboard, Tally, calibration_error, score_file, score_manifest

REAL_FILES = Path(__file__).parents[3] / "shared" / "corpus" / "manifest.jsonl"
BILLS = "Supplier,Invoice No,Invoice Date,Amount\n" + "".join(
    f"Supplier {number % 4} Ltd,INV-{number:04},{13 + number % 15:02}/03/2025,{number * 10}.50\n"
    for number in range(12)
)
TRUTH = {
    "id": "made/bills",
    "file": "bills.csv",
    "data_type": "bills",
    "acceptable_types": ["bills"],
    "header_row": 0,
    "header_rows": [0],
    "data_rows": 12,
    "columns": [
        {"col": 0, "field": "supplier_name", "also_ok": []},
        {"col": 1, "field": "bill_number", "also_ok": []},
        {"col": 2, "field": "issue_date", "also_ok": []},
        {"col": 3, "field": "total_amount", "also_ok": ["subtotal"]},
    ],
    "columns_if_other_type": {},
    "date_columns": [{"col": 2, "order": "DMY"}],
    "amount": {"col": 3, "sum_rounded": str(sum(Decimal(number * 10) + Decimal("0.5") for number in range(12)))},
}


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: what is measured here is recognition, and a child for each file takes minutes."""
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


@pytest.fixture
def bills(tmp_path: Path) -> pipeline.Inspection:
    path = tmp_path / "bills.csv"
    path.write_text(BILLS)
    return pipeline.inspect(path)


def test_score_of_a_file_that_is_right_is_clean(bills: pipeline.Inspection) -> None:
    score = score_file(TRUTH, bills)
    assert score.mistakes == []
    assert score.is_clean
    assert score.columns == Tally(right=4)
    assert not score.is_silently_wrong


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"acceptable_types": ["payments"]}, "kind is bills"),
        ({"header_rows": [3]}, "header is row"),
        ({"data_rows": 13}, "12 data rows"),
        ({"amount": {"col": 3, "sum_rounded": "1.00"}}, "sums to"),
        ({"amount": {"col": 0, "sum_rounded": "1.00"}}, "no amount was read"),
        ({"date_columns": [{"col": 2, "order": "MDY"}]}, "dates of column 3"),
    ],
)
def test_score_names_each_mistake(bills: pipeline.Inspection, change: dict[str, object], mistake: str) -> None:
    score = score_file({**TRUTH, **change}, bills)
    assert len([each for each in score.mistakes if mistake in each]) == 1
    assert not score.is_clean


def test_sum_of_rows_that_say_what_they_are_is_compared_as_written(tmp_path: Path) -> None:
    path = tmp_path / "bills.csv"
    rows = [
        f"Supplier {number % 4} Ltd,{'Credit note' if number % 3 == 0 else 'Bill'},INV-{number:04},"
        f"{13 + number % 15:02}/03/2025,{number * 10}.50\n"
        for number in range(1, 13)
    ]
    path.write_text("Supplier,Document Type,Invoice No,Invoice Date,Amount\n" + "".join(rows))
    found = pipeline.inspect(path)
    assert found.tables[0].totals["total_amount"] == Decimal("182.00")
    columns = [{**column, "col": column["col"] + (column["col"] > 0)} for column in TRUTH["columns"]]
    columns.append({"col": 1, "field": "document_type", "also_ok": []})
    truth = {
        **TRUTH, "columns": columns, "date_columns": [], "amount": {"col": 4, "sum_rounded": "786.00"}
    }  # fmt: skip
    assert score_file(truth, found).mistakes == []


def test_score_counts_a_wrong_critical_column_as_silent(bills: pipeline.Inspection) -> None:
    columns = [{**column, "field": "po_number"} if column["col"] == 1 else column for column in TRUTH["columns"]]
    score = score_file({**TRUTH, "columns": columns}, bills)
    assert score.critical.wrong == 1
    assert score.is_silently_wrong


def test_a_look_alike_that_is_accepted_counts_against_the_board(bills: pipeline.Inspection) -> None:
    score = score_file({**TRUTH, "data_type": "negative", "acceptable_types": ["negative"]}, bills)
    assert Scoreboard((score,)).figures()["look_alikes_accepted"] == 1.0


def test_tally_of_nothing_to_find_is_perfect_and_of_nothing_found_is_zero() -> None:
    assert Tally().f1 == 1.0
    assert Tally(missed=3).f1 == 0.0
    assert Tally(right=2, wrong=1, missed=1).f1 == pytest.approx(2 / 3)


def test_calibration_error_is_the_distance_between_said_and_seen() -> None:
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.95, False)] * 10) == pytest.approx(0.95)
    assert calibration_error([]) == 0.0


def test_answer_that_is_accepted_beside_no_field_counts_as_right_for_the_confidence(
    bills: pipeline.Inspection,
) -> None:
    columns = [
        {**column, "field": None, "also_ok": ["bill_number"]} if column["col"] == 1 else column
        for column in TRUTH["columns"]
    ]
    score = score_file({**TRUTH, "columns": columns}, bills)
    assert [is_right for _, is_right in score.confidences] == [True] * 4


def test_manifest_lines_are_scored_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "bills.csv").write_text(BILLS)
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(json.dumps(TRUTH) + "\n" + json.dumps({**TRUTH, "id": "made/again"}) + "\n")
    assert [score.name for score in score_manifest(manifest)] == ["made/bills", "made/again"]


if REAL_FILES.exists():

    def test_command_takes_the_manifest_of_the_real_files() -> None:
        assert count_files(REAL_FILES) == len(REAL_FILES.read_text().splitlines())

    @pytest.fixture(scope="module")
    def board() -> tuple[FileScore, ...]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))
            return tuple(score_manifest(REAL_FILES))

    @pytest.mark.parametrize(
        ("figure", "least"),
        [
            ("kind_right", 0.98),
            ("header_right", 0.98),
            ("columns_f1", 0.95),
            ("critical_columns_f1", 0.98),
            ("dates_right", 1.0),
            ("clean", 0.95),
        ],
    )
    def test_real_files_are_recognised(board: tuple[FileScore, ...], figure: str, least: float) -> None:
        figures = Scoreboard(board).figures()
        assert figures[figure] >= least, [(score.name, score.mistakes) for score in board if score.mistakes]

    @pytest.mark.parametrize(
        ("figure", "most"), [("look_alikes_accepted", 0.0), ("silently_wrong", 0), ("calibration_error", 0.03)]
    )
    def test_real_files_are_not_taken_for_what_they_are_not(
        board: tuple[FileScore, ...], figure: str, most: float
    ) -> None:
        figures = Scoreboard(board).figures()
        assert figures[figure] <= most, [
            (score.name, score.mistakes) for score in board if score.is_silently_wrong or not score.kind_right
        ]
