"""What stands beside a report's upload: steps with names in bold, an example, the template, definitions to install."""

import io

import openpyxl
import pytest
from django.utils.html import escape

from ledgerlift import catalogue
from ledgerlift.catalogue import find_example
from ledgerlift.catalogue.model import Text
from ledgerlift_server.link import software
from ledgerlift_server.link.templatetags.guide import emphasised
from ledgerlift_server.link.views.guide_files import safe_name

FRENCH = {"Accept-Language": "fr-CA"}


def choose(client, link, slug):
    client.post(f"{link}software/", {"software": slug} if slug else {"other_name": "Our own"})
    client.post(f"{link}consent/")


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_names_on_the_screen_are_bold_and_nothing_else_is_markup():
    assert emphasised("Open **A & B**, not <b>x</b>.") == ("Open <strong>A &amp; B</strong>, not &lt;b&gt;x&lt;/b&gt;.")


@pytest.mark.parametrize(("headers", "language"), [({}, "en"), (FRENCH, "fr")])
def test_steps_show_names_in_bold_and_how_to_recognise_the_report(client, link, headers, language):
    choose(client, link, "xero")
    page = client.get(f"{link}reports/bills/", headers=headers).content.decode()
    report = catalogue.load().get("xero").reports["bills"]
    assert "**" not in page
    assert all(str(emphasised(step)) in page for step in getattr(report.steps, language))
    assert all(str(emphasised(step)) in page for step in getattr(report.alternative.steps, language))
    assert str(emphasised(getattr(report.recognise, language))) in page
    assert escape(report.alternative.menu_path[-1]) in page


@pytest.mark.parametrize(("headers", "words"), [({}, "See an example file"), (FRENCH, "Voir un fichier d’exemple")])
def test_example_of_the_chosen_software_is_offered_and_downloaded(client, link, headers, words):
    choose(client, link, "xero")
    address = f"{link}reports/bills/example/"
    page = client.get(f"{link}reports/bills/", headers=headers).content.decode()
    assert words in page
    assert f'href="{address}"' in page
    response = client.get(address)
    example = find_example("xero", "bills")
    assert body(response) == example.read_bytes()
    assert response.headers["Content-Disposition"] == f'attachment; filename="example-xero-bills{example.suffix}"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_software_without_an_example_offers_none(client, link, monkeypatch):
    choose(client, link, "xero")
    monkeypatch.setattr(catalogue, "find_example", lambda *_: None)
    monkeypatch.setattr("ledgerlift_server.link.views.guide_files.find_example", lambda *_: None)
    assert "example/" not in client.get(f"{link}reports/bills/").content.decode()
    assert client.get(f"{link}reports/bills/example/").status_code == 404


@pytest.mark.parametrize(
    ("headers", "sheet", "name"),
    [({}, "Bills", "ledgerlift-template.xlsx"), (FRENCH, "Factures", "modele-ledgerlift.xlsx")],
)
@pytest.mark.parametrize("data_type", ["suppliers", "bills", "payments", "direct_costs"])
def test_template_is_offered_where_the_software_is_not_listed(client, link, headers, sheet, name, data_type):
    choose(client, link, "")
    address = f"{link}reports/{data_type}/template.xlsx"
    assert f'href="{address}"' in client.get(f"{link}reports/{data_type}/", headers=headers).content.decode()
    response = client.get(address, headers=headers)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert sheet in openpyxl.load_workbook(io.BytesIO(body(response))).sheetnames


def test_template_is_not_offered_to_users_of_a_listed_software(client, link):
    choose(client, link, "xero")
    assert "template.xlsx" not in client.get(f"{link}reports/bills/").content.decode()


def test_definition_is_downloaded_as_plain_text(client, link):
    choose(client, link, "sage-300")
    (query, *_) = catalogue.load().get("sage-300").reports["bills"].queries
    address = f"{link}reports/bills/definitions/1/"
    assert f'href="{address}"' in client.get(f"{link}reports/bills/").content.decode()
    response = client.get(address)
    assert response.content.decode() == query.text
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{query.file_name}"'


@pytest.mark.parametrize("number", [0, 99])
def test_definition_that_is_not_there_is_not_found(client, link, number):
    choose(client, link, "sage-300")
    assert client.get(f"{link}reports/bills/definitions/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "safe"), [("bills.sql", "bills.sql"), ('../a "b"\r\n.sql', "a-b-.sql"), ("…", "query.txt")]
)
def test_name_of_a_download_is_a_name_on_every_system(name, safe):
    assert safe_name(name) == safe


def test_every_definition_of_the_catalogue_keeps_its_name():
    for package in catalogue.load().software.values():
        for report in package.reports.values():
            assert all(safe_name(query.file_name) == query.file_name for query in report.queries)


def test_instructions_of_a_report_nobody_knows_are_empty():
    assert software.instruct("xero", "no_such_report", french=False).queries == ()
    assert isinstance(catalogue.load().get("xero").who_can_export, Text)
