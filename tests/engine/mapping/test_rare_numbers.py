"""Numbers of documents: those few documents have, and those under a heading that promises something else."""

import functools

import pytest

from ledgerlift import pipeline
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


def read_bills(path, header, *columns):
    """Inspect a list of bills from its header and, for each heading, its cells."""
    path.write_text(header + "\n" + "".join(",".join(row) + "\n" for row in zip(*columns, strict=True)))
    return pipeline.inspect(path)


def mapped(inspection):
    return {column.header: column.field for column in inspection.tables[0].mapping.columns}


ROWS = range(1, 31)
VENDORS = [f"Firm {row % 7} Ltd" for row in ROWS]
DAYS = [f"2025-03-{row:02}" for row in ROWS]
AMOUNTS = [f"{row * 37}.{row:02}" for row in ROWS]
NUMBERS = [f"8{row:05}" for row in ROWS]
RARE = [f"INV-{row}" if row % 10 == 0 else "" for row in ROWS]


@pytest.mark.parametrize(
    ("own", "known"), [("Document No", "Vendor Invoice No"), ("RefNbr", "InvcNbr"), ("Voucher", "Supplier Invoice")]
)
def test_number_that_few_bills_have_is_read_beside_the_programs_own(tmp_path, own, known):
    fields = mapped(read_bills(tmp_path / "b.csv", f"{own},{known},Vendor,Invoice Date,Due Date,Total",
                               NUMBERS, RARE, VENDORS, DAYS, DAYS, AMOUNTS))  # fmt: skip
    assert (fields[own], fields[known]) == ("bill_id", "bill_number")


def test_number_that_few_bills_have_is_none_where_no_other_numbers_them(tmp_path):
    fields = mapped(read_bills(tmp_path / "bills.csv", "Invoice No,Vendor,Invoice Date,Due Date,Total",
                               RARE, VENDORS, DAYS, DAYS, AMOUNTS))  # fmt: skip
    assert fields["Invoice No"] is None


def test_heading_of_a_date_over_numbers_is_the_number_it_speaks_of(tmp_path):
    fields = mapped(read_bills(tmp_path / "bills.csv", "Supplier,Invoice Date,Posting Date,Due Date,Total",
                               VENDORS, NUMBERS, DAYS, DAYS, AMOUNTS))  # fmt: skip
    assert fields["Invoice Date"] == "bill_number"


def test_heading_of_a_payment_date_over_counters_is_no_amount(tmp_path):
    fields = mapped(read_bills(tmp_path / "bills.csv", "Supplier,Invoice No,Payment Date,Invoice Date,Total",
                               VENDORS, NUMBERS, [str(row) for row in ROWS], DAYS, AMOUNTS))  # fmt: skip
    assert fields["Payment Date"] is None


def test_yes_and_no_under_an_unlisted_heading_are_no_status(tmp_path):
    flags = ["Yes" if row % 4 else "No" for row in ROWS]
    fields = mapped(read_bills(tmp_path / "paid.csv", "Vendor,Related Govt Units,Check Number,Payment Date,Amount Paid",
                               VENDORS, flags, NUMBERS, DAYS, AMOUNTS))  # fmt: skip
    assert fields["Related Govt Units"] is None
