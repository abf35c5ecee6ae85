"""``ledgerlift run``: everything or nothing, answers, and where the results are."""

import json
import os
import subprocess
import sys

import polars as pl
import pytest

WRITTEN = ["Spend Analysis.xlsx", "receipt.txt", "snapshot/bills.parquet", "snapshot/manifest.json"]


def test_run_writes_a_snapshot_a_receipt_and_the_workbook(ledgerlift, make, tmp_path, list_files):
    result = ledgerlift("run", make("bills.csv"), "--out", tmp_path / "out", "--company", "Maple Builders")
    assert result.exit_code == 0
    assert set(WRITTEN) <= set(list_files(tmp_path / "out"))
    assert result.stdout.startswith("Receipt for Maple Builders\n5 bills, 3 suppliers, ")
    receipt = (tmp_path / "out" / "receipt.txt").read_text(encoding="utf-8")
    assert result.stdout.startswith(receipt)
    assert result.stdout.splitlines()[-5:] == [
        f"Snapshot: {tmp_path}/out/snapshot",
        f"Receipt: {tmp_path}/out/receipt.txt",
        f"Report: {tmp_path}/out/Spend Analysis.xlsx",
        f"Report: {tmp_path}/out/Spend Summary.pptx",
        f"Report: {tmp_path}/out/Problem sheet.xlsx",
    ]
    assert result.stderr == ""


def test_run_without_reports_stops_after_the_receipt(ledgerlift, make, tmp_path, list_files):
    result = ledgerlift("run", make("bills.csv"), "--out", tmp_path / "out", "--no-reports")
    assert result.exit_code == 0
    assert {name.split("/")[0] for name in list_files(tmp_path / "out")} == {"receipt.txt", "snapshot"}


def test_run_speaks_french(ledgerlift, make, tmp_path):
    result = ledgerlift("run", make("bills.csv"), "--out", tmp_path / "out", "--lang", "fr")
    assert "5 factures, 3 fournisseurs" in result.stdout
    assert f"Rapport : {tmp_path}/out/Analyse des dépenses.xlsx" in result.stdout


@pytest.mark.parametrize("other", ["two-ways.csv", "customers.csv", "prose.txt", "header-only.csv", "empty.csv"])
def test_one_file_that_is_not_ready_stops_everything(ledgerlift, make, tmp_path, other):
    result = ledgerlift("run", make("bills.csv"), make(other), "--out", tmp_path / "out")
    assert result.exit_code in (1, 3)
    assert not (tmp_path / "out").exists()
    assert result.stderr.endswith("Nothing was written.\n")
    assert result.stdout == ""


def test_failed_run_leaves_earlier_results_alone(ledgerlift, make, tmp_path, list_files):
    out = tmp_path / "out"
    ledgerlift("run", make("bills.csv"), "--out", out)
    before = {name: (out / name).read_bytes() for name in list_files(out)}
    assert ledgerlift("run", make("empty.csv"), "--out", out).exit_code == 3
    assert {name: (out / name).read_bytes() for name in list_files(out)} == before


def test_same_run_again_gives_the_same_bytes(ledgerlift, make, tmp_path, list_files):
    outs = [tmp_path / "first", tmp_path / "second"]
    for out in outs:
        options = ["--period", "2025-01-01:2025-12-31"]
        assert ledgerlift("run", make("bills.csv"), "--out", out, *options).exit_code == 0
    first, second = ({name: (out / name).read_bytes() for name in list_files(out)} for out in outs)
    assert first == second


def test_any_number_of_threads_gives_the_same_bytes(make, tmp_path, list_files):
    rows = [
        f"B-{row},Supplier {row % 977},{row % 28 + 1:02}/{row % 12 + 1:02}/2025,28/12/2025,{row % 7919}.{row % 100:02}"
        for row in range(60_000)
    ]
    bills = make("bills.csv", "\n".join(["Bill No,Supplier,Invoice Date,Due Date,Total", *rows]))
    outs = {threads: tmp_path / threads for threads in ("1", "4")}
    for threads, out in outs.items():
        subprocess.run(
            [sys.executable, "-m", "ledgerlift", "run", bills, "--out", out, "--no-reports"],
            env={**os.environ, "POLARS_MAX_THREADS": threads}, check=True, capture_output=True,
        )  # fmt: skip
    one, four = ({name: (out / name).read_bytes() for name in list_files(out)} for out in outs.values())
    assert one == four


