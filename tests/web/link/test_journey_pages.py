"""The journey's pages in order, and every way of opening one too early, twice, or too late."""

import re

import pytest
from link_steps import FILE, follow, send

from ledgerlift_server.accounts.models import Event
from ledgerlift_server.companies.models import Connection, Consent
from ledgerlift_server.syncs import sync_actions
from ledgerlift_server.syncs.models import Sync, Upload


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
    assert Upload.objects.get().received_by == "colleague's link"


def test_address_that_is_none_is_refused_beside_its_field(client, link):
    follow(client, link)
    answer = client.post(f"{link}reports/payments/colleague/", {"email": "pat at maple"})
    assert answer.status_code == 422
    assert "Write an e-mail address such as name@example.com." in answer.content.decode()


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
