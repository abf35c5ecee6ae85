import json
import os
import threading

import pytest

from ledgerlift import compiled
from ledgerlift.compiled import cache_folder, fingerprint, load_compiled


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setattr(compiled, "cache_folder", lambda: folder)
    return folder


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "source.yaml"
    path.write_text("a: 1", encoding="utf-8")
    return path


def refuse():
    raise AssertionError("built again")


def test_second_load_reads_what_the_first_compiled(cache, source):
    assert load_compiled("thing", [source], lambda: {"a": (1, 2)}) == {"a": [1, 2]}
    assert load_compiled("thing", [source], refuse) == {"a": [1, 2]}


def test_change_of_a_source_is_noticed(cache, source):
    load_compiled("thing", [source], lambda: 1)
    before = fingerprint([source])
    source.write_text("a: 22", encoding="utf-8")
    assert fingerprint([source]) != before
    assert load_compiled("thing", [source], lambda: 2) == 2


def test_damaged_cache_file_is_compiled_again(cache, source):
    load_compiled("thing", [source], lambda: {"a": 1})
    (file,) = cache.glob("thing-*.json")
    file.write_text('{"a":', encoding="utf-8")
    assert load_compiled("thing", [source], lambda: {"a": 2}) == {"a": 2}
    assert json.loads(file.read_text(encoding="utf-8")) == {"a": 2}


def test_folder_that_cannot_be_written_is_no_obstacle(cache, source):
    cache.write_text("a file, not a folder", encoding="utf-8")
    assert load_compiled("thing", [source], lambda: {"a": 1}) == {"a": 1}
    assert load_compiled("thing", [source], lambda: {"a": 2}) == {"a": 2}


def test_user_without_a_home_folder_is_no_obstacle(monkeypatch, source):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(compiled, "cache_folder", no_home)
    assert load_compiled("thing", [source], lambda: {"a": 1}) == {"a": 1}


def test_many_first_loads_at_once_agree_and_leave_one_whole_file(cache, source):
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(load_compiled("thing", [source], lambda: list(range(5000)))))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [list(range(5000))] * 8
    assert [path.suffix for path in cache.iterdir()] == [".json"]


def test_only_a_few_outdated_states_are_kept(cache, source):
    load_compiled("other", [source], lambda: 0)
    for number in range(compiled.KEPT_VERSIONS + 3):
        source.write_text("a" * (number + 1), encoding="utf-8")
        load_compiled("thing", [source], lambda: number)  # noqa: B023
    assert len(list(cache.glob("thing-*.json"))) == compiled.KEPT_VERSIONS
    assert len(list(cache.glob("other-*.json"))) == 1


def test_cache_is_the_users_own(monkeypatch, tmp_path):
    if os.name == "posix" and compiled.sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert cache_folder() == tmp_path / "ledgerlift"
    assert cache_folder().name == "ledgerlift"