def test_questions_come_with_the_answers_to_write(ledgerlift, make, tmp_path):
    result = ledgerlift("run", make("two-ways.csv"), "--out", tmp_path / "out")
    assert result.exit_code == 1
    template = json.loads(next(line for line in result.stderr.splitlines() if line.startswith("[{")))
    assert template == [
        {"file": "two-ways.csv", "field": "issue_date", "column": 3, "value": "DMY"},
        {"file": "two-ways.csv", "field": "due_date", "column": 4, "value": "DMY"},
    ]
    given = make("answers.json", json.dumps(template))
    assert ledgerlift("run", make("two-ways.csv"), "--out", tmp_path / "out", "--answers", given).exit_code == 0


@pytest.mark.parametrize(("order", "first"), [("DMY", "2025-04-03"), ("MDY", "2025-03-04")])
def test_answer_decides_how_dates_are_read(ledgerlift, make, tmp_path, order, first):
    answers = make("answers.json", json.dumps({"issue_date": order, "due_date": order}))
    result = ledgerlift("run", make("two-ways.csv"), "--out", tmp_path / "out", "--answers", answers)
    assert result.exit_code == 0
    bills = pl.read_parquet(tmp_path / "out" / "snapshot" / "bills.parquet").sort("bill_number")
    assert str(bills["issue_date"][0]) == first


def test_answer_that_is_no_choice_leaves_the_question_open(ledgerlift, make, tmp_path):
    answers = make("answers.json", json.dumps({"issue_date": "YMD", "due_date": "YMD"}))
    result = ledgerlift("run", make("two-ways.csv"), "--out", tmp_path / "out", "--answers", answers)
    assert result.exit_code == 1
    assert "Which comes first, the day or the month?" in result.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("no json", "answers.json is not JSON"),
        ('"DMY"', "holds neither a list nor an object"),
        ('[{"field": "issue_date"}]', 'each answer needs a "field" and a "value"'),
        ("[3]", 'each answer needs a "field" and a "value"'),
        (b"\xff\xfe\x00", "answers.json is not JSON"),
    ],
)
def test_answers_that_are_none_are_wrong_use(ledgerlift, make, tmp_path, content, sentence):
    given = make("answers.json", content)
    result = ledgerlift("run", make("bills.csv"), "--out", tmp_path / "out", "--answers", given)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_period_bounds_the_analysis(ledgerlift, make, tmp_path):
    period = ["--period", "2025-05-01:2025-06-30"]
    result = ledgerlift("run", make("bills.csv"), "--out", tmp_path / "out", *period)
    assert "2 bills, 2 suppliers, " in result.stdout
    assert "2025-05-01 to 2025-06-30, 2 months" in result.stdout


@pytest.mark.parametrize("written", ["usd", "USD", " Usd "])
def test_base_currency_is_taken_in_any_case(ledgerlift, make, tmp_path, written):
    result = ledgerlift("run", make("bills.csv"), "--out", tmp_path / "out", "--base-currency", written)
    assert result.exit_code == 0
    manifest = json.loads((tmp_path / "out" / "snapshot" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["base_currency"] == "USD"


def test_folder_that_cannot_be_made_is_wrong_use(ledgerlift, make):
    result = ledgerlift("run", make("bills.csv"), "--out", make("empty.csv") / "out")
    assert result.exit_code == 2
    assert "Not a directory" in result.stderr


def test_receipt_does_not_steer_the_terminal(ledgerlift, make, tmp_path):
    rows = [f"B-{n},Anvil\x1b[31m Ltd,{n + 12}/04/2025,{n}.00" for n in range(1, 5)] + ["B-5,Birch,30/04/2025,\x1b[2Jx"]
    path = make("bi\x1bll.csv", "\n".join(["Bill No,Supplier,Invoice Date,Total", *rows]))
    result = ledgerlift("run", path, "--out", tmp_path / "out", "--company", "Ma\x1b[31mple")
    assert result.exit_code == 0
    assert not [letter for letter in result.stdout if letter != "\n" and not letter.isprintable()]


def test_match_files_are_made_for_who_names_them(ledgerlift, make, tmp_path, list_files):
    settings = tmp_path / "bank.toml"
    settings.write_text('reports = ["spend_analysis", "paytech"]')
    assert ledgerlift("run", make("bills.csv"), "--out", tmp_path / "out", "--settings", settings).exit_code == 0
    made = sorted(name for name in list_files(tmp_path / "out") if name.endswith(".xlsx"))
    assert [name.split("_")[0] for name in made] == ["PayTech", "Spend Analysis.xlsx"]
