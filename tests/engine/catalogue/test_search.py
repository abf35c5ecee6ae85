from pathlib import Path

import pytest
import yaml

from ledgerlift import catalogue
from ledgerlift.catalogue.search import plain

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def search():
    return catalogue.load().search


def test_right_package_comes_first_for_95_of_100_queries(search):
    wrong = [each for each in QUERIES if [found.slug for found in search(str(each["query"]))[:1]] != [each["means"]]]
    assert len(QUERIES) >= 150
    assert len(wrong) <= 0.05 * len(QUERIES), wrong


def test_every_package_is_asked_for(search):
    assert {each["means"] for each in QUERIES} == set(catalogue.load().software)


def test_every_package_is_found_by_its_own_name(search):
    for software in catalogue.load().software.values():
        assert search(f"{software.vendor} {software.name}")[0].slug == software.slug
        assert search(software.slug)[0].slug == software.slug


def test_vendor_finds_all_its_packages(search):
    found = {software.slug for software in search("yardi")}
    assert found == {"yardi-breeze", "yardi-kube", "yardi-munis", "yardi-voyager"}


def test_accents_capitals_and_spaces_make_no_difference(search):
    assert [each.slug for each in search("QUICKBOOKS  ONLINE")] == [each.slug for each in search("quick-books onlinE")]


def test_empty_query_lists_every_package(search):
    assert len(search("  ")) == len(catalogue.load().software)


def test_nonsense_finds_nothing(search):
    assert search("zzzzqqqq") == []


def test_plain_parts_letters_from_digits():
    assert plain("S/4HANA Édition") == "s 4 hana edition"
