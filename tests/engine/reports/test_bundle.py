"""The bundle: everything in it, what is missing named, safe names, the same bytes."""

import hashlib
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.pipeline.reporting import make_reports
from ledgerlift.reports import ReportSettings, kinds
from ledgerlift.reports.bundle import MadeReport, Origin, name_bundle, write_bundle

REPORTS = ("spend_analysis", "problem_sheet", "paytech")
SETTINGS = ReportSettings(language="fr", reports=REPORTS, match_columns={"paytech": ("supplier_name", "supplier_key")})
ORIGIN = Origin("co-1", datetime(2026, 6, 3, 12, tzinfo=UTC), "abc123")


@pytest.fixture(scope="module")
def made(analysis, snapshot, tmp_path_factory):
    return make_reports(analysis, snapshot, tmp_path_factory.mktemp("reports"), SETTINGS)


def bundle(made, analysis, snapshot, path):
    write_bundle(made, path, analysis=analysis, snapshot=snapshot, settings=SETTINGS, origin=ORIGIN)
    return zipfile.ZipFile(path)


def test_every_report_is_in_it_with_its_digest(made, analysis, snapshot, tmp_path):
    with bundle(made, analysis, snapshot, tmp_path / "b.zip") as found:
        assert found.testzip() is None
        paytech = kinds()["paytech"].file_name(snapshot.manifest, "fr")
        assert found.namelist() == [
            "Analyse des dépenses.xlsx", "Feuille des problèmes.xlsx", paytech, "manifest.txt",
        ]  # fmt: skip
        facts, table = found.read("manifest.txt").decode().split("\n\n")
        rows = [line.split("\t") for line in table.strip("\n").split("\n")[1:]]
        for status, created, digest, size, name, reason, totals in rows:
            assert bool(re.fullmatch(r"\d+ of \d+ suppliers, [\d.]+ [A-Z]{3}", totals)) == (name == paytech)
            content = found.read(name)
            assert (status, created, reason) == ("INCLUDED", "2026-06-03T12:00:00Z", "")
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (digest, int(size))
    assert len(rows) == 3
    for fact in (f"Report ID: {snapshot.manifest.snapshot_id}", "Company ID: co-1", "Created: 2026-06-03T12:00:00Z",
                 "Correlation ID: abc123", "Language: fr-CA", "Minimum spend: 0", "Page: letter",
                 "Time saved: 3 minutes a payment at $40 an hour",
                 "Reports: spend_analysis, problem_sheet, paytech",
                 "Columns of paytech: supplier_name, supplier_key", "Period: 2025-03-01 to 2026-02-28"):  # fmt: skip
        assert fact in facts.split("\n")


def test_same_arguments_give_the_same_bytes(made, analysis, snapshot, tmp_path):
    for name in ("one.zip", "two.zip"):
        bundle(made, analysis, snapshot, tmp_path / name).close()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_report_that_could_not_be_made_is_named_with_its_reason(made, analysis, snapshot, tmp_path):
    failed = MadeReport("comdata", "Fournisseurs Comdata.xlsx", failure="MemoryError")
    with bundle((*made, failed), analysis, snapshot, tmp_path / "b.zip") as found:
        assert "Fournisseurs Comdata.xlsx" not in found.namelist()
        assert found.read("manifest.txt").decode().rstrip("\n").endswith("Fournisseurs Comdata.xlsx\tMemoryError\t")


def test_one_report_that_breaks_does_not_take_the_others_along(analysis, snapshot, tmp_path):
    broken = ReportSettings(reports=("paytech", "comdata"), match_columns={"paytech": ("horoscope",)})
    made = make_reports(analysis, snapshot, tmp_path, broken, on_failure=lambda error: type(error).__name__)
    assert [(report.kind, report.failure) for report in made if not report.path] == [("paytech", "ValueError")]
    assert all(report.path.exists() for report in made if report.path)
    with pytest.raises(ValueError, match="horoscope"):
        make_reports(analysis, snapshot, tmp_path, broken)


def test_bundle_of_nothing_is_a_bundle(nothing, tmp_path):
    opened, analysed = nothing
    write_bundle((), tmp_path / "b.zip", analysis=analysed, snapshot=opened)
    with zipfile.ZipFile(tmp_path / "b.zip") as found:
        assert found.namelist() == ["manifest.txt"]


def test_company_with_line_ends_in_its_name_adds_no_line(made, analysis, snapshot_of, tmp_path):
    from ledgerlift.snapshot import Company, Manifest

    tricky = snapshot_of({}, Manifest(company=Company(name="A\nFAILED\tx")))
    with bundle(made, analysis, tricky, tmp_path / "b.zip") as found:
        assert "Company: A FAILED x" in found.read("manifest.txt").decode().split("\n")


@pytest.mark.parametrize(
    ("company", "day", "language", "name"),
    [
        ("Calloway Ridge", date(2026, 6, 3), "en", "Calloway Ridge_SpendReports_2026-06-03.zip"),
        ("Café Zoë & fils", date(2026, 6, 3), "fr", "Café Zoë & fils_SpendReports_fr_2026-06-03.zip"),
        ("../../etc/passwd", None, "en", "etc passwd_SpendReports.zip"),
        ('=cmd|"x"', None, "en", "cmd x_SpendReports.zip"),
        (None, None, "fr", "Company_SpendReports_fr.zip"),
        ("///", None, "en", "file_SpendReports.zip"),
    ],
)
def test_bundle_has_a_safe_name(company, day, language, name):
    assert name_bundle(company, day, language) == name


@settings(deadline=None)
@given(st.text(max_size=5_000))
def test_any_company_gives_a_name_every_system_takes(company):
    name = name_bundle(company, date(2026, 6, 3), "en")
    assert len(name) < 130
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*\u202a-\u202e]', name)
    assert not name.startswith((".", "-", "=", "+", "@", " "))
