"""``ledgerlift report``: one report again."""

import zipfile

import openpyxl
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


def test_bundle_holds_every_report_and_its_manifest(ledgerlift, snapshot, tmp_path):
    settings = tmp_path / "bank.toml"
    settings.write_text('reports = ["spend_analysis", "comdata"]\nminimum_spend = 12.50')
    asked = ("report", snapshot, "--kind", "bundle", "--settings", settings, "--out", tmp_path / "new")
    assert ledgerlift(*asked).exit_code == 0
    (path,) = (tmp_path / "new").iterdir()
    with zipfile.ZipFile(path) as bundle:
        analysis, comdata, manifest = bundle.namelist()
        assert (analysis, comdata.split("_")[0], manifest) == ("Spend Analysis.xlsx", "Comdata", "manifest.txt")
        assert "Minimum spend: 12.50\n" in bundle.read("manifest.txt").decode()


def test_match_file_takes_columns_in_order(ledgerlift, snapshot, tmp_path):
    settings = tmp_path / "bank.toml"
    settings.write_text('match_columns = {paytech = ["supplier_key", "total_spend"]}')
    assert ledgerlift("report", snapshot, "--kind", "paytech", "--settings", settings).exit_code == 0
    (path,) = snapshot.parent.glob("PayTech_*.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Vendor ID", "Bills and expenses amount"]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ('paytech = ["horoscope"]', "paytech has no column horoscope; it has supplier_name"),
        ('spend_analysis = ["supplier_name"]', "there is no match file spend_analysis; there are mastercard_match"),
    ],
)
def test_column_that_is_not_there_is_wrong_use(ledgerlift, snapshot, tmp_path, columns, sentence):
    settings = tmp_path / "bank.toml"
    settings.write_text(f"match_columns = {{{columns}}}")
    result = ledgerlift("report", snapshot, "--kind", "paytech", "--settings", settings)
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.replace("│", " ").split())


def test_quarter_that_is_not_complete_is_refused_in_a_sentence(ledgerlift, snapshot):
    result = ledgerlift("report", snapshot, "--kind", "ongoing_insights")
    assert result.exit_code == 3
    assert "Ongoing Insights compares a whole quarter with the one before it: share exports" in result.stderr
    assert not list(snapshot.parent.glob("Ongoing*"))
