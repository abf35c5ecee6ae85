import json
import sys
import threading
import time
from dataclasses import replace

import pytest

from ledgerlift.reading import Limits, child, isolation

TABLE = b"a,b\n1,2\n"


@pytest.fixture
def child_does(monkeypatch):
    """Let every child run other code, given as the text of a program; gives how often one was started."""
    starts = []

    def instead(program):
        def command(file, workspace, limits):
            starts.append(file)
            return [sys.executable, "-I", "-c", program, str(file), str(workspace)]

        monkeypatch.setattr(isolation, "command", command)
        return starts

    return instead


def restricted(program, limits="Limits()"):
    """The text of a program that first gives up what the reading child gives up."""
    return (
        "import sys\n"
        f"sys.path[:] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from ledgerlift.reading import Limits, child, restrictions\n"
        "sys.excepthook = lambda kind, error, place: child.report_crash(kind, error, place, Path(sys.argv[2]))\n"
        f"restrictions.restrict_process({limits})\n"
        f"{program}\n"
    )


@pytest.mark.parametrize(
    "program",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import os; os.abort()",
        "import sys; sys.exit(3)",
        "raise ValueError('a cell of the customer')",
        "pass",
        "import sys, pathlib; pathlib.Path(sys.argv[2], 'facts.json').write_text('{\"sheets\": [{}]}')",
        "import sys, pathlib; pathlib.Path(sys.argv[2], 'facts.json').write_bytes(b'\\xff{')",
    ],
)
def test_child_that_dies_or_lies_is_an_ordinary_refusal(child_does, refusal, program):
    child_does(program)
    problem = refusal(TABLE, isolated=True)
    assert problem.code == "file_unreadable"
    assert len(problem.details["reference"]) == 12
    assert problem.details["reference"] in problem.sentence("fr")


def test_dead_child_is_not_tried_again(child_does, refusal_code):
    starts = child_does("import os; os.abort()")
    assert refusal_code(TABLE, isolated=True) == "file_unreadable"
    assert len(starts) == 1


def test_slow_child_is_killed_with_its_children(child_does, refusal_code, tmp_path):
    mark = tmp_path / "alive"
    grandchild = f"import time, pathlib; time.sleep(2); pathlib.Path({str(mark)!r}).touch()"
    starts = child_does(
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {grandchild!r}]); time.sleep(60)"
    )
    started = time.monotonic()
    assert refusal_code(TABLE, isolated=True, limits=Limits(wall_seconds=1)) == "processing_timeout"
    assert time.monotonic() - started < 20
    assert len(starts) == 1
    time.sleep(1.5)
    assert not mark.exists()


def test_busy_child_runs_out_of_time(child_does, refusal_code):
    starts = child_does(restricted("while True: pass", "Limits(cpu_seconds=1)"))
    assert refusal_code(TABLE, isolated=True) == "processing_timeout"
    assert len(starts) == 1


def test_hungry_child_is_an_ordinary_refusal(refusal_code):
    data = b"a,b,c\n" + b"1,22,333\n" * 1_000_000
    limits = Limits(memory_bytes=400 * 2**20, rows=2_000_000, wall_seconds=60)
    assert refusal_code(data, isolated=True, limits=limits) == "file_unreadable"


def test_child_may_not_write_without_end(refusal_code):
    data = b"a,b,c\n" + b"1,22,333\n" * 200_000
    assert refusal_code(data, isolated=True, limits=Limits(written_bytes=2**20)) == "file_unreadable"


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
        "import os; os.system('true')",
        "import os; os.execv('/bin/true', ['true'])",
    ],
)
def test_child_reaches_nobody(child_does, refusal_code, attempt, caplog):
    child_does(restricted(attempt))
    assert refusal_code(TABLE, isolated=True) == "file_unreadable"
    assert "PermissionError" in caplog.text


def test_environment_and_start_up_files_do_not_reach_the_child(read, monkeypatch, tmp_path):
    (tmp_path / "polars.py").write_text("raise SystemExit(9)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "polars.py"))
    monkeypatch.chdir(tmp_path)
    assert read(TABLE, isolated=True).sheets[0].cells.height == 2


def test_crash_is_logged_without_what_the_file_says(child_does, refusal_code, caplog):
    child_does(restricted("raise ValueError('secret' + ' cell')"))
    refusal_code(TABLE, isolated=True)
    assert "ValueError" in caplog.text
    assert "secret cell" not in caplog.text


def test_reading_in_this_process_forgives_as_much(read, refusal_code, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("ledgerlift.reading.readers.find_format", broken)
    assert refusal_code(TABLE) == "file_unreadable"


def test_children_run_side_by_side(read, tmp_path):
    results = []

    def one(number):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(b"a,b\n" + b"1,2\n" * number)
        results.append(read(path, isolated=True).sheets[0].cells.height - 1 == number)

    threads = [threading.Thread(target=one, args=(number,)) for number in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True, True, True]


def test_limits_reach_the_child(tmp_path):
    line = isolation.command(tmp_path, tmp_path, replace(Limits(), rows=7))
    file, workspace, limits = json.loads(line[-1])
    assert (file, workspace, Limits(**limits).rows) == (str(tmp_path), str(tmp_path), 7)
    assert child.CRASH == "crash.txt"
