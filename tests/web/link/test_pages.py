"""The journey's pages in order, and every way of opening one too early, twice, or too late."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from web_samples import QUESTION, inspection, table

from ledgerlift.records import FIELDS, DataType
from ledgerlift_server.companies.models import Connection, Consent, Event
from ledgerlift_server.syncs import sync_actions
from ledgerlift_server.syncs.field_names import FIELD_NAMES
from ledgerlift_server.syncs.models import Sync, Upload

FILE = "Number,Amount\n1,2.00\n"


def send(client, link, data_type, name="report.csv", content=FILE, **more):

    return client.post(f"{link}reports/{data_type}/", {"file": SimpleUploadedFile(name, content.encode()), **more})


def follow(client, link):
    """Go through the journey up to the files."""
    client.post(f"{link}software/", {"software": "workday"})
    client.post(f"{link}consent/")


def test_journey_from_link_to_complete(client, link, company, run_jobs):
    assert company.name in client.get(link).content.decode().replace("&amp;", "&")
    assert client.post(f"{link}software/", {"software": "workday"}).url == f"{link}consent/"
    assert client.post(f"{link}consent/").url == f"{link}how/"
    assert client.get(f"{link}how/").status_code == 200
    for data_type in ("suppliers", "bills"):
        assert send(client, link, data_type).url == f"{link}reports/{data_type}/#files"
    run_jobs()
    assert "412 bills" in client.get(f"{link}reports/bills/").content.decode()
    for data_type, after in (("payments", "reports/direct_costs/"), ("direct_costs", "check/")):
        assert client.post(f"{link}reports/{data_type}/skip/").url == link + after
    assert client.post(f"{link}check/").url == f"{link}complete/"
    run_jobs()
    assert "ready for Hill Bank" in client.get(f"{link}complete/").content.decode()
    assert Connection.objects.get().status == "Linked"
    assert Sync.objects.get().state == "complete"


def test_page_shows_sum_of_rows(client, link, run_jobs):
    follow(client, link)
    send(client, link, "bills")
    run_jobs()
    page = client.get(f"{link}reports/bills/").content.decode()
    assert "420 rows = 412 bills + 6 totals + 2 blank rows" in page
    assert "£1,204,551.10" in page
    assert "March 2025 – February 2026" in page


@pytest.mark.parametrize("page", ["consent/", "how/", "reports/bills/", "check/", "complete/"])
def test_page_opened_before_a_software_is_chosen_leads_to_the_choice(client, link, page):
    assert client.get(link + page).url == f"{link}software/"


@pytest.mark.parametrize("page", ["how/", "reports/bills/", "check/"])
def test_page_opened_before_consent_leads_to_consent(client, link, page):
    client.post(f"{link}software/", {"software": "workday"})
    assert client.get(link + page).url == f"{link}consent/"


def test_coming_back_leads_to_where_one_stopped(client, link, run_jobs):
    follow(client, link)
    send(client, link, "suppliers")
    run_jobs()
    page = client.get(link).content.decode()
    assert f'href="{link}reports/bills/"' in page
    assert "Welcome back" in page


def test_software_is_found_by_alias_and_maker(client, link):
    assert 'value="workday"' in client.get(f"{link}software/", {"q": "WDAY"}).content.decode()
    found = re.findall(
        r'name="software" value="([^"]+)"', client.get(f"{link}software/", {"q": "oracle"}).content.decode()
    )
    assert len(found) > 5
    assert "workday" not in found


@pytest.mark.parametrize(
    ("text", "first"),
    [("quik books", "QuickBooks"), ("great plains", "Great Plains"), ("JDE", "JD Edwards"), ("s4", "S/4HANA")],
)
def test_software_is_found_by_what_people_call_it(client, link, text, first):
    page = client.get(f"{link}software/", {"q": text}).content.decode()
    assert first in re.search(r'class="choice-name">([^<]+)', page)[1]


def test_search_without_scripts_and_with_htmx_show_the_same_choices(client, link):
    whole = client.get(f"{link}software/", {"q": "sage"}).content.decode()
    part = client.get(f"{link}software/", {"q": "sage"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    names = re.findall(r'name="software" value="([^"]+)"', whole)
    assert names == re.findall(r'name="software" value="([^"]+)"', part)


def test_software_nobody_knows_can_be_named(client, link):
    assert "Nothing is called" in client.get(f"{link}software/", {"q": "Zzyzx 9000"}).content.decode()
    assert client.post(f"{link}software/", {"other_name": "Zzyzx 9000"}).status_code == 302
    connection = Connection.objects.get()
    assert (connection.software, connection.software_name) == ("", "Zzyzx 9000")
    client.post(f"{link}consent/")
    assert "In Zzyzx 9000" in client.get(f"{link}reports/bills/").content.decode()


def test_choice_of_nothing_is_refused_in_words(client, link):
    answer = client.post(f"{link}software/", {"software": "no-such-thing"})
    assert answer.status_code == 422
    assert "Pick your software, or write its name." in answer.content.decode()


def test_consent_keeps_the_very_words_with_language_and_time(client, link):
    client.post(f"{link}software/", {"software": "workday"})
    client.post(f"{link}consent/", headers={"Accept-Language": "fr-CA"})
    consent = Consent.objects.get()
    assert consent.language == "fr-ca"
    assert consent.text.startswith("## But\n\nHill Bank demande ces données")
    assert consent.text.count("## ") == 5
    assert "- Fournisseurs" in consent.text


def test_consent_can_be_withdrawn_and_given_again(client, link):
    follow(client, link)
    assert client.post(f"{link}consent/withdraw/").url == link
    assert Connection.objects.get().status == "Deauthorized"
    assert client.get(f"{link}reports/bills/").url == f"{link}consent/"
    client.post(f"{link}consent/")
    assert Connection.objects.get().status == "PendingAuth"
    assert client.get(f"{link}reports/bills/").status_code == 200


def test_completing_twice_makes_one_sync(client, link, run_jobs):
    follow(client, link)
    for data_type in ("suppliers", "bills"):
        send(client, link, data_type)
    run_jobs()
    for _ in range(2):
        assert client.post(f"{link}check/").status_code == 302
    assert run_jobs() == ["syncs.run_sync"]
    assert Sync.objects.count() == 1


def test_completing_too_early_stays_on_the_page(client, link, run_jobs):
    follow(client, link)
    send(client, link, "suppliers")
    run_jobs()
    page = client.post(f"{link}check/").content.decode()
    assert "Something is still missing" in page
    assert not Sync.objects.exists()


def test_newer_file_makes_a_second_snapshot_and_keeps_the_first(client, link, run_jobs):
    follow(client, link)
    for data_type in ("suppliers", "bills"):
        send(client, link, data_type)
    run_jobs()
    client.post(f"{link}check/")
    run_jobs()
    send(client, link, "bills", "newer.csv", FILE + "2,3.00\n")
    run_jobs()
    client.post(f"{link}check/")
    run_jobs()
    first, second = Sync.objects.order_by("created_at")
    assert first.snapshot.id != second.snapshot.id
    assert second.connection.current_snapshot.snapshot == second.snapshot


def test_question_is_asked_answered_and_remembered(client, link, run_jobs, engine):
    follow(client, link)
    engine.inspections = [inspection("needs_answer", questions=[QUESTION]), inspection()]
    send(client, link, "bills")
    run_jobs()
    page = client.get(f"{link}reports/bills/").content.decode()
    assert "How are the dates in “Booked” written?" in page
    assert "Day first: 03/04/2025 is 3 April 2025" in page
    assert "Month first: 03/04/2025 is 4 March 2025" in page
    upload = Upload.objects.get()
    client.post(f"{link}reports/bills/files/{upload.id}/answer/", {"question": "issue_date:2", "choice": "DMY"})
    run_jobs()
    upload.refresh_from_db()
    assert upload.state == "ready"
    assert engine.asked[-1]["source"]["answers"]["issue_date:2"]["value"] == "DMY"
    engine.inspections = [inspection("needs_answer", questions=[QUESTION]), inspection()]
    send(client, link, "bills", "again.csv", FILE + "9,9\n")
    run_jobs()
    assert Upload.objects.get(original_name="again.csv").state == "ready"


@pytest.mark.parametrize(
    "sent", [{}, {"question": "issue_date:2", "choice": "YMD"}, {"question": "old:1", "choice": "DMY"}]
)
def test_answer_that_is_none_of_the_choices_changes_nothing(client, link, run_jobs, engine, sent):
    follow(client, link)
    engine.inspections = [inspection("needs_answer", questions=[QUESTION])]
    send(client, link, "bills")
    run_jobs()
    upload = Upload.objects.get()
    client.post(f"{link}reports/bills/files/{upload.id}/answer/", sent)
    upload.refresh_from_db()
    assert (upload.state, upload.answers) == ("needs_answer", {})


def test_wrong_report_is_named_and_can_be_used_where_it_belongs(client, link, run_jobs, engine):
    follow(client, link)
    engine.inspections = [inspection("wrong_report", data_type="bills")]
    send(client, link, "suppliers")
    run_jobs()
    page = client.get(f"{link}reports/suppliers/").content.decode()
    assert "This looks like “Bills”. We need “Suppliers”." in page
    assert "In Workday:" in page
    upload = Upload.objects.get()
    assert client.post(f"{link}reports/suppliers/files/{upload.id}/move/").url == f"{link}reports/bills/#files"
    run_jobs()
    assert Upload.objects.get(removed_at=None).data_type == "bills"


def test_corrected_columns_are_read_again(client, link, run_jobs, engine):
    follow(client, link)
    send(client, link, "bills")
    run_jobs()
    upload = Upload.objects.get()
    address = f"{link}reports/bills/files/{upload.id}/columns/"
    assert "Booked" in client.get(address).content.decode()
    client.post(address, {"0-1": "bill_number", "0-2": "issue_date", "0-3": ""})
    run_jobs()
    assert engine.asked[-1]["source"]["answers"] == {
        "issue_date:": {"field": "issue_date", "value": "2", "column": None},
        "posting_date:": {"field": "posting_date", "value": "none", "column": None},
    }


def test_column_can_be_taken_back(client, link, run_jobs, engine):
    follow(client, link)
    send(client, link, "bills")
    run_jobs()
    address = f"{link}reports/bills/files/{Upload.objects.get().id}/columns/"
    client.post(address, {"0-1": "", "0-2": "bill_number", "0-3": ""})
    run_jobs()
    assert engine.asked[-1]["source"]["answers"]["bill_number:"]["value"] == "2"
    client.post(address, {"0-1": ""})
    run_jobs()
    assert engine.asked[-1]["source"]["answers"]["bill_number:"]["value"] == "none"


@pytest.mark.parametrize("data_type", list(DataType))
def test_every_field_of_a_report_can_be_chosen(data_type):
    assert set(FIELD_NAMES[data_type]) == set(FIELDS[data_type])


def test_looks_right_leads_on(client, link, run_jobs):
    follow(client, link)
    send(client, link, "suppliers")
    run_jobs()
    upload = Upload.objects.get()
    assert client.post(f"{link}reports/suppliers/files/{upload.id}/confirm/").url == f"{link}reports/bills/"
    assert Event.objects.filter(name="upload.confirmed").count() == 1


def test_last_looks_right_completes_the_journey(client, link, run_jobs):
    follow(client, link)
    reports = ("suppliers", "bills", "payments", "direct_costs")
    for data_type in reports:
        send(client, link, data_type)
    run_jobs()
    for data_type in reports:
        page = client.get(f"{link}reports/{data_type}/").content.decode()
        assert ("Looks right, complete" in page) == (data_type == "direct_costs")
        upload = Upload.objects.get(data_type=data_type)
        address = f"{link}reports/{data_type}/files/{upload.id}/confirm/"
        after = client.post(address, {"then": "complete"}).url
    assert after == f"{link}complete/"
    assert client.post(address, {"then": "complete"}).url == f"{link}check/"
    assert Sync.objects.count() == 1


def test_last_file_does_not_complete_while_something_is_open(client, link, run_jobs):
    follow(client, link)
    for data_type in ("suppliers", "direct_costs"):
        send(client, link, data_type)
    run_jobs()
    upload = Upload.objects.get(data_type="direct_costs")
    answer = client.post(f"{link}reports/direct_costs/files/{upload.id}/confirm/", {"then": "complete"})
    assert answer.url == f"{link}check/"
    assert not Sync.objects.exists()


def test_replaced_file_goes_only_when_the_new_one_is_good(client, link, run_jobs, engine):
    follow(client, link)
    send(client, link, "bills")
    run_jobs()
    old = Upload.objects.get()
    engine.inspections = [inspection("rejected", tables=[])]
    send(client, link, "bills", "bad.csv", "x", replaces=str(old.id))
    run_jobs()
    old.refresh_from_db()
    assert old.removed_at is None
    send(client, link, "bills", "good.csv", FILE + "5,5\n", replaces=str(old.id))
    run_jobs()
    old.refresh_from_db()
    assert old.removed_at is not None


def test_same_workbook_serves_for_another_report(client, link, run_jobs):
    follow(client, link)
    send(client, link, "suppliers", "book.xlsx")
    run_jobs()
    assert "Use “book.xlsx” for this report as well" in client.get(f"{link}reports/bills/").content.decode()
    upload = Upload.objects.get()
    client.post(f"{link}reports/bills/same-file/{upload.id}/")
    run_jobs()
    copy = Upload.objects.get(data_type="bills")
    assert (copy.state, copy.storage_name) == ("ready", upload.storage_name)


def test_card_answers_a_waiting_page_only_when_there_is_news(client, link, run_jobs):
    follow(client, link)
    send(client, link, "bills")
    address = f"{link}reports/bills/files/{Upload.objects.get().id}/"
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 204
    run_jobs()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "412 bills" in part
    assert "<html" not in part


def test_colleague_gets_one_report_and_an_email(client, link, run_jobs, mailoutbox):
    follow(client, link)
    page = client.post(f"{link}reports/payments/colleague/", {"email": "pat@maple.example"}).content.decode()
    address = re.search(r"http://testserver(/link/[\w/-]+/)", page)[1]
    assert address in mailoutbox[0].body
    assert mailoutbox[0].to == ["pat@maple.example"]
    assert client.get(address).url == f"{address}reports/payments/"
    send(client, address, "payments")
    run_jobs()
    assert "Thank you" in client.get(f"{address}reports/payments/").content.decode()
    assert Upload.objects.get().received_by == "Maple Builders (colleague's link)"


def test_address_that_is_none_is_refused_beside_its_field(client, link):
    follow(client, link)
    answer = client.post(f"{link}reports/payments/colleague/", {"email": "pat at maple"})
    assert answer.status_code == 422
    assert "Write an e-mail address such as name@example.com." in answer.content.decode()


def test_other_software_after_files_came_opens_another_connection(client, link, run_jobs):
    follow(client, link)
    send(client, link, "bills")
    client.post(f"{link}software/", {"software": "xero"})
    old, new = Connection.objects.order_by("created_at")
    assert (old.status, new.status) == ("Unlinked", "PendingAuth")
    assert old.uploads.count() == 1


def test_problems_come_as_a_workbook(client, link, run_jobs, engine):
    problem = {"code": "x", "severity": "warning", "en": "Row 7 has no date.", "fr": "La ligne 7 n’a pas de date.",
               "sheet": None, "row": 7, "column": "B", "count": 12}  # fmt: skip
    extract = {"headings": ["Number", "Booked"], "rows": [{"row": 7, "cells": ["=1+1", None], "marked": [2]}]}
    engine.inspections = [inspection(problems=[problem], extracts=[extract])]
    follow(client, link)
    send(client, link, "bills")
    run_jobs()
    answer = client.get(f"{link}reports/bills/files/{Upload.objects.get().id}/problems.xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.worksheets[0]["B2"].value == "12 cells, the first is B7"
    assert book.worksheets[0]["C2"].value == "Row 7 has no date."
    marked = book.worksheets[1]["C2"]
    assert marked.fill.fgColor.rgb == "FFFCE8E6"
    assert book.worksheets[1]["B2"].data_type == "s"


def test_several_currencies_are_told_apart(client, link, run_jobs, engine):
    totals = {"CAD": {"total_amount": "10.00"}, "USD": {"total_amount": "20.00"}}
    engine.inspections = [inspection(tables=[table(currency=None, totals_by_currency=totals)])]
    follow(client, link)
    send(client, link, "bills")
    run_jobs()
    page = client.get(f"{link}reports/bills/").content.decode()
    assert "$10.00" in page
    assert "US$20.00" in page


def test_failed_sync_says_so_and_can_be_tried_again(client, link, run_jobs, engine):
    follow(client, link)
    for data_type in ("suppliers", "bills"):
        send(client, link, data_type)
    run_jobs()
    client.post(f"{link}check/")
    engine.failure = "processing_timeout"
    run_jobs()
    assert "could not be made" in client.get(f"{link}complete/").content.decode()
    engine.failure = ""
    client.post(f"{link}check/")
    run_jobs()
    assert Sync.objects.get().state == "complete"
    assert sync_actions.inputs_key([]) != Sync.objects.get().inputs_key
