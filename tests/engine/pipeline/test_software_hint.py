"""A report in the words of another package than the chosen one says so."""

import pytest

from ledgerlift import catalogue
from ledgerlift.catalogue.examples import find_example
from ledgerlift.pipeline import inspect
from ledgerlift.pipeline.software_hint import find_other_software
from ledgerlift.problems import Place
from ledgerlift.records import DataType

CODE = "other_software_recognised"
FILE = "bills.csv"


def hint(headings, chosen, data_type=DataType.BILLS):
    software = catalogue.load().get(chosen) if chosen else None
    return find_other_software(headings, data_type, software, Place(file=FILE))


def headings_of(slug, data_type="bills"):
    """Every heading of a package's report in the first of its languages."""
    (fields, *_) = catalogue.load().get(slug).reports[data_type].headings.values()
    return [each for texts in fields.values() for each in texts]


@pytest.mark.parametrize(("slug", "chosen"), [("sage-50-accounts", "xero"), ("sage-x3", "freshbooks")])
def test_words_of_another_package_are_recognised(slug, chosen):
    problem = hint(headings_of(slug), chosen)
    assert problem.code == CODE
    assert problem.severity == "note"
    assert problem.details["other"] == catalogue.load().get(slug).name
    for language in ("en", "fr"):
        assert problem.details["other"] in problem.sentence(language)


@pytest.mark.parametrize("slug", sorted(set(catalogue.load().software) - {"other"}))
def test_package_is_never_taken_for_another_by_its_own_words(slug):
    assert hint(headings_of(slug), slug) is None


def test_nothing_is_said_of_packages_that_share_their_words():
    assert hint(headings_of("sage-50-accounts"), "sage-50-accounts-cloud") is None


@pytest.mark.parametrize("chosen", [None, "other"])
def test_nothing_is_said_where_no_package_was_chosen(chosen):
    assert hint(headings_of("sage-50-accounts"), chosen) is None


@pytest.mark.parametrize("headings", [[], ["Date", "Amount"], ["Ours", "Mine", "Theirs", "Its", "Yours", "Whose"]])
def test_nothing_is_said_where_nothing_is_certain(headings):
    assert hint(headings, "xero") is None


def test_inspection_says_what_the_file_looks_like():
    example = find_example("sage-50-accounts", DataType.BILLS)
    told = [each.code for each in inspect(example, software="workday").problems]
    assert CODE in told
    assert CODE not in [each.code for each in inspect(example, software="sage-50-accounts").problems]
    assert CODE not in [each.code for each in inspect(example).problems]


def test_family_of_a_package_is_the_one_it_extends():
    assert catalogue.load().family_of("sage-50-accounts-cloud") == "sage-50-accounts"
    assert catalogue.load().family_of("xero") == "xero"
    assert catalogue.load().family_of("general") == "general"
