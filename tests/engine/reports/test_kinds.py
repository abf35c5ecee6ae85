import subprocess
import sys
from datetime import date

import pytest

from ledgerlift.problems import FileRejectedError
from ledgerlift.reports import ReportSettings, kinds, list_wanted
from ledgerlift.reports.match.layouts import list_networks
from ledgerlift.snapshot import Company, Manifest


def test_each_kind_writes_and_has_a_name_in_each_language(snapshot, analysis, tmp_path):
    for name, kind in kinds().items():
        assert kind.name == name
        if kind.each_quarter:
            with pytest.raises(FileRejectedError, match="quarters_not_complete"):
                kind.writer(analysis, snapshot, tmp_path / "none")
            continue
        for language in ("en", "fr"):
            path = tmp_path / kind.file_name(snapshot.manifest, language)
            kind.writer(analysis, snapshot, path, ReportSettings(language=language))
            assert path.stat().st_size > 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= {"Spend Analysis.xlsx", "Analyse des dépenses.xlsx"}
    # Each language has names of its own.
    assert len(names) == 2 * sum(not kind.each_quarter for kind in kinds().values())


@pytest.mark.parametrize(
    ("company", "day", "language", "name"),
    [
        ("Calloway Ridge", date(2025, 12, 31), "en", "Mastercard-Match_Calloway-Ridge_20251231_0a1b2c3d.xlsx"),
        ("Café Noël / Québec", date(2025, 12, 31), "fr", "Jumelage-Mastercard_Café-Noël-Québec_20251231_0a1b2c3d.xlsx"),
        (None, None, "en", "Mastercard-Match_0a1b2c3d.xlsx"),
        ("../../etc", None, "en", "Mastercard-Match_etc_0a1b2c3d.xlsx"),
    ],
)
def test_what_goes_to_a_network_is_named_for_whose_it_is_and_of_which_run(company, day, language, name):
    manifest = Manifest(snapshot_id="snap_0a1b2c3d4e5f6a7b", company=Company(company), last_date=day)
    assert kinds()["mastercard_match"].file_name(manifest, language) == name


def test_no_name_is_longer_than_a_file_system_takes():
    manifest = Manifest(snapshot_id="snap_0a1b2c3d4e5f6a7b", company=Company("漢字" * 80), last_date=date(2025, 1, 1))
    for kind in kinds().values():
        assert all(len(kind.file_name(manifest, language).encode()) <= 255 for language in ("en", "fr"))


def test_reports_are_made_when_they_are_to_be():
    usual = ["spend_analysis", "spend_summary", "problem_sheet"]
    assert [kind.name for kind in list_wanted(ReportSettings())] == usual
    asked = ReportSettings(reports=("paytech", "spend_analysis", "ongoing_insights"))
    assert [kind.name for kind in list_wanted(asked)] == ["spend_analysis", "paytech"]
    with pytest.raises(KeyError, match="horoscope"):
        list_wanted(ReportSettings(reports=("horoscope",)))


def test_every_network_has_its_report():
    assert [kind.name for kind in kinds().values() if "network" in kind.options] == list(list_networks())


def test_listing_the_kinds_loads_no_writer():
    code = "import sys; from ledgerlift.reports import kinds; kinds(); "
    code += "sys.exit(bool({'xlsxwriter', 'pptx'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
