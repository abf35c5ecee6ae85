"""Every package says in both languages of the journey how each of its reports is exported."""

import csv
import re
from pathlib import Path

import pytest

from ledgerlift import catalogue
from ledgerlift.catalogue import Software
from ledgerlift.records import DataType

PUBLISHED = csv.DictReader((Path(__file__).parent / "integrations.csv").read_text(encoding="utf-8").splitlines())
SLUGS = sorted({row["slug"] for row in PUBLISHED} | {"odoo", "erpnext", "other"})
WRITES = re.compile(r"\b(insert|update|delete|merge|drop|alter|create|truncate|exec|grant)\b", re.IGNORECASE)

pytestmark = pytest.mark.parametrize("slug", SLUGS)


@pytest.fixture
def software(slug) -> Software:
    return catalogue.load().get(slug)


def is_whole(text: str) -> bool:
    """Whether a text is there, ends as a sentence and closes every **name** it opens."""
    return text == text.strip() and text.endswith((".", "».", ").")) and text.count("**") % 2 == 0


def test_steps_are_complete_in_both_languages(software):
    assert software.data_types
    for data_type in software.data_types:
        steps = software.reports[data_type].steps
        for lines in (steps.en, steps.fr):
            assert 4 <= len(lines) <= 8, data_type
            assert len(set(lines)) == len(lines), data_type
            assert [line for line in lines if not is_whole(line)] == []
        assert not set(steps.en) & set(steps.fr), data_type


def test_steps_name_what_is_on_the_screen(software):
    for data_type in software.data_types:
        report = software.reports[data_type]
        assert report.name
        assert report.menu_path
        for lines in (report.steps.en, report.steps.fr):
            assert any("**" in line for line in lines), data_type


def test_steps_ask_for_the_last_twelve_months(software):
    for data_type in set(software.data_types) - {DataType.SUPPLIERS}:
        steps = software.reports[data_type].steps
        assert any("12" in line and "months" in line for line in steps.en), data_type
        assert any("12" in line and "mois" in line for line in steps.fr), data_type


def test_filters_and_the_look_of_the_report_are_told_in_both_languages(software):
    texts = [software.who_can_export]
    for data_type in software.data_types:
        report = software.reports[data_type]
        texts += [report.filters, report.recognise]
    for text in texts:
        assert is_whole(text.en), text
        assert is_whole(text.fr), text
        assert text.en != text.fr


def test_second_report_is_shown_in_case_the_first_is_not_found(software):
    for data_type in software.data_types:
        other = software.reports[data_type].alternative
        assert other is not None, data_type
        assert other.name != software.reports[data_type].name, data_type
        assert other.menu_path, data_type
        assert len(other.steps.en) >= 2, data_type
        assert len(other.steps.fr) >= 2, data_type
        assert [line for line in (*other.steps.en, *other.steps.fr) if not is_whole(line)] == []


def test_names_that_are_general_knowledge_are_said_to_differ(software):
    for data_type in set(software.data_types) if software.slug != "other" else ():
        report = software.reports[data_type]
        if report.confidence == "general_knowledge":
            assert re.search("may differ|may have other names", report.recognise.en), data_type
            assert re.search("peu(?:t|vent) (?:différer|porter d’autres noms)", report.recognise.fr), data_type


def test_queries_only_read_and_are_explained(software):
    queries = [query for report in software.reports.values() for query in report.queries]
    assert len({query.file_name for query in queries}) == len(queries)
    for query in queries:
        assert is_whole(query.note.en), query.name
        assert is_whole(query.note.fr), query.name
        assert query.text.endswith("\n"), query.name
        if query.kind == "sql":
            assert query.text.lstrip().upper().startswith(("SELECT", "WITH", "--")), query.name
            assert not WRITES.search(query.text), query.name
