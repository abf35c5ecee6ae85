"""``ledgerlift catalogue``: the software list and the export steps."""

import json

import openpyxl
import pytest

from ledgerlift import catalogue

SLUGS = sorted(catalogue.load().software)


def test_list_names_every_software(ledgerlift):
    result = ledgerlift("catalogue")
    assert result.exit_code == 0
    assert sorted(line.split()[0] for line in result.stdout.splitlines()) == SLUGS


def test_json_has_the_documented_shape(ledgerlift):
    listed = json.loads(ledgerlift("catalogue", "--json").stdout)
    assert sorted(each["slug"] for each in listed) == SLUGS
    for each in listed:
        assert set(each) == {"slug", "name", "vendor", "aliases", "reports"}
        assert set(each["reports"]) <= {"suppliers", "bills", "payments", "direct_costs"}
        for report in each["reports"].values():
            assert set(report) == {"steps"}
            assert set(report["steps"]) == {"en", "fr"}
            assert all(isinstance(step, str) for steps in report["steps"].values() for step in steps)


def test_json_of_one_software_is_a_list_of_one(ledgerlift):
    (one,) = json.loads(ledgerlift("catalogue", "xero", "--json").stdout)
    assert one["name"] == "Xero"
    assert len(one["reports"]["bills"]["steps"]["en"]) == len(one["reports"]["bills"]["steps"]["fr"]) > 1


@pytest.mark.parametrize(("language", "heading"), [("en", "Direct costs: "), ("fr", "Dépenses directes\u00a0: ")])
def test_steps_are_numbered_in_the_language_asked_for(ledgerlift, language, heading):
    result = ledgerlift("catalogue", "xero", "--lang", language)
    report = catalogue.load().get("xero").reports["bills"]
    steps = report.steps.fr if language == "fr" else report.steps.en
    assert result.exit_code == 0
    plain = [step.replace("**", "") for step in steps]
    assert all(f"  {number}. {step}" in result.stdout for number, step in enumerate(plain, start=1))
    assert f"\n{heading}" in result.stdout
    assert "**" not in result.stdout


def test_misspelt_software_is_answered_with_the_nearest(ledgerlift):
    result = ledgerlift("catalogue", "xerro")
    assert result.exit_code == 2
    assert "No software is called “xerro”. Did you mean xero?" in result.stderr


@pytest.mark.parametrize(("language", "sheet"), [("en", "Bills"), ("fr", "Factures")])
def test_template_is_written_in_the_language_asked_for(ledgerlift, tmp_path, language, sheet):
    path = tmp_path / "template.xlsx"
    result = ledgerlift("catalogue", "--template", path, "--lang", language)
    assert result.exit_code == 0
    assert str(path) in result.stdout
    assert sheet in openpyxl.load_workbook(path).sheetnames


def test_template_that_cannot_be_written_is_wrong_use(ledgerlift, tmp_path):
    result = ledgerlift("catalogue", "other", "--template", tmp_path / "nowhere" / "template.xlsx")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
