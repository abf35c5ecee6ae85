"""How many threads Polars gets: one for small files, all for large ones, and what somebody has set stays."""

import os
import subprocess
import sys
from unittest import mock

import pytest

from ledgerlift import threads

MANY = 8


@pytest.fixture(autouse=True)
def many_cores():
    with mock.patch.object(os, "cpu_count", return_value=MANY):
        yield


def make(folder, name, size):
    path = folder / name
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_a_small_file_gets_one_thread(tmp_path):
    assert threads.threads_for([make(tmp_path, "small", 2**20)]) == 1


def test_a_large_file_gets_all(tmp_path):
    assert threads.threads_for([make(tmp_path, "large", 2**22)]) == MANY


def test_files_count_together(tmp_path):
    files = [make(tmp_path, str(number), 2**20) for number in range(3)]
    assert threads.threads_for(files) == MANY


def test_a_path_without_a_file_is_left_to_whoever_reads_it(tmp_path):
    assert threads.threads_for([tmp_path / "nothing", tmp_path / "nul\0"]) == 1


def test_a_number_that_somebody_has_set_stays(tmp_path):
    with mock.patch.dict(os.environ, {threads.SETTING: "3"}):
        threads.choose_threads([make(tmp_path, "large", 2**22)])
        assert os.environ[threads.SETTING] == "3"


@pytest.mark.parametrize(("size", "expected"), [(10, "1"), (2**22, "2")])
def test_polars_hears_of_it(tmp_path, size, expected):
    program = (
        "import os, sys; from pathlib import Path; from ledgerlift.threads import choose_threads;"
        "os.cpu_count = lambda: 2; choose_threads([Path(sys.argv[1])]); import polars; print(polars.thread_pool_size())"
    )
    environment = {name: value for name, value in os.environ.items() if name != threads.SETTING}
    done = subprocess.run(
        [sys.executable, "-c", program, make(tmp_path, "file", size)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == expected
