"""The child process itself: its death is an ordinary outcome."""

import sys
from decimal import Decimal

import pytest

from ledgerlift.snapshot import read_snapshot
from ledgerlift_server.syncs import engine
from ledgerlift_server.syncs.engine_child import tell_apart

NAMES = ("Birch Electric", "Elm Printing")
# By itself it could be a list of payments just as well.
LIST = "Supplier,Date,Amount,Net\n" + "".join(
    f"{NAMES[n % 2]},2025-0{n % 9 + 1}-20,{100 + n}.50,{90 + n}.25\n" for n in range(40)
)
NET_IS_THE_TOTAL = {"total_amount:": {"field": "total_amount", "value": "4", "column": None}}


def source(path):
    return engine.Source(path, path.name, "bills", {})


@pytest.fixture
def send(tmp_path):
    """Put a file where a sync has it: under a name of ours, with the customer's own beside it."""

    def send_(text, name="our list.csv", data_type="bills", answers=()):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        path.write_text(text)
        return engine.Source(path, name, data_type, dict(answers))

    return send_


def run(sources, out, language="en"):
    return engine.run(
        sources,
        out=out,
        company="Maple",
        software="",
        settings={"base_currency": "CAD"},
        language=language,
        max_bytes=2**20,
    )


def read_bills(out):
    return read_snapshot(out / "snapshot").frames["bills"].collect()


def test_file_is_read_in_a_sync_as_it_was_in_its_step(send, tmp_path):
    sent = send(LIST)
    kinds = [table["data_type"] for table in engine.inspect(sent, software="", max_bytes=2**20)["tables"]]
    made, _ = run([sent], tmp_path / "out")
    bills = read_bills(tmp_path / "out")
    assert (kinds, made["failure"], bills.height) == (["bills"], "", 40)


def test_snapshot_and_receipt_have_the_customers_name_of_the_file(send, tmp_path):
    made, _ = run([send(LIST), send(LIST.replace("2025", "2024"))], tmp_path / "out")
    shown = [source["name"] for source in made["manifest"]["sources"]]
    assert shown == ["our list.csv", "our list (2).csv"]
    assert "our list.csv" in (tmp_path / "out" / "receipt.txt").read_text()


def test_names_are_told_apart_from_each_other_and_from_names_that_were_given():
    assert tell_apart(["a.csv", "a (2).csv", "a.csv", "b"]) == ["a.csv", "a (2).csv", "a (3).csv", "b"]


def test_corrected_column_changes_the_receipt_and_the_sync(send, tmp_path):
    before = engine.inspect(send(LIST), software="", max_bytes=2**20)
    corrected = send(LIST, answers=NET_IS_THE_TOTAL)
    after = engine.inspect(corrected, software="", max_bytes=2**20)
    assert before["tables"][0]["totals"]["total_amount"] == "4800.00"
    assert after["tables"][0]["totals"]["total_amount"] == "4390.00"
    run([corrected], tmp_path / "out")
    bills = read_bills(tmp_path / "out")
    assert bills["total_amount"].sum() == Decimal("4390.00")


def test_field_that_stands_in_no_column_is_read_no_more(send):
    answers = {"subtotal:": {"field": "subtotal", "value": "none", "column": None}}
    found = engine.inspect(send(LIST, answers=answers), software="", max_bytes=2**20)
    assert "subtotal" not in [column["field"] for column in found["tables"][0]["columns"]]
    assert found["tables"][0]["totals"]["total_amount"] == "4800.00"


def test_correction_of_one_file_leaves_another_of_the_same_name(send, tmp_path):
    run([send(LIST), send(LIST.replace("2025", "2024"), answers=NET_IS_THE_TOTAL)], tmp_path / "out")
    bills = read_bills(tmp_path / "out")
    assert bills["total_amount"].sum() == Decimal("9190.00")


def test_correction_that_cannot_be_is_said_and_nothing_changes(send):
    answers = {"total_amount:": {"field": "total_amount", "value": "1", "column": None}}
    found = engine.inspect(send(LIST, answers=answers), software="", max_bytes=2**20)
    assert "correction_not_possible" in [problem["code"] for problem in found["problems"]]
    assert found["tables"][0]["totals"]["total_amount"] == "4800.00"


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
