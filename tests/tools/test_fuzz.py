"""A short campaign of damaged files; `make fuzz` runs a long one."""

import sys

import pytest
from tools.fuzz import command_line
from tools.fuzz.campaign import damage, judge, run
from tools.fuzz.reader import DIED, HUNG, Answer, Reader
from tools.fuzz.samples import list_samples

from ledgerlift.reading import read_file

ANSWER = "import sys, json\nprint(flush=True)\nfor line in sys.stdin: print(json.dumps({}), flush=True)"


@pytest.mark.slow
def test_damaged_files_are_read_or_refused():
    tally = run(list_samples(), seed=2026, seconds=20)
    print(tally.outcomes)
    assert tally.files > 20
    assert tally.findings == {}


def test_every_format_is_among_the_samples(tmp_path):
    formats = set()
    for group in list_samples():
        path = tmp_path / f"whole{group[0].suffix}"
        path.write_bytes(group[0].data)
        formats.add("zip" if group[0].suffix == ".zip" else read_file(path, isolated=False).format)
    assert formats >= {"csv", "xlsx", "xls", "xlsb", "ods", "html", "xml", "mht", "pdf", "zip"}


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
        (ANSWER.format({"found": "csv", "seconds": 19.0}), "csv", "took 19 s of processor time"),
        ("import os; os.abort()", "file_unreadable", ""),
        ("import time; print(flush=True); time.sleep(60)", HUNG, "twice no answer within 60 seconds"),
    ],
)
def test_what_a_reader_does_is_judged(tmp_path, program, outcome, fault):
    with Reader((sys.executable, "-c", program), seconds=1) as reader:
        answer, found = judge(reader, tmp_path / "x.csv", is_inspected=False)
    assert (answer.found, found) == (outcome, fault)


def test_reader_that_died_is_replaced(tmp_path):
    once = f"import sys, os, json, pathlib\np = pathlib.Path({str(tmp_path / 'died')!r})\n"
    once += "if not p.exists(): p.touch(); os.abort()\n" + ANSWER.format({"found": "csv", "broken": ""})
    with Reader((sys.executable, "-c", once), seconds=5) as reader:
        assert reader.read(tmp_path / "x") == Answer(DIED)
        assert reader.read(tmp_path / "x") == Answer("csv")


@pytest.mark.parametrize(
    ("program", "fault"),
    [
        ("", ""),
        ("import sys; sys.exit(3)", ""),
        ("import os; os.abort()", "the command ended with -6"),
        ("raise KeyError", "the command showed a traceback"),
        ("import time; time.sleep(60)", "the command gave no answer within 1 seconds"),
    ],
)
def test_what_a_command_shows_is_judged(tmp_path, monkeypatch, program, fault):
    monkeypatch.setattr(command_line, "_PROGRAM", program)
    monkeypatch.setattr(command_line, "SECONDS", 1)
    assert command_line.run_command(tmp_path / "x.csv") == fault
