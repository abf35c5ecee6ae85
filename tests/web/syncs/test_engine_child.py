"""The child process itself: its death is an ordinary outcome."""

import sys

import pytest

from ledgerlift_server.syncs import engine


def source(path):
    return engine.Source(path, path.name, "bills", {})


def test_child_that_dies_gives_a_rejected_inspection(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    answer = engine.inspect(source(tmp_path / "x.csv"), software="", max_bytes=10)
    assert answer["outcome"] == "rejected"
    assert answer["problems"][0]["code"] == "file_unreadable"
    assert answer["problems"][0]["en"]
    assert answer["problems"][0]["fr"]


def test_child_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(slow))
    monkeypatch.setattr(engine, "INSPECT_SECONDS", 0.3)
    answer = engine.inspect(source(tmp_path / "x.csv"), software="", max_bytes=10)
    assert answer["problems"][0]["code"] == "processing_timeout"


@pytest.mark.parametrize(("content", "outcome"), [(b"", "rejected"), (b"%PDF-1.7\n", "rejected")])
def test_real_engine_refuses_in_both_languages(tmp_path, content, outcome):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    answer = engine.inspect(source(path), software="", max_bytes=2**20)
    assert answer["outcome"] == outcome
    assert answer["problems"][0]["en"] != answer["problems"][0]["fr"]
