"""A short campaign of damaged files; `make fuzz` runs a long one."""

import sys

import pytest
from tools.fuzz.campaign import DIED, HUNG, Worker, damage, judge, run
from tools.fuzz.samples import list_samples

ANSWER = "import sys, json\nprint(flush=True)\nfor line in sys.stdin: print(json.dumps({}), flush=True)"


@pytest.mark.slow
def test_damaged_files_are_read_or_refused():
    tally = run(list_samples(), seed=2026, seconds=20)
    print(tally.outcomes)
    assert tally.files > 20
    assert tally.findings == {}


def test_seed_and_number_make_the_same_file_again():
    samples = list_samples()
    assert damage(samples, seed=1, number=7) == damage(samples, seed=1, number=7)
    assert len({damage(samples, seed=1, number=number)[1] for number in range(20)}) > 15


@pytest.mark.parametrize(
    ("program", "outcome", "fault"),
    [
        (ANSWER.format({"found": "csv", "broken": ""}), "csv", ""),
        (ANSWER.format({"found": "file_empty", "broken": ""}), "file_empty", ""),
        (ANSWER.format({"found": "sort of", "broken": ""}), "sort of", "unknown outcome sort of"),
        (ANSWER.format({"found": "file_unreadable", "broken": "KeyError: x"}), "file_unreadable", "KeyError: x"),
        ("import os; os.abort()", "file_unreadable", ""),
        ("import time; print(flush=True); time.sleep(60)", HUNG, "no answer within 30 seconds"),
    ],
)
def test_what_a_reader_does_is_judged(tmp_path, program, outcome, fault):
    with Worker((sys.executable, "-c", program), seconds=1) as worker:
        assert judge(worker, tmp_path / "x.csv", is_inspected=False) == (outcome, fault)


def test_reader_that_died_is_replaced(tmp_path):
    once = f"import sys, os, json, pathlib\np = pathlib.Path({str(tmp_path / 'died')!r})\n"
    once += "if not p.exists(): p.touch(); os.abort()\n" + ANSWER.format({"found": "csv", "broken": ""})
    with Worker((sys.executable, "-c", once), seconds=5) as worker:
        assert worker.read(tmp_path / "x") == (DIED, "")
        assert worker.read(tmp_path / "x") == ("csv", "")
