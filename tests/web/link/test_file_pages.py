"""What a page says of a file, and what one can do about it: answer, correct, replace, use elsewhere."""

import io

import openpyxl
import pytest
from link_steps import FILE, follow, send
from web_samples import MISSING_QUESTION, QUESTION, REPORT_QUESTION, inspection, table

from ledgerlift.records import FIELDS, DataType
from ledgerlift_server.syncs.field_names import FIELD_NAMES
from ledgerlift_server.syncs.models import Upload


def test_page_shows_sum_of_rows(client, link, run_jobs):
    follow(client, link)
    send(client, link, "bills")
    run_jobs()
    page = client.get(f"{link}reports/bills/").content.decode()
    assert "420 rows = 412 bills + 6 totals + 2 blank rows" in page
    assert "£1,204,551.10" in page
    assert "March 2025 – February 2026" in page


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
    ("language", "sentence", "choice"),
    [
        ("en", "Is this a list of bills or a list of payments?", "A list of payments"),
        ("fr-CA", "Est-ce une liste de factures ou une liste de paiements?", "Une liste de paiements"),
    ],
)
def test_doubtful_report_is_asked_about_with_rows_of_the_file(
    client, link, run_jobs, engine, language, sentence, choice
):
    follow(client, link)
    engine.inspections = [inspection("needs_answer", questions=[REPORT_QUESTION])]
    send(client, link, "bills")
    run_jobs()
    page = client.get(f"{link}reports/bills/", headers={"Accept-Language": language}).content.decode()
    assert sentence in page
    assert choice in page
    assert "Elm Printing · 11/02/2025 · 9.99" in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_column_that_is_missing_is_asked_for_and_taken(client, link, run_jobs, engine, language):
    follow(client, link)
    engine.inspections = [inspection("needs_answer", questions=[MISSING_QUESTION]), inspection()]
    send(client, link, "bills")
    run_jobs()
    page = client.get(f"{link}reports/bills/", headers={"Accept-Language": language}).content.decode()
    assert MISSING_QUESTION[language] in page
    assert "Who it is from" in page
    upload = Upload.objects.get()
    client.post(f"{link}reports/bills/files/{upload.id}/answer/", {"question": MISSING_QUESTION["key"], "choice": "6"})
    run_jobs()
    answer = engine.asked[-1]["source"]["answers"][MISSING_QUESTION["key"]]
    assert answer == {"field": "supplier_name", "value": "6", "column": None}


@pytest.mark.parametrize(("value", "state"), [("bills", "ready"), ("payments", "needs_answer")])
def test_report_that_was_said_is_remembered_for_that_report_alone(client, link, run_jobs, engine, value, state):
    follow(client, link)
    engine.inspections = [inspection("needs_answer", questions=[REPORT_QUESTION]), inspection()]
    send(client, link, "bills")
    run_jobs()
    upload = Upload.objects.get()
    client.post(f"{link}reports/bills/files/{upload.id}/answer/", {"question": "data_type", "choice": value})
    run_jobs()
    assert engine.asked[-1]["source"]["answers"] == {
        "data_type": {"field": "data_type", "value": value, "column": None}
    }
    engine.inspections = [inspection("needs_answer", questions=[REPORT_QUESTION]), inspection()]
    send(client, link, "bills", "again.csv", FILE + "9,9\n")
    run_jobs()
    assert Upload.objects.get(original_name="again.csv").state == state


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
