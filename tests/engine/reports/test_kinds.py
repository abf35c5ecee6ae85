import subprocess
import sys

from ledgerlift.reports import ReportSettings, kinds


def test_each_kind_writes_and_has_a_name_in_each_language(snapshot, analysis, tmp_path):
    for name, kind in kinds().items():
        assert kind.name == name
        for language in ("en", "fr"):
            path = tmp_path / kind.file_name(language)
            kind.writer(analysis, snapshot, path, ReportSettings(language=language))
            assert path.stat().st_size > 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "Spend Analysis.xlsx", "Analyse des dépenses.xlsx", "Spend Summary.pptx", "Sommaire des dépenses.pptx",
    }  # fmt: skip


def test_listing_the_kinds_loads_no_writer():
    code = "import sys; from ledgerlift.reports import kinds; kinds(); "
    code += "sys.exit(bool({'xlsxwriter', 'pptx'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
