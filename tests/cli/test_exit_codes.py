"""Each kind of file ends with its exit code and a sentence, whatever command is given it."""

import os
import subprocess
import sys

import pytest

DONE, ASKS, WRONG_USE, REJECTED = 0, 1, 2, 3

ENDINGS = {
    "bills.csv": (DONE, ""),
    "two-ways.csv": (ASKS, "Which comes first, the day or the month?"),
    "customers.csv": (ASKS, "This looks like a customer list. We need the list of suppliers."),
    "prose.txt": (ASKS, "There is no table in this file"),
    "header-only.csv": (REJECTED, "The selected file is empty."),
    "empty.csv": (REJECTED, "The selected file is empty."),
    "picture.csv": (REJECTED, "This is a PDF or picture"),
}
endings = pytest.mark.parametrize(("name", "code", "sentence"), [(name, *ending) for name, ending in ENDINGS.items()])


def unwrap(text):
    return " ".join(text.split())


@endings
def test_inspect_ends_with_the_code_of_the_file(ledgerlift, make, name, code, sentence):
    result = ledgerlift("inspect", make(name))
    assert result.exit_code == code
    assert sentence in unwrap(result.output)
    assert name in result.output


@endings
def test_run_ends_with_the_code_of_the_file(ledgerlift, make, tmp_path, name, code, sentence):
    result = ledgerlift("run", make(name), "--out", tmp_path / "out")
    assert result.exit_code == code
    assert sentence in unwrap(result.stderr)
    assert (tmp_path / "out").exists() == (code == DONE)


def test_several_files_end_with_the_worst_code(ledgerlift, make):
    paths = [make(name) for name in ("empty.csv", "bills.csv", "two-ways.csv")]
    result = ledgerlift("inspect", *paths)
    assert result.exit_code == REJECTED
    assert all(path.name in result.output for path in paths)


@pytest.mark.parametrize("command", ["inspect", "table", "run"])
def test_missing_file_is_rejected(ledgerlift, tmp_path, command):
    options = ["--out", tmp_path / "out"] if command == "run" else []
    result = ledgerlift(command, tmp_path / "gone.csv", *options)
    assert result.exit_code == REJECTED
    assert "gone.csv: There is no file at this place." in result.stderr


def test_missing_file_is_rejected_before_the_engine_is_loaded(tmp_path):
    code = "import sys\nfrom ledgerlift.cli import main\ntry:\n main()\nfinally:\n print('polars' in sys.modules)"
    command = [sys.executable, "-c", code, "inspect", str(tmp_path / "gone.csv")]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout.splitlines()) == (REJECTED, ["gone.csv  cannot be read", "False"])


@pytest.mark.parametrize("command", ["inspect", "table"])
def test_folder_is_rejected(ledgerlift, tmp_path, command):
    result = ledgerlift(command, tmp_path)
    assert result.exit_code == REJECTED
    assert "This is a folder." in result.stderr


@pytest.mark.parametrize("command", ["inspect", "table"])
def test_file_without_permission_is_rejected(ledgerlift, make, monkeypatch, command):
    path, access = make("bills.csv"), os.access
    # The system's answer for others than root, who may read everything.
    monkeypatch.setattr(
        os, "access", lambda place, mode, **more: str(place) != str(path) and access(place, mode, **more)
    )
    result = ledgerlift(command, path)
    assert result.exit_code == REJECTED
    assert "You do not have permission to read this file." in result.stderr


WRONG_USES = {
    "no file": (["inspect"], "Missing argument"),
    "unknown option": (["inspect", "bills.csv", "--speed"], "No such option"),
    "unknown report": (["inspect", "bills.csv", "--as", "orders"], "'suppliers', 'bills', 'payments', 'direct_costs'"),
    "unknown software": (["inspect", "bills.csv", "--software", "xerro"], "Did you mean xero?"),
    "run without --out": (["run", "bills.csv"], "Missing option '--out'"),
    "one date": (["run", "bills.csv", "--out", "out", "--period", "2025"], "is not two dates"),
    "backward period": (["run", "bills.csv", "--out", "out", "--period", "2025-12-31:2025-01-01"], "before it begins"),
    "no currency": (["run", "bills.csv", "--out", "out", "--base-currency", "dollars"], "is no currency code"),
    "no answers": (["run", "bills.csv", "--out", "out", "--answers", "gone.json"], "does not exist"),
    "no language": (["run", "bills.csv", "--out", "out", "--lang", "de"], "is not one of 'en', 'fr'"),
    "two tables": (["table", "bills.csv", "more.csv"], "unexpected extra argument"),
    "no such software": (["catalogue", "nothing-like-it"], "`ledgerlift catalogue` lists them"),
    "no snapshot": (["report", "gone", "--kind", "spend_analysis"], "does not exist"),
    "no manifest": (["scoreboard", "gone.jsonl"], "does not exist"),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USES.values(), ids=WRONG_USES)
def test_wrong_use_says_what_is_wrong(ledgerlift, arguments, sentence):
    result = ledgerlift(*arguments)
    assert result.exit_code == WRONG_USE
    assert sentence in unwrap(result.stderr)
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["bills.csv", "customers.csv", "empty.csv"])
def test_program_ends_as_the_commands_do(program, make, name):
    finished = program("inspect", make(name))
    assert finished.returncode == ENDINGS[name][0]


def test_program_ends_with_wrong_use(program):
    finished = program("inspect")
    assert finished.returncode == WRONG_USE
    assert b"Missing argument" in finished.stderr
