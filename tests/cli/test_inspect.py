"""``ledgerlift inspect``: what it prints for people, and the JSON that programs rely on."""

import hashlib
import json
from decimal import Decimal

import pytest

KEYS = {
    "": {"file", "outcome", "data_type", "kind", "decisions", "tables", "questions", "problems"},
    "file": {"name", "bytes", "sha256", "format", "encoding", "delimiter", "sheet"},
    "data_type": {"value", "confidence"},
    "tables": {
        "sheet", "data_type", "header_rows", "first_row", "last_row", "rows", "layout", "skipped", "columns",
        "records", "totals", "totals_by_currency", "suppliers",
    },
    "skipped": {"row", "reason"},
    "columns": {
        "position", "header", "field", "confidence", "chosen_by", "reasons", "runner_up", "date_order", "decimal",
    },
    "decisions": {"what", "value", "score", "runner_up", "runner_up_score"},
    "questions": {"field", "column", "kind", "why", "question", "choices", "examples"},
    "problems": {"code", "severity", "sheet", "row", "column", "field", "found", "count", "message"},
}  # fmt: skip


def check_shape(value, name=""):
    """Every object has exactly its documented keys: what is not known is null, never missing."""
    if isinstance(value, list):
        for item in value:
            check_shape(item, name)
    elif isinstance(value, dict) and name in KEYS:
        assert set(value) == KEYS[name], name or "the object itself"
        for key, item in value.items():
            check_shape(item, key)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("bills.csv", "ready"), ("two-ways.csv", "needs_answer"), ("customers.csv", "wrong_report"),
        ("prose.txt", "not_recognised"), ("header-only.csv", "rejected"), ("empty.csv", "rejected"),
        ("picture.csv", "rejected"),
    ],
)  # fmt: skip
def test_json_has_the_documented_shape_for_every_outcome(inspect_json, make, name, outcome):
    _, found = inspect_json(make(name))
    check_shape(found)
    assert found["outcome"] == outcome
    assert found["file"]["name"] == name


