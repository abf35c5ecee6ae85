import typing

import pytest

from ledgerlift.catalogue.general import read_general
from ledgerlift.catalogue.mistakes import CatalogueMistakeError
from ledgerlift.catalogue.model import Language
from ledgerlift.records import FIELDS


def test_every_field_has_english_headings():
    reports = read_general()["reports"]
    for data_type, fields in FIELDS.items():
        assert fields.keys() <= reports[data_type]["headings"]["en"].keys()


def test_shared_headings_stand_in_every_report_that_has_the_field():
    reports = read_general()["reports"]
    for report in reports.values():
        assert "Payee" in report["headings"]["en"]["supplier_name"]
        assert "Beneficiaire" not in report["headings"]["en"]["supplier_name"]
    assert "currency" not in reports["suppliers"]["headings"]["en"]


def test_every_language_has_each_report():
    for report in read_general()["reports"].values():
        assert set(report["headings"]) == {*typing.get_args(Language)}


def test_language_only_shared_headings_have_is_kept(tmp_path):
    path = tmp_path / "general.yaml"
    path.write_text("shared: {headings: {it: {supplier_id: [Codice]}}}\nreports: {bills: {}}\n", encoding="utf-8")
    assert read_general(path)["reports"]["bills"] == {"headings": {"it": {"supplier_id": ["Codice"]}}, "technical": {}}


def test_mistake_is_told_with_its_line(tmp_path):
    path = tmp_path / "general.yaml"
    path.write_text("shared: {}\nreports:\n  invoices: {}\n", encoding="utf-8")
    with pytest.raises(CatalogueMistakeError, match=r"^general\.yaml:3: 'invoices' is none of suppliers"):
        read_general(path)
