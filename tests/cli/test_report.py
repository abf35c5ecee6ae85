"""``ledgerlift report``: one report again."""

import pytest


@pytest.fixture
def snapshot(ledgerlift, make, tmp_path):
    assert ledgerlift("run", make("bills.csv"), "--out", tmp_path / "out", "--no-reports").exit_code == 0
    return tmp_path / "out" / "snapshot"


def test_report_is_written_beside_its_snapshot(ledgerlift, snapshot):
    result = ledgerlift("report", snapshot, "--kind", "spend_analysis")
    assert result.exit_code == 0
    assert result.stdout == f"{snapshot.parent}/Spend Analysis.xlsx\n"
    assert (snapshot.parent / "Spend Analysis.xlsx").read_bytes().startswith(b"PK")


def test_report_is_written_to_a_folder_in_a_language(ledgerlift, snapshot, tmp_path):
    result = ledgerlift("report", snapshot, "--kind", "spend_analysis", "--out", tmp_path / "new", "--lang", "fr")
    assert result.exit_code == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["Analyse des dépenses.xlsx"]


def test_unknown_kind_lists_those_there_are(ledgerlift, snapshot):
    result = ledgerlift("report", snapshot, "--kind", "horoscope")
    assert result.exit_code == 2
    assert "There is no report “horoscope”. There are: spend_analysis" in result.stderr


def test_folder_that_is_no_snapshot_is_rejected(ledgerlift, tmp_path):
    result = ledgerlift("report", tmp_path, "--kind", "spend_analysis")
    assert result.exit_code == 3
    assert "There is no snapshot in" in result.stderr


def test_damaged_snapshot_is_rejected(ledgerlift, snapshot):
    (snapshot / "bills.parquet").write_bytes(b"no parquet")
    result = ledgerlift("report", snapshot, "--kind", "spend_analysis")
    assert result.exit_code == 3
    assert "is incomplete or was changed after it was written" in result.stderr


def test_settings_file_chooses_the_language_and_an_option_wins_over_it(ledgerlift, snapshot, tmp_path):
    settings = tmp_path / "bank.toml"
    settings.write_text('language = "fr"')
    asked = ("report", snapshot, "--kind", "spend_analysis", "--settings", settings)
    assert ledgerlift(*asked).stdout.endswith("Analyse des dépenses.xlsx\n")
    assert ledgerlift(*asked, "--lang", "en").stdout.endswith("Spend Analysis.xlsx\n")


def test_settings_that_cannot_be_used_are_wrong_use(ledgerlift, snapshot, tmp_path):
    settings = tmp_path / "bank.toml"
    settings.write_text('language = "de"\nhourly_cost = "dear"')
    result = ledgerlift("report", snapshot, "--kind", "spend_analysis", "--settings", settings)
    assert result.exit_code == 2
    assert "“de” is none of en, fr" in result.stderr
    assert "hourly_cost" in result.stderr
