"""``ledgerlift scoreboard``: the figures over a manifest, and manifests that are none."""

import json

import pytest


def describe(name, **more):
    truth = {
        "id": name, "file": name, "data_type": "bills", "acceptable_types": ["bills"], "header_row": 0, "data_rows": 5,
        "columns": [
            {"col": 0, "field": "bill_number", "also_ok": []},
            {"col": 1, "field": "supplier_name", "also_ok": []},
            {"col": 2, "field": "issue_date", "also_ok": []},
            {"col": 3, "field": "due_date", "also_ok": []},
            {"col": 4, "field": "total_amount", "also_ok": []},
        ],
        "columns_if_other_type": {}, "date_columns": [{"col": 2, "order": "DMY"}],
        "amount": {"col": 4, "sum_rounded": "1545.59"},
    }  # fmt: skip
    return json.dumps(truth | more)


NEGATIVE = {"data_type": "negative", "acceptable_types": ["negative"]}


def test_figures_of_files_that_are_right(ledgerlift, make):
    make("bills.csv")
    make("customers.csv")
    # Of a look-alike nobody needs to know the columns.
    lines = [describe("bills.csv"), json.dumps({"id": "customers.csv", "file": "customers.csv", **NEGATIVE})]
    manifest = make("manifest.jsonl", "\n".join(lines))
    result = ledgerlift("scoreboard", manifest, "--json")
    figures = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (figures["files"], figures["kind_right"], figures["look_alikes_accepted"]) == (2, 1.0, 0.0)
    assert (figures["columns_f1"], figures["clean"], figures["silently_wrong"]) == (1.0, 1.0, 0)


def test_mistakes_are_listed_for_the_files_that_have_some(ledgerlift, make):
    make("bills.csv")
    wrong = describe("bills.csv", data_rows=6, amount={"col": 4, "sum_rounded": "1.00"})
    result = ledgerlift("scoreboard", make("manifest.jsonl", wrong), "--mistakes")
    assert "bills.csv SILENT" in result.stdout
    assert "5 data rows, not 6" in result.stdout
    assert "column 5 sums to 1545.59" in result.stdout
    assert "silently wrong" in result.stdout


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "describes no file"),
        ("no json", "line 1 of manifest.jsonl is not JSON"),
        ("[]", "line 1 of manifest.jsonl does not state id, file"),
        (describe("a.csv") + '\n{"id": "b"}', "line 2 of manifest.jsonl does not state file"),
    ],
)
def test_manifest_that_is_none_is_wrong_use(ledgerlift, make, content, sentence):
    result = ledgerlift("scoreboard", make("manifest.jsonl", content))
    assert result.exit_code == 2
    assert sentence in result.stderr
