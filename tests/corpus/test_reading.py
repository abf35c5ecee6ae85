"""Every golden export is read as its answer says, with its software chosen; nearly all of them without."""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ledgerlift.mapping import propose
from ledgerlift.pipeline import inspect, inspecting
from ledgerlift.pipeline.inspection import InspectedTable, Inspection
from ledgerlift.reading import read_file
from ledgerlift.table import find_tables
from ledgerlift.values.profile import profile_columns

CORPUS = Path(__file__).parent
CASES = sorted(path.parent for path in CORPUS.glob("*/*/expected.json"))
READ_WITHOUT_SOFTWARE = 0.95
Answer = dict[str, Any]
Read = Callable[..., Inspection]


@pytest.fixture(scope="module")
def read() -> Iterable[Read]:
    """Inspect in this process, and remember what does not depend on the software: every file is read twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspecting, "read_file", remember(partial(read_file, isolated=False), by=str))
        patch.setattr(inspecting, "find_tables", remember(find_tables, by=id))
        patch.setattr(propose, "profile_columns", remember(profile_columns, by=list_texts))
        yield inspect


def list_texts(columns: Mapping[str, pl.Series]) -> tuple[tuple[str | None, ...], ...]:
    return tuple((key, *column) for key, column in columns.items())


def remember(function: Callable[..., Any], *, by: Callable[[Any], Any]) -> Callable[..., Any]:
    """Call a function once for each first argument, told apart ``by`` something; that argument is kept."""
    known: dict[Any, tuple[Any, Any]] = {}

    def remembered(first: Any, *others: Any, **options: Any) -> Any:
        key = by(first), str(options)
        if key not in known:
            known[key] = first, function(first, *others, **options)
        return known[key][1]

    return remembered


def read_answer(case: Path) -> Answer:
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


def find_differences(inspection: Inspection, answer: Answer) -> list[str]:
    """List everything in which an inspection differs from the right answer, in words."""
    if inspection.outcome != answer["outcome"]:
        codes = [problem.code for problem in inspection.problems]
        asked = [question.field for question in inspection.questions]
        return [f"outcome {inspection.outcome} ({inspection.kind}, asks {asked}, {codes}) for {answer['outcome']}"]
    if "tables" not in answer:
        wrong_kind = answer["kind"] is not None and inspection.kind not in (answer["kind"], None)
        return [f"kind {inspection.kind} for {answer['kind']}"] if wrong_kind else []
    types = {table["data_type"] for table in answer["tables"]}
    differences = [
        *([f"data type {inspection.data_type}"] if inspection.data_type not in types else []),
        *compare(
            "tables",
            [(table.table.sheet, table.data_type.value) for table in inspection.tables],
            [(table["sheet"], table["data_type"]) for table in answer["tables"]],
        ),
        *compare("questions", sorted({q.field for q in inspection.questions}), sorted(answer["questions"])),
    ]
    if differences:
        return differences
    for table, expected in zip(inspection.tables, answer["tables"], strict=True):
        where = f"{table.data_type.value} of {table.table.sheet}: " if len(answer["tables"]) > 1 else ""
        differences += [where + difference for difference in compare_table(table, expected)]
    return differences


def compare(what: str, found: object, right: object) -> list[str]:
    return [] if found == right else [f"{what} {found} for {right}"]


def compare_table(table: InspectedTable, expected: Answer) -> list[str]:
    found = table.to_json()
    layouts = expected["layout"] if isinstance(expected["layout"], list) else [expected["layout"]]
    return [
        *compare_header(found["header_rows"], expected["header_rows"]),
        *compare("rows", found["rows"], expected["rows"]),
        *compare("records", found["records"], expected["records"]),
        *([] if found["layout"] in layouts else [f"layout {found['layout']} for {expected['layout']}"]),
        *compare_columns(table, expected),
        *compare_styles(table, expected),
        *compare_totals(table, expected),
        *([] if expected["suppliers"] is None else compare("suppliers", found["suppliers"], expected["suppliers"])),
        *compare_skipped(found["skipped"], expected["skipped"]),
    ]


def compare_header(found: list[int], right: list[int]) -> list[str]:
    """A row that only says which columns belong together may as well be counted as a title."""
    return [] if found == right or (found and found == right[-len(found) :]) else [f"header rows {found} for {right}"]


def compare_columns(table: InspectedTable, expected: Answer) -> list[str]:
    differences = []
    captions = {column.key for column in table.table.columns if column.from_group}
    right = {int(position): [field] for position, field in expected["columns"].items()}
    right |= {int(position): fields for position, fields in expected["either"].items()}
    right |= {position: [None] for position in expected["ignored"]}
    for column in table.mapping.columns:
        if column.key in captions:
            allowed = expected["group_columns"].get(str(column.position), [None])
            allowed = [allowed] if isinstance(allowed, str) else allowed
        elif column.position in {*expected["empty"], *expected["other_tables"]}:
            continue
        else:
            allowed = right.pop(column.position, [None])
        if column.field not in allowed:
            differences.append(f"column {column.position} {column.header!r} is {column.field} for {allowed}")
    differences += [f"no column {position} for {fields}" for position, fields in right.items() if None not in fields]
    fields_of = {column.position: column.field for column in table.mapping.columns}
    for field, positions in expected["one_of"].items():
        if field not in [fields_of.get(position) for position in positions]:
            differences.append(f"none of columns {positions} is {field}")
    return differences


def compare_styles(table: InspectedTable, expected: Answer) -> list[str]:
    differences = []
    for column in table.mapping.columns:
        order = expected["date_orders"].get(str(column.position))
        if order and column.field and column.date_style:
            differences += compare(f"order of {column.header!r}", column.date_style.order, order)
        style = column.number_style
        if expected["decimal"] and column.field and style and style.is_certain:
            differences += compare(f"decimal mark of {column.header!r}", style.decimal, expected["decimal"])
    return differences


def compare_totals(table: InspectedTable, expected: Answer) -> list[str]:
    fields_of = {str(column.position): column.field for column in table.mapping.columns}
    right = {field: Decimal(total) for field, total in expected["totals"].items()}
    right |= {
        fields_of[position]: Decimal(total)
        for position, total in expected["either_totals"].items()
        if fields_of.get(position)
    }
    differences = []
    for field, total in right.items():
        differences += compare(f"total of {field}", table.totals.get(field), total)
    by_currency = table.logical.totals_by_currency
    for currency, totals in (expected["totals_by_currency"] or {}).items():
        for field, total in totals.items():
            found = (by_currency or {}).get(currency, {}).get(field)
            differences += compare(f"total of {field} in {currency}", found, Decimal(total))
    return differences


def compare_skipped(found: list[Answer], right: list[Answer]) -> list[str]:
    """Blank rows below everything are left out: not every format keeps them."""
    last = max((each["row"] for each in (*found, *right) if each["reason"] != "blank"), default=0)
    found, right = (
        [each for each in rows if each["row"] <= last or each["reason"] != "blank"] for rows in (found, right)
    )
    missing = [each for each in right if each not in found]
    extra = [each for each in found if each not in right]
    return [f"skipped {extra[:3]} for {missing[:3]}"] if missing or extra else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_export_is_read_as_its_answer_says_with_its_software_chosen(read, case):
    answer = read_answer(case)
    inspection = read(case / answer["file"], software=answer["software"])
    assert find_differences(inspection, answer) == []


def test_nearly_all_exports_are_read_as_their_answers_say_with_no_software_chosen(read):
    wrong = {}
    for case in CASES:
        answer = read_answer(case)
        if differences := find_differences(read(case / answer["file"]), answer):
            wrong[f"{case.parent.name}/{case.name}"] = differences
    share = 1 - len(wrong) / len(CASES)
    assert share >= READ_WITHOUT_SOFTWARE, wrong
