import fcntl
import os
import tempfile

import pytest

from ledgerlift.reading import scratch
from ledgerlift.reading.scratch import scratch_folder


@pytest.fixture(autouse=True)
def disk(tmp_path, monkeypatch):
    """One disk for everything, empty at first."""
    monkeypatch.setattr(scratch, "_MEMORY_DISK", tmp_path)
    return tmp_path


@pytest.fixture
def leave(disk):
    """Leave a directory behind as a killed process does; gives its path."""

    def left(name, age):
        folder = disk / f"ledgerlift-reading-{name}"
        folder.mkdir()
        (folder / "plain.arrow").write_bytes(b"x")
        moment = folder.stat().st_mtime - age
        os.utime(folder, (moment, moment))
        return folder

    return left


def test_folder_is_gone_afterwards(disk):
    with scratch_folder(1_000) as folder:
        (folder / "plain.arrow").write_bytes(b"x")
        assert folder.parent == disk
    assert list(disk.iterdir()) == []


def test_folder_is_gone_after_a_failure(disk):
    with pytest.raises(RuntimeError), scratch_folder(1_000):
        raise RuntimeError
    assert list(disk.iterdir()) == []


def test_what_a_killed_process_left_is_removed(leave):
    old, young = leave("old", age=600), leave("young", age=5)
    with scratch_folder(1_000):
        assert not old.exists()
        assert young.exists()


def test_what_is_held_or_of_others_stays(disk, leave):
    held = leave("held", age=600)
    other = disk / "somebody-else"
    other.mkdir()
    os.utime(other, (0, 0))
    (disk / "ledgerlift-reading-link").symlink_to(other)
    handle = os.open(held, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with scratch_folder(1_000):
        assert held.exists()
        assert other.exists()
    os.close(handle)


def test_small_memory_disk_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "disk"))
    (tmp_path / "disk").mkdir()
    with scratch_folder(2**60) as folder:
        assert folder.parent == tmp_path / "disk"
