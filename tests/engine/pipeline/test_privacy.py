"""What nobody may keep is nowhere: not in the inspection, the snapshot, the receipt or the reports."""

import zipfile
from pathlib import Path

import polars as pl
import pytest

from ledgerlift import pipeline
from ledgerlift.problems import sentences

CARDS = ["4111111111111111", "5555555555554444", "378282246310005", "6011111111111117"]
IBANS = ["NL91ABNA0417164300", "GB82WEST12345698765432", "DE89370400440532013000", "FR1420041010050500013M02606"]
SOCIAL = ["123-45-6789", "219-09-9998", "457-55-5462", "078-05-1121"]
PRIVATE = {"Note": CARDS, "IBAN": IBANS, "Owner SSN": SOCIAL}


@pytest.fixture
def bills(tmp_path: Path) -> Path:
    lines = ["Vendor,Invoice Number,Invoice Date,Amount,Note,IBAN,Owner SSN"]
    for number in range(1, 25):
        note, account, person = (values[number % 4] for values in PRIVATE.values())
        lines.append(f"Shop {number % 5} Ltd,A-{number},2025-03-{number:02},{number}.25,card {note},{account},{person}")
    path = tmp_path / "bills.csv"
    path.write_text("\n".join(lines))
    return path


def test_private_columns_are_withheld_and_named(bills: Path) -> None:
    found = pipeline.inspect(bills)
    assert found.outcome == "ready"
    said = {problem.details["header"]: problem.code for problem in found.problems if problem.code.endswith("_found")}
    assert said == {
        "Note": "card_numbers_found", "IBAN": "bank_details_found", "Owner SSN": "personal_ids_found",
    }  # fmt: skip
    assert {"card_numbers_found", "bank_details_found", "personal_ids_found"} <= sentences().keys()


def read_all(path: Path) -> bytes:
    """Read what a file says, whatever it is packed in."""
    if path.suffix == ".parquet":
        return pl.read_parquet(path).write_json().encode()
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_nothing_private_is_written(bills: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    pipeline.run([bills], out=out)
    written = b"".join(read_all(path) for path in sorted(out.rglob("*")) if path.is_file())
    shown = str(pipeline.inspect(bills).to_json())
    for value in (*CARDS, *IBANS, *SOCIAL):
        assert value.encode() not in written
        assert value not in shown
    assert b"Shop 1 Ltd" in written