def test_json_of_bills_says_what_was_decided(inspect_json, make):
    path = make("bills.csv")
    code, found = inspect_json(path)
    (table,) = found["tables"]
    assert code == 0
    assert found["data_type"]["value"] == "bills"
    assert found["file"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (found["file"]["format"], found["file"]["encoding"], found["file"]["delimiter"]) == ("csv", "utf-8", ",")
    assert (table["header_rows"], table["first_row"], table["last_row"]) == ([1], 2, 6)
    assert (table["rows"], table["records"], table["suppliers"], table["layout"]) == (5, 5, 3, "flat")
    assert table["totals"] == {"total_amount": "1545.59"}
    assert table["totals_by_currency"] is None
    fields = [column["field"] for column in table["columns"]]
    assert fields == ["bill_number", "supplier_name", "issue_date", "due_date", "total_amount"]
    assert [column["position"] for column in table["columns"]] == [1, 2, 3, 4, 5]
    assert [column["date_order"] for column in table["columns"]] == [None, None, "DMY", "DMY", None]
    assert table["columns"][4]["decimal"] == "."
    assert all(column["reasons"] and 0 < column["confidence"] <= 1 for column in table["columns"])


def test_json_asks_for_an_order_that_cannot_be_known(inspect_json, make):
    code, found = inspect_json(make("two-ways.csv"))
    assert code == 1
    assert [question["column"] for question in found["questions"]] == [3, 4]
    first = found["questions"][0]
    assert (first["field"], first["choices"]) == ("issue_date", ["DMY", "MDY"])
    assert len(first["examples"]) == 2
    assert {column["date_order"] for column in found["tables"][0]["columns"]} == {None, "ambiguous"}


def test_json_of_a_rejected_file_says_why(inspect_json, make):
    code, found = inspect_json(make("empty.csv"))
    assert code == 3
    assert [problem["code"] for problem in found["problems"]] == ["file_empty"]
    assert (found["file"]["bytes"], found["file"]["sha256"], found["data_type"]["value"]) == (0, None, None)


def test_json_is_one_object_a_line_in_the_order_given(ledgerlift, make):
    names = ["customers.csv", "bills.csv", "empty.csv"]
    result = ledgerlift("inspect", "--json", *[make(name) for name in names])
    assert [json.loads(line)["file"]["name"] for line in result.stdout.splitlines()] == names
    assert result.stderr == ""


def test_json_totals_by_currency_are_exact(inspect_json, make):
    rows = [f"B-{n},Anvil Ltd,{n + 12}/04/2025,0.10,{'CAD' if n % 2 else 'USD'}" for n in range(1, 10)]
    path = make("currencies.csv", "\n".join(["Bill No,Supplier,Invoice Date,Total,Currency", *rows]))
    table = inspect_json(path)[1]["tables"][0]
    assert table["totals"] == {"total_amount": "0.90"}
    assert table["totals_by_currency"] == {"CAD": {"total_amount": "0.50"}, "USD": {"total_amount": "0.40"}}
    by_currency = [Decimal(each["total_amount"]) for each in table["totals_by_currency"].values()]
    assert sum(by_currency) == Decimal(table["totals"]["total_amount"])


@pytest.mark.parametrize("data_type", ["suppliers", "bills", "payments", "direct_costs"])
def test_as_takes_every_data_type(ledgerlift, make, data_type):
    assert ledgerlift("inspect", make("bills.csv"), "--as", data_type).exit_code in (0, 1)


def test_as_names_the_report_that_is_asked_for(ledgerlift, make):
    result = ledgerlift("inspect", make("customers.csv"), "--as", "bills", "--software", "xero")
    assert result.exit_code == 1
    said = " ".join(result.stdout.split())
    assert "This looks like a customer list. We need the list of bills from suppliers. In Xero:" in said


def test_people_read_columns_fields_and_reasons(ledgerlift, make):
    result = ledgerlift("inspect", make("bills.csv"))
    assert "bills.csv  bills (" in result.stdout
    assert "heading in row 1, 5 rows = 5 records, 3 suppliers" in result.stdout
    assert all(word in result.stdout for word in ("Bill No", "bill_number", "known heading", "dates DMY"))
    assert "total_amount adds up to 1,545.59" in result.stdout


def test_people_see_both_readings_of_a_date(ledgerlift, make):
    result = ledgerlift("inspect", make("two-ways.csv"))
    assert "needs an answer" in result.stdout
    assert "03/04/2025 = 2025-04-03" in result.stdout
    assert "03/04/2025 = 2025-03-04" in result.stdout
    assert "answers: DMY, MDY" in result.stdout


STEERING = "\x1b[31mred\x9b2J\u202e\x07"


def make_steering(make, name="bills.csv"):
    rows = [
        "B-1,An\x1b[31mvil\x9b2J,13/04/2025,13/05/2025,120.50",
        "B-2,Birch\u202e [bold]LLC[/nope],14/05/2025,14/06/2025,80.00",
        "B-3,Cedar\x07 Inc,25/06/2025,25/07/2025,1\x1b[1m.00",
    ]
    return make(name, "\n".join(["Bill No,Sup\x1b]0;plier,Invoice Date,Due Date,Total", *rows, ""]))


def is_safe(text):
    return not [letter for letter in text if letter != "\n" and not letter.isprintable()]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_text_of_a_file_does_not_steer_the_terminal(ledgerlift, make, options):
    result = ledgerlift("inspect", make_steering(make), *options)
    assert is_safe(result.stdout)


def test_name_of_a_file_does_not_steer_the_terminal(ledgerlift, make):
    result = ledgerlift("inspect", make_steering(make, f"{STEERING}[red].csv"), "--json")
    assert is_safe(result.stdout)
    assert json.loads(result.stdout)["file"]["name"] == f"{STEERING}[red].csv"
    assert is_safe(ledgerlift("inspect", make(f"{STEERING}[red] empty.csv", "")).output)


def test_name_that_is_no_text_is_shown_with_a_mark(program, tmp_path):
    name = b"caf\xe9.csv"
    with open(bytes(tmp_path) + b"/" + name, "wb") as file:
        file.write(b"Bill No,Supplier\n")
    finished = program(
        "inspect", "--json", bytes(tmp_path / "x")[:-1].decode() + name.decode("utf-8", "surrogateescape")
    )
    assert finished.returncode == 3
    assert json.loads(finished.stdout)["file"]["name"] == "caf\udce9.csv"


def test_what_is_said_of_a_file_is_the_same_every_time(program, make):
    """Python shuffles its sets anew in each process; "PO Status" is as close to one known heading as to another."""
    path = make("bills.csv", "Bill No,Supplier,Invoice Date,Total,PO Status\nB-1,Anvil Ltd,13/04/2025,120.50,Open\n")
    said = {program("inspect", "--json", path, PYTHONHASHSEED=seed).stdout for seed in ("1", "2", "3")}
    assert len(said) == 1
