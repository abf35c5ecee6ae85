"""The files of the corpus say what their answers say, read by readers that the maker does not use."""

import csv
import functools
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tools.samples.__main__ import PACKAGES, list_cases
from tools.samples.arrange import arrange
from tools.samples.expected import expect

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = [case for case in list_cases(PACKAGES) if not case.options["outcome"]]
READABLE = [case for case in CASES if not (case.file.endswith((".xls", ".ods")) or case.options["writer"])]


def adds_up(case):
    """Whether the printed amounts simply add up: one row a record, no sign turned, none voided, none in whole cents."""
    (shape, *others) = case.sheets
    is_whole = "void" in shape.only or shape.view in ("suppliers", "costs")
    is_plain = shape.view in ("suppliers", "bills", "payments", "costs") and not shape.signs
    return not others and is_whole and is_plain and shape.numbers.sample != "-123456"


PLAIN = [case for case in READABLE if adds_up(case)]


@functools.cache
def answer_of(folder, name):
    (case,) = [case for case in READABLE if (case.folder, case.name) == (folder, name)]
    return expect(case, [arrange(case, shape) for shape in case.sheets])


def name_of(case):
    return f"{case.folder}/{case.name}"


@functools.cache
def read_workbook(path):
    book = openpyxl.load_workbook(path, read_only=True)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}


def read_rows(case, sheet):
    """Read one sheet as lists of cells, row 1 first."""
    path = CORPUS / case.folder / case.name / case.file
    if path.suffix == ".xlsx":
        return read_workbook(path)[sheet]
    with path.open(encoding=case.options["encoding"], newline="") as file:
        return list(csv.reader(file, delimiter=case.options["delimiter"]))


def read_amount(cell):
    """Read an amount however it is written; the last mark before two digits is the decimal one."""
    if cell in (None, ""):
        return Decimal(0)
    if not isinstance(cell, str):
        return Decimal(str(cell))
    digits = re.sub(r"\D", "", cell)
    has_decimals = re.search(r"[.,]\d\d\D*$", cell)
    return Decimal(digits) / (100 if has_decimals else 1) * (-1 if re.search(r"[-(]", cell) else 1)


def data_rows(case, table):
    """Give the rows of one table: those between its ends that are not skipped."""
    rows = read_rows(case, table["sheet"])
    skipped = {item["row"] for item in table["skipped"]}
    return [rows[at - 1] for at in range(table["first_row"], table["last_row"] + 1) if at not in skipped]


@pytest.mark.parametrize("case", READABLE, ids=name_of)
def test_headings_stand_where_the_answer_says(case):
    for table in answer_of(case.folder, case.name)["tables"]:
        shape = next(shape for shape in case.sheets if shape.sheet == table["sheet"])
        found = [read_rows(case, table["sheet"])[row - 1] for row in table["header_rows"]]
        headings = [column.heading.rpartition("|")[2] for column in shape.columns]
        assert [[cell or "" for cell in cells][: len(headings)] for cells in found][-1:] == [headings] * shape.header


@pytest.mark.parametrize("case", PLAIN, ids=name_of)
def test_printed_amounts_add_up_to_the_totals(case):
    (table,) = answer_of(case.folder, case.name)["tables"]
    rows = data_rows(case, table)
    assert len(rows) == table["rows"]
    for position, field in table["columns"].items():
        if field in table["totals"]:
            printed = sum((read_amount(row[position - 1]) for row in rows), Decimal(0))
            assert printed.quantize(Decimal("0.01")) == Decimal(table["totals"][field])


def test_enough_cases_are_checked_against_their_files():
    assert len(READABLE) > 180
    assert len(PLAIN) > 70


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_ids_tell_the_suppliers_of_a_case_apart(case):
    ids = {case.words.supplier_id(supplier).strip() for supplier in case.ledger.suppliers}
    assert len(ids) == len(case.ledger.suppliers)
