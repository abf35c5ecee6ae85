"""The corpus itself: every case is whole, its answer is well-formed, and the maker gives the same files again."""

import json
from decimal import Decimal
from pathlib import Path

import fastexcel
import pytest
from jsonschema import Draft202012Validator

from ledgerlift import catalogue
from ledgerlift.records import FIELDS, DataType, Kind

CORPUS = Path(__file__).parent
SCHEMA = json.loads((CORPUS / "expected.schema.json").read_text(encoding="utf-8"))
CASES = sorted(path.parent for path in CORPUS.glob("*/*/expected.json"))
WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # how they begin; other files named .xls are text

cases = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")


def read_answer(case: Path) -> dict:
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


def read_sheets(path: Path) -> dict[str, list]:
    book = fastexcel.read_excel(path)
    return {
        name: book.load_sheet(name, header_row=None, skip_whitespace_tail_rows=False, dtypes="string")
        .to_polars()
        .rows()
        for name in book.sheet_names
    }


@pytest.fixture(scope="module")
def made_again(samples_made_again):
    return samples_made_again / "tests" / "corpus"


def test_corpus_is_not_empty():
    assert len(CASES) > 40


def test_every_package_has_a_golden_export_of_each_report_it_offers():
    there = {(case.parent.name, table["data_type"]) for case in CASES for table in read_answer(case).get("tables", [])}
    offered = {(each.slug, kind.value) for each in catalogue.load().software.values() for kind in each.data_types}
    assert len(offered) > 200
    assert offered - there == set()


def test_every_folder_is_a_case_of_two_files():
    folders = [path for path in CORPUS.glob("*/*") if path.is_dir() and path.parent.name != "__pycache__"]
    assert [path for path in folders if len(list(path.iterdir())) != 2] == []


@cases
def test_answer_is_well_formed(case):
    Draft202012Validator(SCHEMA).validate(read_answer(case))


@cases
def test_answer_names_the_file_beside_it(case):
    assert (case / read_answer(case)["file"]).is_file()


@cases
def test_answer_uses_fields_of_its_data_type(case):
    for table in read_answer(case).get("tables", []):
        fields = FIELDS[DataType(table["data_type"])]
        grey = [field for several in table["either"].values() for field in several if field]
        assert set(table["columns"].values()) | set(grey) <= set(fields)
        assert {fields[field] for field in table["totals"]} <= {Kind.AMOUNT}


@cases
def test_answer_places_every_column_once(case):
    for table in read_answer(case).get("tables", []):
        places = [*map(int, table["columns"]), *map(int, table["either"]), *table["ignored"]]
        places += [*table["empty"], *table["other_tables"]]
        assert sorted(places) == list(range(1, len(places) + 1))


@cases
def test_answer_counts_every_row_below_the_header(case):
    answer = read_answer(case)
    for sheet in {table["sheet"] for table in answer.get("tables", [])}:
        tables = [table for table in answer["tables"] if table["sheet"] == sheet]
        last = max([table["last_row"] for table in tables] + [item["row"] for item in tables[0]["skipped"]])
        header = max(tables[0]["header_rows"], default=tables[0]["first_row"] - 1)
        assert sum(table["rows"] for table in tables) + len(tables[0]["skipped"]) == last - header


@cases
def test_answer_asks_exactly_what_cannot_be_known(case):
    answer = read_answer(case)
    tables = answer.get("tables", [])
    orders = [order for table in tables for order in table["date_orders"].values()]
    assert ("ambiguous" in orders) == bool(answer.get("questions"))


@cases
def test_currency_totals_add_up(case):
    for table in read_answer(case).get("tables", []):
        for field, total in table["totals"].items():
            parts = [Decimal(amounts[field]) for amounts in (table["totals_by_currency"] or {}).values()]
            assert not parts or sum(parts) == Decimal(total)


@cases
def test_making_a_case_again_changes_nothing(case, made_again):
    again = made_again / case.parent.name / case.name
    answer = read_answer(case)
    assert read_answer(again) == answer
    kept, made = case / answer["file"], again / answer["file"]
    if kept.read_bytes().startswith(WORKBOOKS) and answer["outcome"] != "rejected":
        assert read_sheets(made) == read_sheets(kept)
    else:
        assert made.read_bytes() == kept.read_bytes()


def test_making_again_gives_no_other_cases(made_again):
    names = sorted(path.parent.relative_to(made_again) for path in made_again.glob("*/*/expected.json"))
    assert names == [case.relative_to(CORPUS) for case in CASES]
