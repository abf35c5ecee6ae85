"""All files of a company: what a run writes, when it writes nothing, and that it adds up."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from ledgerlift import pipeline
from ledgerlift.pipeline import Answer
from ledgerlift.records import DataType
from ledgerlift.snapshot import read_snapshot

SUPPLIERS = "Supplier ID,Supplier Name,Email\nS1,Northgate Paper Ltd,ap@northgate.example\nS2,Fenwick Tools Inc,\n"
BILLS = """Supplier ID,Supplier Name,Invoice Number,Invoice Date,Due Date,Currency,Total Amount,Amount Due
S1,Northgate Paper Ltd,N-100,2025-01-15,2025-02-14,USD,120.50,0.00
S1,Northgate Paper Ltd,N-101,2025-02-17,2025-03-19,USD,80.25,80.25
S2,Fenwick Tools Inc,F-7,2025-02-20,2025-03-22,USD,"1,000.00",0.00
S2,Fenwick Tools Inc,F-8,2025-03-25,2025-04-24,USD,310.00,0.00
,,,,,Total,"1,510.75",80.25
"""
PAYMENTS = """Payment Date,Payment Number,Supplier Name,Invoice Number,Amount Paid,Payment Method
2025-02-10,P1,Northgate Paper Ltd,N-100,120.50,Check
2025-03-30,P2,Fenwick Tools Inc,F-7,"1,000.00",ACH
2025-04-20,P3,Fenwick Tools Inc,F-8,310.00,ACH
"""
AMBIGUOUS = "Supplier Name,Invoice Number,Invoice Date,Total\n" + "".join(
    f"Supplier {day} Ltd,B-{day},0{day}/0{day + 2}/2025,{day}0.10\n" for day in range(1, 8)
)


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    paths = []
    for name, text in (("suppliers.csv", SUPPLIERS), ("bills.csv", BILLS), ("payments.csv", PAYMENTS)):
        paths.append(tmp_path / name)
        paths[-1].write_text(text)
    return paths


def run(files: list[Path | pipeline.Sent] | list[Path], out: Path, **settings: object) -> pipeline.Outcome:
    return pipeline.run(files, out=out, company="Calloway Ridge", today=date(2025, 6, 1), **settings)  # type: ignore[arg-type]


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_run_writes_snapshot_receipt_and_workbook(exports: list[Path], tmp_path: Path) -> None:
    outcome = run(exports, tmp_path / "out")
    assert outcome.snapshot == tmp_path / "out" / "snapshot"
    assert (tmp_path / "out" / "receipt.txt").read_text() == outcome.receipt + "\n"
    bills = pl.read_parquet(outcome.snapshot / "bills.parquet")
    assert bills["total_amount"].sum() == Decimal("1510.75")
    assert bills.filter(pl.col("bill_number") == "F-7")["settled_on"].to_list() == [date(2025, 3, 30)]
    names = [report.name for report in outcome.reports]
    assert names == ["Spend Analysis.xlsx", "Spend Summary.pptx", "Problem sheet.xlsx"]
    assert "Spend Analysis" in load_workbook(outcome.reports[0]).sheetnames


def test_every_row_of_every_file_is_accounted_for(exports: list[Path], tmp_path: Path) -> None:
    outcome = run(exports, tmp_path / "out", reports=False)
    assert outcome.snapshot
    manifest = read_snapshot(outcome.snapshot).manifest
    assert [entry.unexplained for entry in manifest.reconciliation] == [0, 0, 0]
    set_aside = pl.read_parquet(outcome.snapshot / "set_aside.parquet")
    assert set_aside.select("file", "row", "reason").rows() == [("bills.csv", 6, "total")]


def test_same_files_and_settings_give_the_same_bytes(exports: list[Path], tmp_path: Path) -> None:
    run(exports, tmp_path / "one")
    run(exports, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_run_in_french_writes_french(exports: list[Path], tmp_path: Path) -> None:
    outcome = run(exports, tmp_path / "out", settings=pipeline.Settings().with_language("fr"))
    assert "fournisseurs" in outcome.receipt
    assert outcome.reports[0].name != "Spend Analysis.xlsx"


def test_nothing_is_written_when_one_file_is_refused(exports: list[Path], tmp_path: Path) -> None:
    picture = tmp_path / "bills-again.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    outcome = run([*exports, picture], tmp_path / "out")
    assert outcome.snapshot is None
    assert not (tmp_path / "out").exists()
    refused = outcome.inspections[-1]
    assert refused.outcome == "rejected"
    assert [problem.code for problem in refused.problems] == ["pdf_or_image"]


def test_a_question_stops_the_run_until_it_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "bills.csv"
    path.write_text(AMBIGUOUS)
    stopped = run([path], tmp_path / "out", reports=False)
    assert stopped.snapshot is None
    ((file, question),) = stopped.open_questions
    assert (file, question.field, question.choices) == ("bills.csv", "issue_date", ("DMY", "MDY"))
    answered = run([path], tmp_path / "out", reports=False, answers=[Answer("issue_date", "DMY")])
    assert answered.snapshot
    first = pl.read_parquet(answered.snapshot / "bills.parquet").sort("issue_date")["issue_date"][0]
    assert first == date(2025, 3, 1)


def test_an_answer_of_no_choice_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "bills.csv"
    path.write_text(AMBIGUOUS)
    assert run([path], tmp_path / "out", answers=[Answer("issue_date", "YDM")]).snapshot is None


def test_a_second_run_replaces_the_first_snapshot_as_a_whole(exports: list[Path], tmp_path: Path) -> None:
    run(exports, tmp_path / "out", reports=False)
    outcome = run(exports[:2], tmp_path / "out", reports=False)
    assert outcome.snapshot
    assert pl.read_parquet(outcome.snapshot / "payments.parquet").is_empty()


def test_a_failed_run_leaves_the_earlier_snapshot_as_it_was(exports: list[Path], tmp_path: Path) -> None:
    run(exports, tmp_path / "out")
    before = digests(tmp_path / "out")
    run([*exports, tmp_path / "missing.csv"], tmp_path / "out")
    assert digests(tmp_path / "out") == before


def test_a_file_goes_by_the_name_and_the_report_its_sender_gave_it(exports: list[Path], tmp_path: Path) -> None:
    stored = tmp_path / "5f3c.bin"
    stored.write_text(BILLS)
    outcome = run([pipeline.Sent(stored, "March bills.csv", DataType.BILLS)], tmp_path / "out", reports=False)
    assert [each.file.name for each in outcome.inspections] == ["March bills.csv"]
    assert outcome.snapshot
    assert set(pl.read_parquet(outcome.snapshot / "bills.parquet")["file"]) == {"March bills.csv"}
    assert "March bills.csv: " in outcome.receipt
    assert "unexplained" not in outcome.receipt


def test_what_a_run_keeps_of_its_files_holds_none_of_their_cells(exports: list[Path], tmp_path: Path) -> None:
    outcome = run(exports, tmp_path / "out", reports=False)
    assert [each.file.name for each in outcome.inspections] == [path.name for path in exports]
    assert all(each.source is None and not each.tables and not each.considered for each in outcome.inspections)


def test_the_bundled_exports_add_up_to_the_last_row(tmp_path: Path) -> None:
    samples = Path(__file__).parents[3] / "samples" / "workday"
    outcome = run(sorted(samples.iterdir()), tmp_path / "out", reports=False)
    assert outcome.snapshot is not None
    sheets = read_snapshot(outcome.snapshot).manifest.reconciliation
    assert len(sheets) == 4
    assert {sheet.unexplained for sheet in sheets} == {0}
