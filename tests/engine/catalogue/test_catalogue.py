import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledgerlift import catalogue
from ledgerlift.catalogue import SoftwareNotKnownError
from ledgerlift.catalogue.files import read_software
from ledgerlift.catalogue.headings import list_headings
from ledgerlift.catalogue.model import IGNORED
from ledgerlift.records import DataType

INTEGRATIONS = list(
    csv.DictReader((Path(__file__).parent / "integrations.csv").read_text(encoding="utf-8").splitlines())
)
ALSO = {"odoo", "erpnext", "other"}


@pytest.fixture(scope="module")
def loaded():
    return catalogue.load()


def test_catalogue_is_loaded_once(loaded):
    assert catalogue.load() is loaded


def test_picker_and_slugs_need_no_package_itself(monkeypatch):
    fresh = catalogue.Catalogue()
    monkeypatch.setattr("ledgerlift.catalogue.catalogue.build", lambda *_: pytest.fail("a package was made"))
    assert len(fresh.software) == len(set(fresh.software)) > 60
    with pytest.raises(SoftwareNotKnownError, match="sage-50-accounts"):
        fresh.get("sage-50-acounts")


def test_only_the_package_asked_for_is_made(monkeypatch):
    fresh, made = catalogue.Catalogue(), []
    monkeypatch.setattr("ledgerlift.catalogue.catalogue.build", lambda _, data, __: made.append(data["slug"]) or data)
    fresh.get("dynamics-gp")
    fresh.software["xero"]
    assert made == ["microsoft-dynamics-great-plains", "xero"]


@pytest.mark.parametrize("row", INTEGRATIONS, ids=lambda row: f"{row['kind']}-{row['slug']}")
def test_every_published_integration_is_a_package(loaded, row):
    software = loaded.software[row["slug"]]
    assert set(software.connections[row["kind"]]) == {DataType(each) for each in row["data_types"].split(";")}
    if row["platform_keys"]:
        keys = {each.platform_key for each in loaded.software.values()}
        assert software.platform_key in row["platform_keys"] or set(row["platform_keys"].split(";")) <= keys


def test_catalogue_holds_the_published_list_and_a_few_more(loaded):
    assert set(loaded.software) == {row["slug"] for row in INTEGRATIONS} | ALSO


def test_every_package_knows_headings_for_all_four_reports(loaded):
    for software in loaded.software.values():
        assert set(software.reports) == set(DataType), software.slug
        for report in software.reports.values():
            assert report.headings
            assert report.menu_path
            assert report.file_types
            assert report.layouts


@pytest.mark.parametrize("slug", ["sage-50-accounts", "SAGE-50-Accounts", " sage-50-accounts "])
def test_package_is_got_by_its_slug_in_any_case(loaded, slug):
    assert loaded.get(slug).name == "Sage 50 Accounts"


def test_package_is_got_by_an_alias_of_its_slug(loaded):
    assert loaded.get("dynamics-gp").slug == "microsoft-dynamics-great-plains"
    assert loaded.get("tyler-munis").slug == "yardi-munis"


def test_unknown_slug_is_refused_with_the_nearest(loaded):
    with pytest.raises(SoftwareNotKnownError) as caught:
        loaded.get("sage-50-acounts")
    assert caught.value.suggestions[0] == "sage-50-accounts"
    assert "did you mean sage-50-accounts" in str(caught.value)


def test_slug_like_no_other_is_refused_plainly(loaded):
    with pytest.raises(SoftwareNotKnownError, match=r"^no software is called 'qqq'$"):
        loaded.get("qqq")


def test_catalogue_knows_four_thousand_pairs_of_heading_and_field():
    pairs = {
        (heading, field)
        for package in read_software().values()
        for report in package["reports"].values()
        for _, field, heading in list_headings(report)
        if field != IGNORED
    }
    assert len(pairs) >= 4_000


def test_headings_load_without_making_a_single_package(tmp_path):
    script = (
        "from ledgerlift import catalogue; from ledgerlift.catalogue import building\n"
        "made = []; building.build = lambda *a: made.append(a)\n"
        "assert catalogue.load().headings.is_known('Vendor')\n"
        "import sys; assert 'rapidfuzz' not in sys.modules; assert not made"
    )
    own_cache = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    compile_it = "from ledgerlift import catalogue; catalogue.load().headings.is_known('Vendor')"
    for code in (compile_it, script):
        subprocess.run([sys.executable, "-c", code], check=True, env=own_cache)
