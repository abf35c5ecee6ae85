import subprocess
import sys

import pytest

from ledgerlift.problems import FileRejectedError
from ledgerlift.reports import ReportSettings, kinds, list_wanted
from ledgerlift.reports.match.layouts import list_networks


def test_each_kind_writes_and_has_a_name_in_each_language(snapshot, analysis, tmp_path):
    for name, kind in kinds().items():
        assert kind.name == name
        if kind.each_quarter:
            with pytest.raises(FileRejectedError, match="quarters_not_complete"):
                kind.writer(analysis, snapshot, tmp_path / "none")
            continue
        for language in ("en", "fr"):
            path = tmp_path / kind.file_name(language)
            kind.writer(analysis, snapshot, path, ReportSettings(language=language))
            assert path.stat().st_size > 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= {"Spend Analysis.xlsx", "Analyse des dépenses.xlsx", "Jumelage Mastercard.xlsx"}
    # Each language has names of its own.
    assert len(names) == 2 * sum(not kind.each_quarter for kind in kinds().values())


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
